import CEL
import Foundation
import Testing
import TrialKinds
import WaymarkDefinition
import WaymarkPluginKit

@testable import WaymarkCompiler

/// The JSON Schema of the language: it is what it was, whole, and knows every key that the reader knows.
struct LanguageSchemaTests {
    private static let isRecording = ProcessInfo.processInfo.environment["WAYMARK_RECORD"] == "1"

    private static func schema() throws -> LanguageSchema {
        LanguageSchema(
            registry: try PluginRegistry(TrialKinds.plugins))
    }

    @Test func `The parameters of a kind are described as they were`() throws {
        let value = try Self.schema().value
        let text = PrettyJSON.text(of: value["$defs"]?["with.paper.review"] ?? .null) + "\n"
        let file = CompilerFixture.folder.deletingLastPathComponent().appending(path: "schema/paper.review.json")
        if Self.isRecording {
            try text.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(file.lastPathComponent); run again without WAYMARK_RECORD")
        } else {
            #expect(try text == String(contentsOf: file, encoding: .utf8))
        }
        #expect(try JSONParser.parse(Array(Self.schema().text.utf8), style: .plain) == value)
    }

    @Test func `Every reference leads to a definition`() throws {
        let value = try Self.schema().value
        var references: Set<String> = []
        func walk(_ value: Value) {
            if let reference = value["$ref"]?.text { references.insert(reference) }
            if case .map(let map) = value { for (_, item) in map.entries { walk(item) } }
            for item in value.items ?? [] { walk(item) }
        }
        walk(value)
        #expect(references.count > 8)
        for reference in references {
            let name = reference.replacing("#/$defs/", with: "")
            #expect(value["$defs"]?[name] != nil, "\(reference)")
        }
    }

    @Test func `Every key that the reader knows is described`() {
        for key in WorkflowParser.headerKeys {
            #expect(LanguageSchema.headerKeys[key] != nil, "describe `\(key)` in LanguageSchema.headerKeys")
        }
        for key in WorkflowParser.common + WorkflowParser.keys.values.flatMap({ $0 }) {
            #expect(LanguageSchema.stepKeys[key] != nil, "describe `\(key)` in LanguageSchema.stepKeys")
        }
    }

    @Test func `A step has exactly one construct, and only the keys of that`() throws {
        let step = try #require(Self.schema().value["$defs"]?["step"])
        let one = step["oneOf"]?.items?.compactMap { $0["required"]?.items?.first?.text }
        #expect(one == WorkflowParser.constructs + ["set"])
        let rule = step["allOf"]?.items?.first { $0["if"]?["required"]?.items?.first?.text == "repeat" }
        let names = rule?["then"]?["propertyNames"]?["enum"]?.items?.compactMap(\.text) ?? []
        #expect(names.contains("at_most") && names.contains("when") && !names.contains("due"))
    }

    @Test func `Each kind has its parameters, its outcomes and its own rules`() throws {
        let value = try Self.schema().value
        let review = try #require(value["$defs"]?["with.paper.review"])
        #expect(review["required"]?.items?.compactMap(\.text) == ["scale", "question"])
        #expect(review["properties"]?["question"]?["description"]?.text == "What is asked.")
        #expect(review["additionalProperties"] == .bool(false))
        let rules = value["$defs"]?["step"]?["allOf"]?.items ?? []
        let rule = rules.first { $0["if"]?["properties"]?["uses"]?["const"]?.text == "paper.review" }
        #expect(rule?["then"]?["required"]?.items?.compactMap(\.text) == ["with", "role"])
    }
}
