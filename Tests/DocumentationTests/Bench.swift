import CEL
import Foundation
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkOperations
import WaymarkPluginKit
import WaymarkPlugins
import WaymarkSimulation

/// Where examples of the documentation are checked: against this project and the step kinds of this build.
struct Bench {
    private let environment: CompilerEnvironment
    private let vocabularies: [String: Value]

    /// Prepared once for all examples.
    static let shared = Result { try Bench() }

    private init() throws {
        let files = try ProjectFiles(folder: Page.root.path(), startedIn: Page.root.path())
        let types = "Config/register/types.yaml"
        vocabularies = try files.vocabularies(in: "Config/vocabularies").values
        environment = CompilerEnvironment(
            registry: try .built(), registerSchema: RegisterReader.schema(try files.text(types), file: types).schema,
            workflows: Compiler.interfaces(of: try files.bundles(in: ["Workflows"], vocabularies: vocabularies)))
    }

    /// What is wrong with an example.
    func check(_ block: Page.Block) -> Diagnostics {
        switch block.language {
        case "yaml calendar": CalendarReader.read(block.text, file: "example.yaml").diagnostics
        case "yaml behaviour": Behaviour.read(block.text, file: "example.yaml").diagnostics
        case "yaml whole": compile(block.text)
        default: compile(Self.completed(block.text))
        }
    }

    private func compile(_ text: String) -> Diagnostics {
        Compiler.compile(
            SourceBundle(file: "example.yaml", text: text, vocabularies: vocabularies), in: environment
        ).diagnostics
    }

    /// A part of a workflow with what examples leave out: the header, and the role `lead` where it is used.
    static func completed(_ text: String) -> String {
        var header = "workflow: example\nversion: \"1\"\ntitle: Example\nsubject: ccg\n"
        if text.contains("role: lead"), !text.contains("roles:") {
            header += "roles: { lead: { in: subject.area_team, position: at_assurance_lead } }\n"
        }
        return header + text
    }
}
