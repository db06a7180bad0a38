import WaymarkCompiler
import WaymarkDefinition
package import WaymarkDiagnostics
package import WaymarkPluginKit

/// Checks workflows without running anything.
package struct CheckProject: Sendable {
    private let places: [String]?

    /// Checks the workflows of some places, or all of the project.
    package init(_ places: [String]?) {
        self.places = places
    }

    /// What is wrong, and how many workflows were looked at.
    package func run(_ files: ProjectFiles, registry: PluginRegistry) throws -> (
        diagnostics: Diagnostics, workflows: Int
    ) {
        let (settings, faults) = Settings.read(try files.text("Config/waymark.yaml"), file: "Config/waymark.yaml")
        var diagnostics = faults
        let types = settings.register + "/types.yaml"
        let (schema, schemaFaults) = RegisterReader.schema(try files.text(types), file: types)
        diagnostics.add(contentsOf: schemaFaults)
        let vocabularies = try files.vocabularies(in: settings.vocabularies)
        diagnostics.add(contentsOf: vocabularies.diagnostics)
        var environment = CompilerEnvironment(registry: registry, registerSchema: schema)
        environment.workflows = Compiler.interfaces(
            of: try files.bundles(in: settings.workflows, vocabularies: vocabularies.values))
        let bundles = try files.bundles(in: places ?? settings.workflows, vocabularies: vocabularies.values)
        diagnostics.add(contentsOf: Compiler.check(bundles, in: environment))
        return (diagnostics, bundles.count)
    }
}
