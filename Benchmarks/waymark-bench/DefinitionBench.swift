import CLibYAML
import Foundation
import SampleData
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkOperations
import WaymarkPluginKit
import WaymarkPlugins

/// W6: read, check and compile a definition, beside what libyaml alone takes to go through the same text.
struct DefinitionBench {
    private let environment: CompilerEnvironment
    private let bundle: SourceBundle

    /// Takes the step kinds of this build, and register types and vocabularies of the project around the folder.
    init(steps: Int) throws {
        let files = try ProjectFiles(folder: nil, startedIn: FileManager.default.currentDirectoryPath)
        let types = "Config/register/types.yaml"
        environment = CompilerEnvironment(
            registry: try PluginRegistry.built(),
            registerSchema: RegisterReader.schema(try files.text(types), file: types).schema)
        bundle = SourceBundle(
            file: "stages.yaml", text: SampleWorkflow.text(steps: steps),
            vocabularies: try files.vocabularies(in: "Config/vocabularies").values)
    }

    /// Milliseconds to compile it; a text with faults is no measure, so they are shown and end the run.
    func compile() throws -> Double {
        var result: CompileResult?
        let time = milliseconds { result = Compiler.compile(bundle, in: environment) }
        let faults = result?.diagnostics.sorted.map(\.message) ?? []
        guard result?.definition != nil, faults.isEmpty else { throw BenchFailure(faults: Array(faults.prefix(5))) }
        return time
    }

    /// Milliseconds that libyaml takes to give every event of the same text.
    func events() throws -> Double {
        var isWhole = false
        let bytes = Array(bundle.text.utf8)
        let time = bytes.withUnsafeBufferPointer { bytes in milliseconds { isWhole = Self.goThrough(bytes) } }
        guard isWhole else { throw BenchFailure(faults: ["libyaml cannot read the text"]) }
        return time
    }

    private static func goThrough(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        // libyaml keeps the address of the parser, so it lives on the heap.
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        defer {
            yaml_parser_delete(parser)
            parser.deallocate()
        }
        yaml_parser_initialize(parser)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
        var event = yaml_event_t()
        while yaml_parser_parse(parser, &event) == 1 {
            let isEnd = event.type == YAML_STREAM_END_EVENT
            yaml_event_delete(&event)
            if isEnd { return true }
        }
        return false
    }

    /// Bytes of the text.
    var size: Int { bundle.text.utf8.count }
}

/// Why a figure would mean nothing.
struct BenchFailure: Error {
    var faults: [String]
}
