import CEL
import Foundation
import Synchronization
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition
import WaymarkOperations
import WaymarkRuntime
import WaymarkStore
import WaymarkStoreSQLite

/// The daemon, with the computer's clock replaced, and as a process of its own.
@Suite struct ServingTests {
    private static let nightly =
        "schedules:\n"
        + ScheduledProject.schedule(
            on: "every day at 01:30", ["subject: G1", "inputs: { period: \"${string(occurrence.date)}\" }"])

    private func serve(
        _ project: ScheduledProject, from start: String, until end: String
    ) async throws -> (clock: WaitingClock, outcome: Office.Outcome) {
        let clock = try WaitingClock(from: start, until: end)
        let outcome = try await project.run(["serve"], clock: clock, waiting: { _ in clock })
        return (clock, outcome)
    }

    private func events(_ project: ScheduledProject, _ id: String) throws -> [String: String] {
        let store = try SQLiteEventStore(path: project.store)
        defer { try? store.close() }
        let events = try store.read { try $0.events(caseID: id, after: 0, limit: 100) }
        return Dictionary(
            events.map { ($0.type, Instant(millisecondsSinceEpoch: $0.at).description) },
            uniquingKeysWith: { first, _ in first })
    }

    @Test func `A day of 25 hours: what happens at 01:30 happens once, and a deadline is met by the clock on the wall`()
        async throws
    {
        try await ScheduledProject.open(groups: 1, schedules: Self.nightly) { project in
            let (clock, outcome) = try await serve(
                project, from: "2013-10-26T10:00:00Z", until: "2013-10-28T03:00:00Z")
            #expect(outcome.status == .done, "\(outcome.notes)")
            // 01:30 comes twice on the 27th, at 00:30 and at 01:30 by Greenwich; the first counts.
            #expect(try events(project, "2013-10-27-G1")["case_started"] == "2013-10-27T00:30:00Z")
            #expect(try events(project, "2013-10-28-G1")["case_started"] == "2013-10-28T01:30:00Z")
            #expect(try await project.cases(at: "2013-10-28T03:00:00Z") == ["2013-10-27-G1", "2013-10-28-G1"])
            // It slept from one moment to the next, and never in between.
            let waits = clock.waits.compactMap { $0?.description }
            #expect(waits.first == "2013-10-27T00:30:00Z")
            #expect(waits == waits.sorted())
            #expect(waits.count <= 6, "\(waits)")
        }
    }

    @Test func `Deadlines inside the long day and the short day come at the close of business of that day`()
        async throws
    {
        let days = [
            ("2013-10-26T10:00:00Z", "2013-10-27T17:00:00Z"),  // 25 hours, and winter time at its end
            ("2014-03-29T10:00:00Z", "2014-03-30T16:00:00Z"),  // 23 hours, and summer time at its end
        ]
        for (start, due) in days {
            try await ScheduledProject.open(groups: 1, schedules: "schedules: []\n") { project in
                let began = try await project.run(
                    ["start", "round", "--subject", "G1", "--input", "period=x"], at: start)
                #expect(began.status == .done, "\(began.notes)")
                let (clock, outcome) = try await serve(project, from: start, until: "2014-04-30T00:00:00Z")
                #expect(outcome.status == .done, "\(outcome.notes)")
                #expect(clock.waits.first??.description == due)
                #expect(outcome.notes.contains("1 timers fired"), "\(outcome.notes)")
                let tasks = try await project.run(["tasks", "--overdue", "-o", "json"], at: "2014-04-30T00:00:00Z")
                #expect(try tasks.json().items?.count == 1)
            }
        }
    }

    @Test func `A day of 23 hours: what would happen in the gap happens after it`() async throws {
        try await ScheduledProject.open(groups: 1, schedules: Self.nightly) { project in
            let (_, outcome) = try await serve(
                project, from: "2014-03-29T10:00:00Z", until: "2014-03-31T03:00:00Z")
            #expect(outcome.status == .done, "\(outcome.notes)")
            #expect(try events(project, "2014-03-30-G1")["case_started"] == "2014-03-30T01:30:00Z")
            #expect(try events(project, "2014-03-31-G1")["case_started"] == "2014-03-31T00:30:00Z")
            #expect(try await project.cases(at: "2014-03-31T03:00:00Z").count == 2)
        }
    }

