package import WaymarkCompiler
package import WaymarkDefinition
import WaymarkDiagnostics
package import WaymarkPluginKit

/// Compiles a workflow of the project from its files alone.
package struct CompileWorkflow: Sendable {
    private let workflow: String

    /// Compiles the workflow of a name.
    package init(_ workflow: String) {
        self.workflow = workflow
    }

    /// The definition.
    /// - Throws: ``OperationFailure`` when there is no such workflow, or with every fault that it has.
    package func run(_ files: ProjectFiles, registry: PluginRegistry) throws -> CompiledDefinition {
        let (bundles, environment) = try files.sources(registry: registry)
        var names: [String] = []
        for bundle in bundles {
            guard let name = Compiler.interface(of: bundle)?.workflow else { continue }
            names.append(name)
            guard name == workflow else { continue }
            let result = Compiler.compile(bundle, in: environment)
            if let definition = result.definition { return definition }
            let text = TextRenderer { try? files.text($0) }.render(result.diagnostics)
            throw OperationFailure(
                .findings, "\(workflow) has faults", details: text.split(separator: "\n").map(String.init))
        }
        throw OperationFailure(
            .notFound, "Expected a workflow, but there is none named \"\(workflow)\"",
            help: "there are: " + names.sorted().joined(separator: ", "))
    }
}

extension ProjectFiles {
    /// The sources of the project's workflows, and what they are compiled against.
    package func sources(registry: PluginRegistry) throws -> ([SourceBundle], CompilerEnvironment) {
        let (settings, _) = Settings.read(try text("Config/waymark.yaml"), file: "Config/waymark.yaml")
        let types = settings.register + "/types.yaml"
        let (schema, _) = RegisterReader.schema(try text(types), file: types)
        let vocabularies = try self.vocabularies(in: settings.vocabularies)
        let bundles = try self.bundles(in: settings.workflows, vocabularies: vocabularies.values)
        var environment = CompilerEnvironment(registry: registry, registerSchema: schema)
        environment.workflows = Compiler.interfaces(of: bundles)
        return (bundles, environment)
    }
}
