import CEL
import Foundation
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkPluginKit

/// The surroundings in which the files of the fixtures are compiled.
enum CompilerFixture {
    static let schema: RegisterSchema = {
        typealias Kind = RegisterSchema.OrganisationType
        let kinds = [
            Kind(name: "school", title: "School", relations: [.init(name: "district", type: "district")]),
            Kind(name: "district", title: "District"),
        ]
        let positions = [
            RegisterSchema.Position(name: "head", title: "Head", organisationTypes: ["school"]),
            RegisterSchema.Position(name: "inspector", title: "Inspector", organisationTypes: ["district"]),
        ]
        return RegisterSchema(
            organisationTypes: Dictionary(uniqueKeysWithValues: kinds.map { ($0.name, $0) }),
            positions: Dictionary(uniqueKeysWithValues: positions.map { ($0.name, $0) }))
    }()

    /// Another workflow of the project: it takes a reason, gives a verdict, and waits for `proposal`.
    static let other = SourceBundle(
        file: "other.yaml",
        text: """
            workflow: appeal
            version: "1"
            title: Appeal
            subject: school
            inputs: { reason: text, urgent: { type: boolean, default: false } }
            outputs: { verdict: { type: text, value: "${inputs.reason}" } }
            messages: { proposal: { text: text } }
            steps:
              - id: hear
                wait: { message: proposal }
            """)

    static func compile(_ text: String, file: String) throws -> CompileResult {
        let registry = try PluginRegistry([
            Plugin("figure", "Figures.", kinds: [.computation(SumKind.self)]),
            Plugin("paper", "Papers.", kinds: [.task(ReviewKind.self), .effect(PublishKind.self)]),
        ])
        let entry = Value.map(MapValue([(.string("code"), .string("reading")), (.string("weight"), .int(2))]))
        let bundle = SourceBundle(
            file: file, text: text, templates: ["letter.md": "Dear all"], vocabularies: ["areas": .list([entry])])
        let environment = CompilerEnvironment(
            registry: registry, registerSchema: schema, workflows: Compiler.interfaces(of: [other]))
        return Compiler.compile(bundle, in: environment)
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
        path: "Fixtures/bad")

    /// The names of the files without their extension, sorted.
    static var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// One line for each diagnostic: `line:column CODE severity message | help`.
    static func lines(_ diagnostics: Diagnostics) -> String {
        diagnostics.sorted.map { diagnostic in
            let start = diagnostic.span.start
            let help = diagnostic.help.map { " | \($0)" } ?? ""
            return
                "\(start.line):\(start.column) \(diagnostic.code) \(diagnostic.severity.rawValue) \(diagnostic.message)\(help)\n"
        }.joined()
    }
}