    @Test func `What cannot be done is tried again after a minute, not at once`() async throws {
        let schedule =
            "schedules:\n"
            + ScheduledProject.schedule(
                on: "every day at 01:30", ["subject: G1", "inputs: { period: \"${string(last.case)}\" }"])
        try await ScheduledProject.open(groups: 1, schedules: schedule) { project in
            let (clock, outcome) = try await serve(
                project, from: "2013-11-01T10:00:00Z", until: "2013-11-02T01:33:00Z")
            #expect(outcome.notes.contains("cannot be carried out"), "\(outcome.notes)")
            #expect(
                clock.waits.prefix(3).map { $0?.description } == [
                    "2013-11-02T01:30:00Z", "2013-11-02T01:31:00Z", "2013-11-02T01:32:00Z",
                ])
        }
    }

    @Test func `A changed schedule is taken up, and a faulty one leaves the old in force`() async throws {
        try await ScheduledProject.open(groups: 1, schedules: Self.nightly) { project in
            let clock = try ChangingClock(
                from: "2013-11-01T10:00:00Z",
                changes: [
                    { try project.write("Config/schedules/rounds.yaml", "schedules: nothing\n") },
                    {},
                    {
                        try project.write(
                            "Config/schedules/rounds.yaml", Self.nightly.replacing("01:30", with: "05:00"))
                    },
                ])
            let outcome = try await project.run(["serve"], clock: clock, waiting: { _ in clock })
            #expect(outcome.status == .done, "\(outcome.notes)")
            #expect(
                clock.waits.map { $0?.description } == [
                    "2013-11-02T01:30:00Z", "2013-11-02T01:30:00Z", "2013-11-02T01:30:00Z", "2013-11-02T05:00:00Z",
                ])
            // It is said once, with its place, and once that it is over.
            #expect(outcome.notes.components(separatedBy: "the schedules have faults").count == 2, "\(outcome.notes)")
            #expect(outcome.notes.contains("Config/schedules/rounds.yaml:1:12"), "\(outcome.notes)")
            #expect(outcome.notes.contains("the fault is mended"))
        }
    }

    @Test func `A slip in the settings of notices is said once, and cases go on`() async throws {
        try await ScheduledProject.open(groups: 1, schedules: Self.nightly) { project in
            let clock = try ChangingClock(
                from: "2013-11-01T10:00:00Z",
                changes: [
                    { try project.write("Config/notices.yaml", "mail: { form: office@example.org }\n") },
                    {},
                    { try project.write("Config/notices.yaml", "mail: { from: office@example.org }\n") },
                ])
            let outcome = try await project.run(["serve"], clock: clock, waiting: { _ in clock })
            #expect(outcome.status == .done, "\(outcome.notes)")
            // It sleeps until there is something to do in the cases, as if nothing were wrong.
            #expect(clock.waits.map { $0?.description } == Array(repeating: "2013-11-02T01:30:00Z", count: 4))
            let sentence = "Config/notices.yaml has faults, so no notices are sent"
            #expect(outcome.notes.components(separatedBy: sentence).count == 2, "\(outcome.notes)")
            #expect(outcome.notes.contains("Config/notices.yaml:1:9") && outcome.notes.contains("the fault is mended"))
        }
    }

    @Test func `A store with a clock of its own is not served`() async throws {
        try await ScheduledProject.open(groups: 1, schedules: Self.nightly) { project in
            try await project.see(at: "2013-11-01T10:00:00Z")
            let store = try SQLiteEventStore(path: project.store)
            try VirtualClock.set(try #require(Instant("2013-11-01T10:00:00Z")), in: store)
            try store.close()
            let (_, refused) = try await serve(project, from: "2013-11-01T10:00:00Z", until: "2013-11-02T00:00:00Z")
            #expect(refused.status == .conflict)
            let tick = try await project.run(["tick", "--to", "2013-11-03T12:00:00Z"], at: "2026-01-01T00:00:00Z")
            #expect(tick.notes.contains("rounds of 2013-11-02: 1 started."), "\(tick.notes)")
            #expect(try await project.cases(at: "2013-11-03T12:00:00Z").count == 2)
        }
    }

    @Test func `The process wakes when another writes to the store, and ends by SIGTERM after its round`() async throws
    {
        try await ScheduledProject.open(
            groups: 2, schedules: ScheduledProject.quarterly(["overlap: queue"])
        ) { project in
            let prepared = try await prepareQueue(project)
            let daemon = try project.start(["serve"])
            // The daemon is asleep when its first round has been written; the next write wakes it.
            try await daemon.said("Serving")
            #expect(try await project.finishByProcess(prepared).status == 0)
            try await daemon.said("started that had waited")
            daemon.terminate()
            let outcome = try await daemon.outcome()
            #expect(outcome.status == 0, "\(outcome.notes)")
            #expect(outcome.notes.hasSuffix("Stopped.\n"), "\(outcome.notes)")
        }
    }

    @Test func `A process sleeps on when something else beside the store is written`() async throws {
        let folder = NSTemporaryDirectory() + "waymark-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let watch = try StoreWatch(folders: [WatchedFolder(folder, prefix: "store.sqlite")])
        try "a line".write(toFile: folder + "/serve.log", atomically: false, encoding: .utf8)
        // The log would have woken it before the moment came.
        let now = Instant(millisecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1000))
        #expect(try await watch.wait(until: now) == .due)
        try "a page".write(toFile: folder + "/store.sqlite-wal", atomically: false, encoding: .utf8)
        #expect(try await watch.wait(until: nil) == .changed)
    }

    /// Leaves one case open that a start waits for; says the task that would end it.
    private func prepareQueue(_ project: ScheduledProject) async throws -> String {
        try await project.see(at: "2014-06-15T09:00:00Z")
        _ = try await project.run(["tick"], at: "2014-07-01T09:00:00Z")
        _ = try await project.run(["tick"], at: "2014-10-01T09:00:00Z")
        // By the computer's clock years have passed: nothing more is to open.
        try project.write(
            "Config/schedules/rounds.yaml",
            ScheduledProject.quarterly(["overlap: queue", "in_force: { until: 2014-12-31 }"]))
        let tasks = try await project.run(["tasks", "-o", "json"], at: "2014-10-01T09:00:00Z").json()
        return tasks.items?.first?["task"]?.text ?? ""
    }
}

/// A clock that stands still while files change under a process that waits.
private final class ChangingClock: WallClock, Waiting {
    private struct State {
        var waits: [Instant?] = []
        var changes: [@Sendable () throws -> Void]
    }

    let now: Instant
    private let state: Mutex<State>

    init(from start: String, changes: [@Sendable () throws -> Void]) throws {
        now = try #require(Instant(start))
        state = Mutex(State(changes: changes))
    }

    var waits: [Instant?] { state.withLock { $0.waits } }

    func wait(until moment: Instant?) async throws -> Waking {
        try state.withLock { state in
            state.waits.append(moment)
            guard !state.changes.isEmpty else { return .stop }
            try state.changes.removeFirst()()
            return .changed
        }
    }
}
