import Foundation
import SampleData
import Testing
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkOperations
import WaymarkPluginKit
import WaymarkPlugins

/// The workflow that reading, checking and compiling are measured on.
struct SampleWorkflowTests {
    private func compile(steps: Int, fault: Fault = .none) throws -> CompileResult {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let files = try ProjectFiles(folder: root.path, startedIn: root.path)
        let types = "Config/register/types.yaml"
        let environment = CompilerEnvironment(
            registry: try PluginRegistry.built(),
            registerSchema: RegisterReader.schema(try files.text(types), file: types).schema)
        let bundle = SourceBundle(
            file: "stages.yaml", text: fault.put(into: SampleWorkflow.text(steps: steps)),
            vocabularies: try files.vocabularies(in: "Config/vocabularies").values)
        return Compiler.compile(bundle, in: environment)
    }

    @Test(arguments: [1, 100])
    func itHasNoFault(steps: Int) throws {
        let result = try compile(steps: steps)
        #expect(result.diagnostics.sorted.map { "\($0.span.start.line): \($0.message)" } == [])
        #expect(try #require(result.definition).steps.count >= steps)
    }

    /// What is put into every stage of the workflow, so often that even the smaller one has more faults than those whose
    /// names are compared with all others.
    enum Fault: CaseIterable {
        case none, misspeltStep, misspeltVariable, strayTarget, stepsAlone, unsureRead, unknownRole

        func put(into text: String) -> String {
            switch self {
            case .none: text
            case .misspeltStep: text.replacing("steps.receive_", with: "steps.recieve_")
            case .misspeltVariable:
                text.replacing("found: false", with: "fuond: false").replacing("vars.", with: "vras.")
            case .strayTarget:
                text.replacing(
                    "      signed: continue\n",
                    with: ["a", "b", "c", "d"].map { "      \($0): { go_to: wiegh_\($0) }\n" }.joined())
            case .stepsAlone: text.replacing(/vars\.[a-z]+/, with: "steps")
            case .unsureRead: text.replacing(#"outcome != "commented" || "#, with: #"outcome != "x" && "#)
            case .unknownRole: text.replacing("role: lead", with: "role: laed").replacing("to: director", with: "to: x")
            }
        }
    }

    /// Time cannot be tested, but what takes it can be counted.
    @Test(arguments: Fault.allCases) func twiceTheStepsAreTwiceTheEffort(fault: Fault) throws {
        let small = try compile(steps: 480, fault: fault)
        let large = try compile(steps: 960, fault: fault)
        #expect(small.diagnostics.isEmpty == (fault == .none))
        #expect(small.effort > 480)
        #expect(Double(large.effort) <= 2.2 * Double(small.effort), "\(small.effort), then \(large.effort)")
    }
}
