import Foundation
import Testing
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkSchedules

/// The files of `Tests/Fixtures/schedules`: what is reported of schedules, where, and what is advised.
@Suite struct ScheduleReaderTests {
    private static let folder = CompilerFixture.folder.deletingLastPathComponent().appending(path: "schedules")
    private static let isRecording = ProcessInfo.processInfo.environment["WAYMARK_RECORD"] == "1"

    private static var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// Two years without holidays, two schools, and the workflow `appeal`, which asks for a reason.
    private func read(_ texts: [(file: String, text: String)]) throws -> (book: ScheduleBook, diagnostics: Diagnostics)
    {
        let environment = ScheduleEnvironment(
            workflows: Compiler.interfaces(of: [CompilerFixture.other]), registerSchema: CompilerFixture.schema,
            calendar: try #require(CompilerFixture.calendar), register: CompilerFixture.register,
            people: ["ann", "ben"])
        return ScheduleReader.read(texts, in: environment)
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    }

    @Test(arguments: names) func `Every file is reported as expected`(name: String) throws {
        let found = CompilerFixture.lines(try read([("\(name).yaml", try text("\(name).yaml"))]).diagnostics)
        if Self.isRecording {
            try found.write(to: Self.folder.appending(path: "\(name).expected"), atomically: true, encoding: .utf8)
            Issue.record("recorded \(name).expected; run again without WAYMARK_RECORD")
        } else {
            #expect(try found == text("\(name).expected"))
        }
    }

    @Test func `A schedule that the first of the calendar's years cannot tell happens in the second`() throws {
        // The first of these days is counted from a day in 2012, whose holidays nobody knows.
        let text = """
            schedules:
              - { schedule: late, title: Late, workflow: appeal, subject: elm, inputs: { reason: late },
                  on: 20 working days after every quarter begins }
            """
        #expect(CompilerFixture.lines(try read([("late.yaml", text)]).diagnostics) == "")
    }

    @Test func `Working days may be called what the schedule's own calendar calls them`() throws {
        let calendar = try #require(CompilerFixture.calendar)
        var school = calendar
        school.dayNoun = "school"
        let named = school
        let environment = ScheduleEnvironment(
            workflows: Compiler.interfaces(of: [CompilerFixture.other]), registerSchema: CompilerFixture.schema,
            calendar: calendar, namedCalendar: { $0 == "school" ? named : nil })
        func text(_ words: String, _ more: String = "") -> String {
            """
            schedules:
              - { schedule: S, title: S, workflow: appeal, for: "true", inputs: { reason: term },\(more)
                  on: \(words), in_force: { from: 2013-01-01, until: 2013-12-31 } }
            entries:
              - { entry: E, title: E, who: All,\(more) rules: [{ on: \(words) or the next school day }] }
            """
        }
        let plain = ScheduleReader.read([("s.yaml", text("last school day of March"))], in: environment)
        #expect(
            plain.diagnostics.sorted.map(\.help) == [
                "write `working day`, or have the calendar say `working_day: school day`",
                "write `working day`, or have the calendar say `working_day: school day`",
            ])
        let (book, diagnostics) = ScheduleReader.read(
            [("s.yaml", text("last school day of March", " calendar: school,"))], in: environment)
        #expect(diagnostics.isEmpty, "\(diagnostics.sorted)")
        let rule = try #require(book.schedules.first?.rules.first)
        #expect(rule.recurrence.description == "last school day of March until 2013-12-31")
        let start = calendar.zone.instant(of: calendar.firstDate, .midnight)
        #expect(try [rule].next(from: start)?.date.description == "2013-03-28")
        guard case .recurring(let rules)? = book.entries.first?.when else { throw CancellationError() }
        #expect(rules[0].recurrence.roll == .following)
    }

    @Test(arguments: [
        "FREQ=SECONDLY;BYMONTH=1;BYSETPOS=2", "FREQ=MINUTELY;BYSECOND=1;BYSETPOS=2",
        "FREQ=HOURLY;BYSECOND=52;BYSETPOS=-2",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    ])
    func `A rule that never matches never happens`(rule: String) throws {
        let text = """
            schedules:
              - { schedule: never, title: Never, workflow: appeal, subject: elm, inputs: { reason: none },
                  on: "DTSTART:20130101T090000 RRULE:\(rule)" }
            """
        let found = CompilerFixture.lines(try read([("never.yaml", text)]).diagnostics)
        #expect(found.contains("WM1420 error never never happens"), "\(found)")
    }

    @Test func `Where the days make no sense, that is the only fault`() throws {
        let text = """
            schedules:
              - { schedule: slip, title: Slip, workflow: appeal, subject: elm, inputs: { reason: "${covers.label}" },
                  on: every quater, period: quarter }
            """
        let found = CompilerFixture.lines(try read([("slip.yaml", text)]).diagnostics)
        #expect(found.split(separator: "\n").count == 1 && found.contains("is no period"), "\(found)")
    }

    @Test func `Each schedule and entry knows where it stands`() throws {
        let (book, _) = try read([("good.yaml", try text("good.yaml"))])
        #expect(book.schedule("weekly-appeal")?.place == "good.yaml:2")
        #expect(book.entries.allSatisfy { $0.place?.hasPrefix("good.yaml:") == true } && !book.entries.isEmpty)
    }

    @Test func `A good file has nothing wrong, and says what it says`() throws {
        let (book, diagnostics) = try read([("good.yaml", try text("good.yaml"))])
        #expect(diagnostics.isEmpty)
        #expect(book.schedules.map(\.name) == ["appeals", "weekly-appeal"])
        let appeals = try #require(book.schedule("appeals"))
        #expect(appeals.catchUp == .all && appeals.overlap == .queue && appeals.rules.count == 2)
        #expect(appeals.actor == "ann" && appeals.skip != nil && appeals.references == ["CAL-1"])
        #expect(appeals.rules[0].except == [try #require(LocalDate("2013-03-04"))])
        #expect(book.entries.map(\.name) == ["LAW", "MONTH", "WINDOW", "HALVES", "WAITS"])
        guard case .by(let last) = book.entries[1].when, case .between(let first, let end) = book.entries[2].when,
            case .undated(let words, nil, nil) = book.entries[4].when
        else {
            Issue.record("the entries are read otherwise: \(book.entries.map(\.when))")
            return
        }
        #expect(last.description == "2013-05-31")
        #expect(first.description == "2013-10-01" && end.description == "2013-12-31")
        #expect(words == "after the law is made")
        #expect(book.entries[0].isLegal && book.entries[1].isReported)
    }

    @Test func `Names are unique in all files together`() throws {
        let entry = "entries:\n  - { entry: A, title: Something, who: Somebody, on: 2013-04-01 }\n"
        let (book, diagnostics) = try read([("one.yaml", entry), ("two.yaml", entry)])
        #expect(book.entries.count == 1)
        #expect(diagnostics.sorted.map(\.message) == ["the name A is taken by the one at one.yaml:2"])
    }
}
