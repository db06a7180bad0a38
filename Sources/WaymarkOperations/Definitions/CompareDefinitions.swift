package import WaymarkComparison
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkRuntime
import WaymarkStore

/// Compares two definitions: of the project's files, of the store, or one of each.
package struct CompareDefinitions: Sendable {
    private let old: String
    private let new: String?

    /// Compares what is meant by two names: the path of a file, `workflow`, `workflow@version` or `workflow@hash`.
    ///
    /// A bare workflow is the project's own. With one name the newest in the store is compared with the project's own.
    package init(_ old: String, _ new: String? = nil) {
        self.old = old
        self.new = new
    }

    /// What changes.
    /// - Throws: ``OperationFailure`` when one of them is not there or has faults.
    package func run(in project: Project) throws -> DefinitionDifference {
        if let new {
            return DefinitionComparison(
                try definition(old, in: project), try definition(new, in: project)
            ).difference
        }
        let current = try definition(old, in: project)
        let reference = DefinitionReference(old)
        if reference.version != nil {
            // A version that is named is what was; the project's own is what comes.
            return DefinitionComparison(current, try definition(reference.workflow, in: project)).difference
        }
        let published = try published(DefinitionReference(workflow: current.workflow, version: nil), in: project)
        return DefinitionComparison(published, current).difference
    }

    private func definition(_ name: String, in project: Project) throws -> CompiledDefinition {
        if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            return try file(name, in: project)
        }
        let reference = DefinitionReference(name)
        guard reference.version == nil else { return try published(reference, in: project) }
        do {
            return try CompileWorkflow(name).run(project.files, registry: project.registry)
        } catch let failure as OperationFailure where failure.kind == .notFound {
            // What the project has no file of may still be in the store.
            return try published(reference, in: project)
        }
    }

    private func published(_ reference: DefinitionReference, in project: Project) throws -> CompiledDefinition {
        let session = project.session
        return try session.store.read { store in
            let record = try reference.record(in: store)
            return try session.runtime.definitions.definition(record.hash, from: store)
        }
    }

    private func file(_ path: String, in project: Project) throws -> CompiledDefinition {
        let bundles = try project.bundles(in: [path])
        guard let bundle = bundles.first, bundles.count == 1 else {
            throw OperationFailure(
                .usage, "Expected one workflow in \(path), but there are \(bundles.count)",
                help: "name the file of one workflow")
        }
        let (_, environment) = try project.files.sources(registry: project.registry)
        let result = Compiler.compile(bundle, in: environment)
        if let definition = result.definition { return definition }
        let text = TextRenderer { try? project.files.text($0) }.render(result.diagnostics)
        throw OperationFailure(
            .findings, "\(path) has faults", details: text.split(separator: "\n").map(String.init))
    }
}
