import CEL
import Foundation
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition
import WaymarkOperations
import WaymarkStore

/// Cases of a simulation that the project's own schedules start.
@Suite struct SimulatedSchedulesTests {
    private static let starts = """
        start:
          - { workflow: round, cohort: 'subject.id == "G1"', inputs: { period: special }, by: officer.1 }
        """

    private func cases(_ outcome: Office.Outcome) throws -> Double {
        #expect(outcome.status == .done, "\(outcome.notes)")
        let rows = try outcome.json()["outcomes"]?.items ?? []
        return rows.reduce(0) { sum, row in
            if case .double(let cases)? = row["cases"] { sum + cases } else { sum }
        }
    }

    @Test(arguments: [
        // Four quarters of three groups, opened by the schedule.
        ("", 12), ("start: from schedules", 12),
        // Only what is listed.
        (starts, 1),
        // Both.
        (starts + "\n  - from schedules", 13),
    ])
    func `Schedules start cases unless the behaviour lists its own`(start: String, count: Double) async throws {
        try await SmallYear.open { year in
            let outcome = try await year.simulate(try year.behaviour(start), seeds: 1, ["-o", "json"])
            #expect(try cases(outcome) == count)
        }
    }

    @Test func `The cases are those that the schedule opens on the day, in its own name`() async throws {
        try await SmallYear.open { year in
            let project = try year.project()
            try await year.play(try year.behaviour(""), on: project)
            let zone = project.session.calendar.zone
            let records = try project.session.store.read { try $0.cases(CaseQuery(limit: 500)) }
            let opened = Set(
                records.map { "\($0.key) \(zone.local(of: Instant(millisecondsSinceEpoch: $0.startedAt)).date)" })
            #expect(records.count == 12)
            #expect(opened.map { $0.suffix(10) }.sorted() == ["2014-01-02", "2014-04-01", "2014-07-01", "2014-10-01"])
            let runs = try project.session.store.read { try $0.occurrences(schedule: "rounds", limit: 10) }
            #expect(runs.map(\.outcome) == ["started", "started", "started", "started"])
        }
    }

    @Test func `Another calendar moves what schedules open, and a condition or a sample narrows it`() async throws {
        try await SmallYear.open { year in
            let behaviour = try year.behaviour("")
            let condition = ["--subjects", "subject.short in [\"ALD\", \"CED\"]", "-o", "json"]
            #expect(try await cases(year.simulate(behaviour, seeds: 1, condition)) == 8)
            let sample = try await year.simulate(behaviour, seeds: 1, ["--sample", "1", "-o", "json"])
            #expect(try cases(sample) == 4)
            // The second of January is free too: the first round opens a day later.
            try year.write(
                "Config/calendars/longer.yaml",
                "name: longer\ninherits: office\nholidays:\n  - { date: 2014-01-02, title: A day longer }\n")
            let compared = try await year.simulate(behaviour, ["--calendar", "longer", "-o", "json"])
            #expect(compared.status == .done, "\(compared.notes)")
            #expect(try compared.json()["reports"]?.items?.count == 2)
        }
    }

    @Test func `A schedule that waits for earlier cases, skips or has a time of its own is run as it is`() async throws
    {
        try await SmallYear.open { year in
            try year.write(
                "Config/schedules/rounds.yaml",
                """
                schedules:
                  - schedule: weeks
                    title: A round of one group every Monday
                    workflow: round
                    subject: G3
                    inputs: { period: "${string(occurrence.date)}" }
                    on: every monday
                    at: "07:00"
                    in_force: { from: 2014-01-06, until: 2014-02-03 }
                    overlap: queue
                """ + "\n")
            let project = try year.project()
            try await year.play(try year.behaviour("", from: "2014-01-06"), on: project)
            let records = try project.session.store.read { try $0.cases(CaseQuery(limit: 500)) }
                .sorted { $0.startedAt < $1.startedAt }
            #expect(records.count == 5)
            let zone = project.session.calendar.zone
            let first = zone.local(of: Instant(millisecondsSinceEpoch: try #require(records.first).startedAt))
            #expect("\(first.date) \(first.time)".hasPrefix("2014-01-06 07:00"))
            for (earlier, later) in zip(records, records.dropFirst()) {
                #expect(try #require(earlier.endedAt) <= later.startedAt)
            }
        }
    }

    @Test(arguments: [
        ("start: from calendar", "a list of cases, or the words"), ("start: [schedules]", "a list of cases"),
    ]) func `Starts that cannot be understood are refused`(start: String, message: String) async throws {
        try await SmallYear.open { year in
            let outcome = try await year.simulate(try year.behaviour(start), seeds: 1)
            #expect(outcome.status == .findings)
            #expect(outcome.notes.contains(message), "\(outcome.notes)")
        }
    }

    @Test func `A schedule that cannot be carried out stops the simulation with a reason`() async throws {
        try await SmallYear.open { year in
            let file = "Config/schedules/rounds.yaml"
            try year.write(file, try year.text(file) + "    as: nobody.here\n")
            let outcome = try await year.simulate(try year.behaviour(""), seeds: 1)
            #expect(outcome.status == .findings)
            #expect(outcome.notes.contains("the schedule rounds cannot be run ahead"), "\(outcome.notes)")
        }
    }
}
