import Foundation
import Testing
import WaymarkCommands
import WaymarkStore
import WaymarkStoreSQLite

/// Real processes that carry out one schedule at once, and that are killed in the middle.
@Suite struct ScheduleRacingTests {
    /// A round a month of 2020; the processes go by the computer's clock, so that all of them are due.
    private static let schedule =
        "schedules:\n"
        + ScheduledProject.schedule(
            on: "every month until 2020-12-31",
            ["for: \"true\"", "inputs: { period: \"${string(occurrence.date)}\" }"])

    /// A store that has last looked at its schedules in the middle of January, so that eleven rounds are due.
    private func open(groups: Int, _ body: (ScheduledProject) async throws -> Void) async throws {
        try await ScheduledProject.open(groups: groups, schedules: Self.schedule) { project in
            let seen = try await project.run(["tick"], at: "2020-01-15T09:00:00Z")
            #expect(seen.status == .done, "\(seen.notes)")
            try await body(project)
        }
    }

    /// What the store holds: the ids of all cases, and the rounds that are recorded.
    private func content(_ project: ScheduledProject) throws -> (cases: [String], rounds: [OccurrenceRecord]) {
        let store = try SQLiteEventStore(path: project.store)
        defer { try? store.close() }
        return try store.read { reader in
            (
                try reader.cases(CaseQuery(limit: 10_000)).map(\.id),
                try reader.occurrences(schedule: "rounds", limit: 1_000).reversed()
            )
        }
    }

    @Test func `Of ten processes that tick at once all is started once, in order`() async throws {
        try await open(groups: 4) { project in
            let processes = try (0..<10).map { _ in try project.start(["tick"]) }
            for process in processes {
                let outcome = try await process.outcome()
                #expect(outcome.status == 0, "\(outcome.notes)")
            }
            let (cases, rounds) = try content(project)
            #expect(rounds.count == 11)
            #expect(cases.count == rounds.count * 4, "no case twice, none missing")
            #expect(!cases.contains { $0.contains(".") }, "a second case of one id would have a number")
            #expect(rounds.map(\.recordedAt) == rounds.map(\.recordedAt).sorted())
            let audit = try await project.start(["audit", "verify"]).outcome()
            #expect(audit.status == 0, "\(audit.output)")
        }
    }

    @Test func `A process killed in the middle loses nothing and doubles nothing`() async throws {
        try await open(groups: 30) { project in
            let folder = project.folder + "/.waymark"
            for size in [200_000, 600_000, 1_200_000] {
                let watch = WriteWatch(folder)
                let process = try project.start(["tick"])
                _ = watch.wait(until: size, of: process)
                process.kill()
                _ = try await process.outcome()
            }
            let last = try await project.start(["tick"]).outcome()
            #expect(last.status == 0, "\(last.notes)")
            let (cases, rounds) = try content(project)
            #expect(rounds.count == 11)
            #expect(cases.count == rounds.count * 30)
            #expect(!cases.contains { $0.contains(".") })
        }
    }
}
