import CEL
import Foundation
import Synchronization
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkPlugins
import WaymarkRuntime

/// A console that keeps what is said, and answers questions from a list.
final class ScriptedConsole: Console {
    private struct Contents {
        var output = ""
        var notes = ""
        var answers: [String] = []
    }

    private let contents: Mutex<Contents>
    let canAsk: Bool
    let isTerminal = false
    let noteIsTerminal = false

    init(answers: [String]? = nil) {
        contents = Mutex(Contents(answers: answers ?? []))
        canAsk = answers != nil
    }

    func write(_ text: String) { contents.withLock { $0.output += text } }
    func note(_ text: String) { contents.withLock { $0.notes += text } }
    func readLine(prompt: String) -> String? {
        note(prompt)
        return contents.withLock { $0.answers.isEmpty ? nil : $0.answers.removeFirst() }
    }

    var output: String { contents.withLock { $0.output } }
    var notes: String { contents.withLock { $0.notes } }
}

/// The project with a store, drafts and publications of its own, at a moment of its own.
struct Office {
    /// What a command came to.
    struct Outcome {
        var status: ExitStatus
        var output: String
        var notes: String

        /// The output as JSON.
        func json() throws -> Value { try JSONParser.parse(Array(output.utf8), style: .plain) }
    }

    /// The folder of the project itself.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// Gives a project of its own workflows the settings of this one, but for the schedules, which start others.
    static func configure(_ project: String, without more: Set<String> = []) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: project + "/Config", withIntermediateDirectories: true)
        let left = more.union(["schedules"])
        for name in try files.contentsOfDirectory(atPath: root + "/Config") where !left.contains(name) {
            try files.createSymbolicLink(
                atPath: project + "/Config/" + name, withDestinationPath: root + "/Config/" + name)
        }
    }

    let folder: String
    var clock: any WallClock
    /// The step kinds; those of the build if nil.
    var registry: PluginRegistry?

    /// Lends an office whose folder goes afterwards.
    static func open(
        at moment: String = "2013-11-20T10:00:00Z", _ body: (Office) async throws -> Void
    ) async throws {
        try await ProjectCopy.open { project in
            let instant = Instant(moment) ?? Instant(millisecondsSinceEpoch: 0)
            try await body(Office(folder: project.folder, clock: FixedClock(instant)))
        }
    }

    var store: String { folder + "/store.sqlite" }

    /// Runs a command as somebody.
    func run(_ arguments: [String], as person: String? = nil, answers: [String]? = nil) async throws -> Outcome {
        let console = ScriptedConsole(answers: answers)
        var environment = ["WAYMARK_STORE": "sqlite:" + store, "NO_COLOR": "1"]
        environment["WAYMARK_AS"] = person
        let program = Program(
            registry: try registry ?? .built(), environment: environment, folder: folder, console: console,
            clock: clock)
        let status = await WaymarkCommand.run(arguments, in: program)
        return Outcome(status: status, output: console.output, notes: console.notes)
    }

    /// Starts the round of Alder Vale CCG; its area team's leads are amira.holt and ludmila.kessler.
    func startRound() async throws {
        _ = try await run(
            ["start", "ccg-quarterly-assurance", "--subject", "X38000001", "--input", "quarter=2013-14-Q2"],
            as: "wanjiru.brannigan")
    }

    /// The id of the open task of a step.
    func task(_ step: String) async throws -> String {
        let listing = try await run(["tasks", "--all", "-o", "json"]).json()
        let row = listing.items?.first { $0["step"]?.text == step }
        return row?["task"]?.text ?? "there is no open task of \(step)"
    }
}
