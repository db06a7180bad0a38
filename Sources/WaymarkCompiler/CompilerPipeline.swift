package import WaymarkDefinition
package import WaymarkDiagnostics
import WaymarkYAML

/// The way from a text to a definition, on one screen.
package enum Compiler {
    /// Compiles one workflow.
    package static func compile(_ bundle: SourceBundle, in environment: CompilerEnvironment) -> CompileResult {
        let read = ReadBundle(bundle)
        guard var checked = checked(read, in: environment) else {
            return CompileResult(definition: nil, diagnostics: read.diagnostics)
        }
        checked.checkTiming(beside: [:], in: environment)
        return CompileResult(
            definition: checked.definition, diagnostics: checked.diagnostics, effort: checked.effort)
    }

    /// A workflow checked by itself; nil when its text cannot be read.
    private static func checked(_ read: ReadBundle, in environment: CompilerEnvironment) -> CheckedWorkflow? {
        guard let parsed = read.parsed else { return nil }
        var checker = WorkflowChecker(
            parsed: parsed, bundle: read.bundle, environment: environment, diagnostics: read.diagnostics)
        let definition = checker.definition()
        return CheckedWorkflow(
            parsed: parsed, definition: checker.diagnostics.hasErrors ? nil : definition,
            diagnostics: checker.diagnostics, effort: checker.effort)
    }

    /// What other workflows may know of one; nil when its text cannot be read.
    package static func interface(of bundle: SourceBundle) -> WorkflowInterface? {
        ReadBundle(bundle).parsed?.interface
    }

    /// What the workflows of a project may know of each other, by name.
    package static func interfaces(of bundles: [SourceBundle]) -> [String: WorkflowInterface] {
        interfaces(of: bundles.map { ReadBundle($0) })
    }

    private static func interfaces(of read: [ReadBundle]) -> [String: WorkflowInterface] {
        Dictionary(
            read.compactMap { $0.parsed?.interface }.map { ($0.workflow, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Checks workflows together: each by itself, and that they fit each other.
    ///
    /// `others`: Workflows beside them that they may call, and of which nothing is reported.
    package static func check(
        _ bundles: [SourceBundle], beside others: [SourceBundle] = [], in environment: CompilerEnvironment
    ) -> Diagnostics {
        checkTogether(bundles, beside: others, in: environment).diagnostics
    }

    /// The same, with the definitions of the workflows that have no fault, by name.
    package static func checkTogether(
        _ bundles: [SourceBundle], beside others: [SourceBundle] = [], in environment: CompilerEnvironment
    ) -> (diagnostics: Diagnostics, definitions: [String: CompiledDefinition]) {
        var environment = environment
        let read = bundles.map { ReadBundle($0) }
        let beside = others.map { ReadBundle($0) }
        environment.workflows.merge(interfaces(of: beside)) { _, new in new }
        environment.workflows.merge(interfaces(of: read)) { _, new in new }
        var diagnostics = Diagnostics()
        var all: [CheckedWorkflow] = []
        for bundle in read {
            guard let checked = checked(bundle, in: environment) else {
                diagnostics.add(contentsOf: bundle.diagnostics)
                continue
            }
            all.append(checked)
        }
        let known = (all + beside.compactMap { checked($0, in: environment) }).compactMap(\.definition)
        let definitions = Dictionary(known.map { ($0.workflow, $0) }, uniquingKeysWith: { first, _ in first })
        for index in all.indices {
            all[index].checkTiming(beside: definitions, in: environment)
            diagnostics.add(contentsOf: all[index].diagnostics)
        }
        return (diagnostics, definitions)
    }
}

/// Sources and what their text says; read once, whatever is then asked of them.
private struct ReadBundle {
    var bundle: SourceBundle
    /// What the text says; nil when it cannot be read.
    var parsed: ParsedWorkflow?
    var diagnostics: Diagnostics

    init(_ bundle: SourceBundle) {
        self.bundle = bundle
        let (document, faults) = YAMLReader.read(bundle.text, file: bundle.file)
        diagnostics = faults
        guard let document else { return }
        var parser = WorkflowParser(file: bundle.file)
        parsed = parser.parse(document)
        diagnostics = parser.diagnostics
    }
}
