import CEL
import Foundation
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkOperations
import WaymarkPluginKit
import WaymarkPlugins
import WaymarkScenarios
import WaymarkSimulation

/// Where examples of the documentation are checked: against this project and the step kinds of this build.
struct Bench {
    private let files: ProjectFiles
    private let environment: CompilerEnvironment
    private let vocabularies: [String: Value]
    private let scenarios: ScenarioEnvironment?

    /// Prepared once for all examples.
    static let shared = Result { try Bench() }

    private init() throws {
        files = try ProjectFiles(folder: Page.root.path(), startedIn: Page.root.path())
        let types = "Config/register/types.yaml"
        vocabularies = try files.vocabularies(in: "Config/vocabularies").values
        environment = CompilerEnvironment(
            registry: try .built(), registerSchema: RegisterReader.schema(try files.text(types), file: types).schema,
            workflows: Compiler.interfaces(of: try files.bundles(in: ["Workflows"], vocabularies: vocabularies)))
        scenarios = try ScenarioProject(files, registry: .built()).environment
    }

    /// What examples of scenarios leave out: the case that they begin with.
    private static let given =
        "given: { subject: ALV, at: 2013-12-02 09:30, by: amira.holt, inputs: { reference: ward-7 } }\n"

    /// What is wrong with an example.
    func check(_ block: Page.Block) -> Diagnostics {
        switch block.language {
        case "yaml calendar": CalendarReader.read(block.text, file: "example.yaml").diagnostics
        case "yaml behaviour": Behaviour.read(block.text, file: "example.yaml").diagnostics
        case "yaml scenario": play(block.text)
        case "yaml schedules": checkSchedules(block.text)
        case "yaml register": RegisterReader.read([("example.yaml", block.text)]).diagnostics
        case "yaml project": checkInProject(Self.completed(block.text))
        case "yaml whole": compile(block.text)
        default: compile(Self.completed(block.text))
        }
    }

    /// Checks an example with the register and the calendar at hand, as `waymark check` does.
    private func checkInProject(_ text: String) -> Diagnostics {
        let path = NSTemporaryDirectory() + "waymark-example-\(UUID().uuidString).yaml"
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard (try? text.write(toFile: path, atomically: true, encoding: .utf8)) != nil,
            let found = try? CheckProject([path]).run(files, registry: environment.registry)
        else { return Diagnostics() }
        return found.diagnostics
    }

    private func checkSchedules(_ text: String) -> Diagnostics {
        let file = "Config/calendars/england.yaml"
        guard let calendar = (try? files.text(file)).flatMap({ CalendarReader.read($0, file: file).calendar }) else {
            return Diagnostics()
        }
        let environment = ScheduleEnvironment(
            workflows: environment.workflows, registerSchema: environment.registerSchema, calendar: calendar)
        return ScheduleReader.read([("example.yaml", text)], in: environment).diagnostics
    }

    private func play(_ text: String) -> Diagnostics {
        guard let scenarios else { return Diagnostics() }
        let isWhole = text.contains("given:") || text.hasPrefix("workflow:")
        return ScenarioReader.read(
            isWhole ? text : Self.given + text, file: "example.yaml", workflow: "urgent-action", in: scenarios
        ).diagnostics
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
