import Foundation
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

/// Bank holidays that were announced or moved after they were first published, as GOV.UK did it.
@Suite struct HolidayChangeTests {
    /// A change as the kept history of the data tells it.
    struct Change: Decodable, CustomTestStringConvertible {
        var published: String
        var division: String
        var added: [String]
        var removed: [String]

        var testDescription: String { "\(division) on \(published): +\(added) -\(removed)" }
    }

    private struct Published: Decodable {
        struct Day: Decodable { var date: String }
        var divisions: [String: [Day]]
    }

    fileprivate static let missing =
        "no changes of holidays here: set WAYMARK_CONFORMANCE to the folder of the conformance suites"

    /// The folders that may have a file: the one that `WAYMARK_CONFORMANCE` names, then one found above this file.
    private static let folders: [URL] = {
        let named = ProcessInfo.processInfo.environment["WAYMARK_CONFORMANCE"].map {
            URL(fileURLWithPath: $0).appendingPathComponent("calendar")
        }
        return [named, above].compactMap { $0 }
    }()

    private static let above: URL? = {
        let manager = FileManager.default
        var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path != "/" {
            for place in ["conformance/calendar", "shared/conformance/calendar"] {
                let found = folder.appendingPathComponent(place)
                if manager.fileExists(atPath: found.path) { return found }
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }()

    static let changes: [Change] =
        (try? read("bank_holiday_changes.json", of: folders.prefix(1), as: [Change].self)) ?? []

    /// A file of the first folder that has it; the holidays are no suite, and so may come from above.
    private static func read<Content: Decodable>(
        _ name: String, of folders: some Sequence<URL>, as type: Content.Type
    ) throws -> Content {
        let places = folders.map { $0.appendingPathComponent(name) }
        guard let file = places.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
            throw CocoaError(.fileNoSuchFile)
        }
        return try JSONDecoder().decode(Content.self, from: Data(contentsOf: file))
    }

    /// The calendar as it was known before and after a change.
    private func calendars(_ change: Change) throws -> (before: WorkingCalendar, after: WorkingCalendar) {
        let published = try Self.read("bank_holidays_2012_2028.json", of: Self.folders, as: Published.self)
        let final = Set((published.divisions[change.division] ?? []).map(\.date))
        #expect(final.isSuperset(of: change.added) && final.isDisjoint(with: change.removed))
        let before = final.subtracting(change.added).union(change.removed)
        return (
            try Trial.calendar(before.sorted(), years: 2012...2028),
            try Trial.calendar(final.sorted(), years: 2012...2028)
        )
    }

    @Test(
        .enabled(if: !HolidayChangeTests.changes.isEmpty, Comment(rawValue: HolidayChangeTests.missing)),
        arguments: HolidayChangeTests.changes)
    func `When a change is published, deadlines across it move and history does not`(change: Change) throws {
        let (before, after) = try calendars(change)
        let days = (change.added + change.removed).sorted()
        let first = try #require(days.first.flatMap { LocalDate($0) })
        let announced = try #require(LocalDate(change.published))
        // The deadline lies just behind the first of these days; what is done already lies well before them.
        let anchor = first.adding(days: -1)
        let start = min(announced, first).adding(days: -20)
        var trial = try Trial(
            """
              - { id: done, uses: lab.ask, role: head, due: 2 working days }
              - id: together
                parallel:
                  late: [ { id: late, uses: lab.ask, role: head, due: 2 working days } ]
                  ahead: [ { id: ahead, uses: lab.ask, role: head, due: "2 working days after \(anchor)", remind: 1 day before due } ]
            """, start: ZoneTable.utc.instant(of: start, .midnight), calendar: before)
        try trial.answer("done")
        try trial.pass(to: ZoneTable.utc.instant(of: min(announced, first), .midnight))
        let history = trial.events
        #expect(history.contains { if case .taskLate = $0 { true } else { false } })
        let dues = trial.state?.tasks.map(\.task.dueAt) ?? []

        let events = try trial.correct(after, reason: "published \(change.published)")
        guard case .deadlinesRecomputed(let fact)? = events.first, events.count == 1 else {
            throw TrialFailure(["nothing moved"])
        }
        #expect(Array(trial.events.prefix(history.count)) == history)
        #expect(Set(fact.moved.map(\.step)) == ["ahead"])
        #expect(Set(fact.moved.map(\.kind)) == [.due, .remind])
        let now = trial.state?.tasks.map(\.task.dueAt) ?? []
        #expect(now.first == dues.first, "a deadline that has passed stays where it was")
        let expected = try after.adding(workingDays: 2, to: anchor)
        #expect(now.last == after.close(of: expected))
        #expect(now.last != dues.last)
        try FoldingTests.check(trial)
    }
}
