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
    private func compile(steps: Int) throws -> CompileResult {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let files = try ProjectFiles(folder: root.path, startedIn: root.path)
        let types = "Config/register/types.yaml"
        let environment = CompilerEnvironment(
            registry: try PluginRegistry.built(),
            registerSchema: RegisterReader.schema(try files.text(types), file: types).schema)
        let bundle = SourceBundle(
            file: "stages.yaml", text: SampleWorkflow.text(steps: steps),
            vocabularies: try files.vocabularies(in: "Config/vocabularies").values)
        return Compiler.compile(bundle, in: environment)
    }

    @Test(arguments: [1, 100])
    func itHasNoFault(steps: Int) throws {
        let result = try compile(steps: steps)
        #expect(result.diagnostics.sorted.map { "\($0.span.start.line): \($0.message)" } == [])
        #expect(try #require(result.definition).steps.count >= steps)
    }
}
