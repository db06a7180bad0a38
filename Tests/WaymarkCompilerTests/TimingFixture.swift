import Foundation
import Testing
import WaymarkCalendar
import WaymarkDiagnostics

@testable import WaymarkCompiler

/// Small workflows about a quarter, and what is said of their deadlines.
enum TimingFixture {
    /// The calendar of England as it is shipped.
    static let england: WorkingCalendar? = {
        let place = CompilerFixture.folder.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Config/calendars/england.yaml")
        let text = (try? String(contentsOf: place, encoding: .utf8)) ?? ""
        return CalendarReader.read(text, file: "england.yaml").calendar
    }()

    /// England in 2020 and the year before and after, with some changes; without the day moved to 8 May.
    static func england2020(_ changes: [CalendarChange] = []) throws -> WorkingCalendar {
        let england = try #require(england)
        let moved = Set([day(2020, 5, 4), day(2020, 5, 8)])
        let holidays = england.holidays.filter { (2019...2021).contains($0.date.year) && !moved.contains($0.date) }
        let mayDay = Holiday(date: day(2020, 5, 4), title: "Early May bank holiday")
        return try WorkingCalendar(
            name: "england", zone: england.zone, years: 2019...2021, holidays: holidays + [mayDay], changes: changes)
    }

    /// England in some years alone.
    static func england(_ years: ClosedRange<Int>) throws -> WorkingCalendar {
        let england = try #require(england)
        return try WorkingCalendar(
            name: "england", zone: england.zone, years: years,
            holidays: england.holidays.filter { years.contains($0.date.year) })
    }

    static func day(_ year: Int, _ month: Int, _ day: Int) -> LocalDate {
        LocalDate(year: year, month: month, day: day) ?? .earliest
    }

    /// A workflow with some steps; `inputs` is about a quarter unless it says otherwise.
    static func workflow(_ steps: String, header: String = "inputs: { quarter: period }") -> String {
        """
        workflow: round
        version: "1"
        title: Round
        subject: school
        \(header)
        roles: { head: { in: subject, position: head } }
        types: { rating: { one_of: [good, fair, poor] } }
        steps:

        """ + steps
    }

    /// A task, indented by some blanks.
    static func task(_ id: String, due: String, _ more: String = "", indent: Int = 2) -> String {
        let blanks = String(repeating: " ", count: indent)
        return "\(blanks)- { id: \(id), uses: paper.review, role: head, with: { scale: rating, question: Why? }, "
            + "due: \"\(due)\", remind: 1 working day before due\(more.isEmpty ? "" : ", " + more) }\n"
    }

    /// A wait, indented by some blanks.
    static func wait(_ id: String, _ rule: String, _ more: String = "", indent: Int = 2) -> String {
        let blanks = String(repeating: " ", count: indent)
        return "\(blanks)- { id: \(id), wait: { \(rule) }\(more.isEmpty ? "" : ", " + more) }\n"
    }

    /// What is said of the deadlines of a workflow; nothing else may be wrong with it.
    static func warnings(
        _ text: String, calendar: WorkingCalendar? = england, openings: [CaseOpening] = []
    ) throws -> [Diagnostic] {
        let found = try CompilerFixture.compile(
            text, file: "round.yaml", calendar: calendar, openings: openings
        ).diagnostics.sorted
        for other in found where !["WM1418", "WM1419"].contains(other.code.number) {
            Issue.record("\(other.code) \(other.message)")
        }
        return found
    }

    /// What is found in a workflow that nobody else calls, in which nothing else may be wrong.
    static func findings(_ text: String, calendar: WorkingCalendar? = england) throws -> [TimingFinding] {
        let result = try CompilerFixture.compile(text, file: "round.yaml", calendar: nil)
        #expect(result.diagnostics.isEmpty, "\(result.diagnostics.sorted.map(\.message))")
        let check = TimingCheck(
            try #require(result.definition), beside: [:], openings: [], calendar: try #require(calendar))
        return check?.findings() ?? []
    }

    // MARK: - Counting day by day

    /// What takes time, one after the other.
    enum Part {
        /// Until so many days after the period.
        case day(Int)
        /// So many days.
        case days(Int)
        /// So many working days.
        case workingDays(Int)
    }

    /// The quarters of the calendar in which some parts end so many days after the quarter or later.
    static func periods(from parts: [Part], lateFrom days: Int) throws -> [Period] {
        let calendar = try #require(england)
        var late: [Period] = []
        var period = Period(.quarter, containing: calendar.firstDate)
        while period.end <= calendar.lastDate {
            // Past the years of the calendar nobody can count.
            if let last = try? day(after: parts, of: period, calendar), last >= period.end.adding(days: days) {
                late.append(period)
            }
            period = period.next
        }
        return late
    }

    private static func day(after parts: [Part], of period: Period, _ calendar: WorkingCalendar) throws -> LocalDate {
        var day = period.end
        for part in parts {
            switch part {
            case .day(let count): day = max(day, period.end.adding(days: count))
            case .days(let count): day = day.adding(days: count)
            case .workingDays(let count):
                for _ in 0..<count {
                    repeat { day = day.adding(days: 1) } while try !calendar.isWorkingDay(day)
                }
            }
        }
        return day
    }
}
