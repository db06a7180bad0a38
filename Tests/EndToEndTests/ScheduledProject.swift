import CEL
import Foundation
import Synchronization
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition
import WaymarkOperations
import WaymarkPlugins
import WaymarkRuntime

/// A project of its own with a few groups and a small process, so that schedules can be tried in seconds.
struct ScheduledProject {
    let folder: String

    /// Lends a project whose folder goes afterwards.
    static func open(
        groups: Int = 3, schedules: String, _ body: (ScheduledProject) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "waymark-" + UUID().uuidString
        let manager = FileManager.default
        defer { try? manager.removeItem(atPath: folder) }
        for name in ["Config/calendars", "Config/schedules", "Config/register", "Workflows/round"] {
            try manager.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        try manager.copyItem(
            atPath: Office.root + "/Config/calendars/england.yaml", toPath: folder + "/Config/calendars/england.yaml")
        let project = ScheduledProject(folder: folder)
        try project.write(
            "Config/waymark.yaml", "calendar: england\nworkflows: [Workflows]\nregister: Config/register\n")
        try project.write("Config/register/types.yaml", types)
        try project.write("Config/register/groups.yaml", register(groups: groups))
        try project.write("Workflows/round/workflow.yaml", workflow)
        try project.write("Config/schedules/rounds.yaml", schedules)
        try await body(project)
    }

    private static let types = """
        organisation_types:
          group: { title: Group, attributes: { is_small: boolean } }
        positions:
          lead: { title: Lead, in: group }

        """

    private static func register(groups: Int) -> String {
        var text = "organisations:\n"
        for number in 1...groups {
            text +=
                "  - { id: G\(number), type: group, name: Group \(number), short: G\(number), "
                + "is_small: \(number == 1) }\n"
        }
        text += "people:\n"
        for number in 1...groups {
            text += "  - { id: lead.\(number), name: Lead \(number), holds: [{ position: lead, in: G\(number) }] }\n"
        }
        return text
    }

    /// One decision, due by the end of the next day.
    private static let workflow = """
        workflow: round
        version: "1"
        title: Round
        subject: group
        id: "${inputs.period}-${subject.short}"
        inputs: { period: text }
        roles: { lead: { in: subject, position: lead } }
        steps:
          - id: agree
            title: Agree the plan
            uses: decision.decide
            role: lead
            with: { question: Is the plan agreed?, reject: refused }
            due: 1 day

        """

    /// A schedule of the process; more lines may follow, with four spaces before them.
    static func schedule(_ name: String = "rounds", on: String, _ more: [String] = []) -> String {
        (["  - schedule: \(name)", "    title: Rounds", "    workflow: round", "    on: \(on)"]
            + more.map { "    " + $0 })
            .joined(separator: "\n") + "\n"
    }

    /// A file with one schedule for every group, once a quarter.
    static func quarterly(_ more: [String] = []) -> String {
        "schedules:\n"
            + schedule(
                on: "every quarter or the next working day",
                ["for: \"true\"", "inputs: { period: \"${covers.short}\" }"] + more)
    }

    func write(_ path: String, _ text: String) throws {
        try text.write(toFile: "\(folder)/\(path)", atomically: true, encoding: .utf8)
    }

    var store: String { folder + "/.waymark/store.sqlite" }

    // MARK: - Running

    /// Runs a command at a moment.
    func run(
        _ arguments: [String], at moment: String, as person: String? = "lead.1"
    ) async throws -> Office.Outcome {
        try await run(arguments, clock: FixedClock(try #require(Instant(moment))), as: person)
    }

    func run(
        _ arguments: [String], clock: any WallClock, as person: String? = "lead.1",
        waiting: (@Sendable ([WatchedFolder]) throws -> any Waiting)? = nil
    ) async throws -> Office.Outcome {
        let console = ScriptedConsole()
        var environment = ["NO_COLOR": "1"]
        environment["WAYMARK_AS"] = person
        var program = Program(
            registry: try .built(), environment: environment, folder: folder, console: console, clock: clock)
        if let waiting { program.waiting = waiting }
        let status = await WaymarkCommand.run(arguments, in: program)
        return Office.Outcome(status: status, output: console.output, notes: console.notes)
    }

    /// The ids of all cases, by id.
    func cases(at moment: String) async throws -> [String] {
        let listing = try await run(["cases", "-o", "json", "--limit", "1000"], at: moment).json()
        return (listing.items ?? []).compactMap { $0["case"]?.text }
    }

    /// Moves the one quarter's schedule into the store's view.
    func see(at moment: String) async throws {
        _ = try await run(["tick"], at: moment)
    }

    /// Ends the case of a group.
    func finish(_ group: Int, at moment: String) async throws -> Office.Outcome {
        let person = "lead.\(group)"
        let tasks = try await run(["tasks", "-o", "json"], at: moment, as: person).json()
        guard let task = tasks.items?.first?["task"]?.text else {
            return Office.Outcome(status: .notFound, output: "", notes: "nothing is asked of \(person)")
        }
        return try await run(["approve", task], at: moment, as: person)
    }

    /// Ends a case by a process of its own, by the computer's clock.
    func finishByProcess(_ task: String) async throws -> WaymarkProcess.Outcome {
        try await start(["approve", task]).outcome()
    }

    /// Starts the program itself on this project, by the computer's clock.
    func start(_ arguments: [String]) throws -> WaymarkProcess {
        var environment = WaymarkProcess.environment(store: store)
        environment["WAYMARK_AS"] = "lead.1"
        return try WaymarkProcess(try WaymarkProcess.program(), arguments, in: folder, environment: environment)
    }
}

/// A clock that moves only when a process waits: it then stands at the moment that is waited for.
final class WaitingClock: WallClock, Waiting {
    private struct State {
        var now: Instant
        var waits: [Instant?] = []
    }

    private let state: Mutex<State>
    private let end: Instant

    /// Starts at a moment, and stops the process when it would sleep past the end.
    init(from start: String, until end: String) throws {
        state = Mutex(State(now: try #require(Instant(start))))
        self.end = try #require(Instant(end))
    }

    var now: Instant { state.withLock { $0.now } }

    /// What was waited for, in order.
    var waits: [Instant?] { state.withLock { $0.waits } }

    func wait(until moment: Instant?) async -> Waking {
        state.withLock { state in
            state.waits.append(moment)
            guard let moment, moment <= end else { return .stop }
            state.now = max(state.now, moment)
            return .due
        }
    }
}

extension Value {
    /// The number that a value is.
    var int: Int? {
        if case .int(let number) = self { Int(number) } else { nil }
    }
}
