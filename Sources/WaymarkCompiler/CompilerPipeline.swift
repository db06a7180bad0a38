import WaymarkDefinition
package import WaymarkDiagnostics
import WaymarkYAML

/// The way from a text to a definition, on one screen.
package enum Compiler {
    /// Compiles one workflow.
    package static func compile(_ bundle: SourceBundle, in environment: CompilerEnvironment) -> CompileResult {
        let (document, textFaults) = YAMLReader.read(bundle.text, file: bundle.file)
        guard let document else { return CompileResult(definition: nil, diagnostics: textFaults) }
        var parser = WorkflowParser(file: bundle.file)
        let parsed = parser.parse(document)
        var checker = WorkflowChecker(
            parsed: parsed, bundle: bundle, environment: environment, diagnostics: parser.diagnostics)
        let definition = checker.definition()
        return CompileResult(
            definition: checker.diagnostics.hasErrors ? nil : definition, diagnostics: checker.diagnostics)
    }

    /// What other workflows may know of one; nil when its text cannot be read.
    package static func interface(of bundle: SourceBundle) -> WorkflowInterface? {
        guard let document = YAMLReader.read(bundle.text, file: bundle.file).document else { return nil }
        var parser = WorkflowParser(file: bundle.file)
        return parser.parse(document).interface
    }

    /// What the workflows of a project may know of each other, by name.
    package static func interfaces(of bundles: [SourceBundle]) -> [String: WorkflowInterface] {
        Dictionary(
            bundles.compactMap { interface(of: $0) }.map { ($0.workflow, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Checks workflows together: each by itself, and that they fit each other.
    package static func check(_ bundles: [SourceBundle], in environment: CompilerEnvironment) -> Diagnostics {
        var environment = environment
        environment.workflows.merge(interfaces(of: bundles)) { _, new in new }
        var diagnostics = Diagnostics()
        for bundle in bundles { diagnostics.add(contentsOf: compile(bundle, in: environment).diagnostics) }
        return diagnostics
    }
}
