import Testing
import WaymarkCalendar

@Suite(.enabled(if: ConformanceFolder.calendar != nil, Comment(rawValue: ConformanceFolder.missing)))
struct CalendarConformanceTests {
    private struct WorkingDayRow: Decodable {
        var op: String
        var date: String?
        var n: Int?
        var isWorkingDay: Bool?
        var rollForward: String?
        var rollPreceding: String?
        var strict: String?
        var disputed: Bool?
        var from: String?
        var to: String?
        var fromInclToExcl: Int?
        var bothIncl: Int?
    }

    private struct PeriodRow: Decodable {
        var op: String
        var year: Int
        var month: Int?
        var quarter: Int?
        var workingDays: Int
        var firstWorkingDay: String
        var lastWorkingDay: String
        var fifthWorkingDay: String?
        var nth: [String: String]?
        var nthLast: [String: String]?
        var modifiedFollowingOfDay15: String?
        var modifiedFollowingOfLast: String?
        var financialYear: String?
        var financialQuarter: Int?
    }

    private struct LocalRow: Decodable {
        var local: String
        var kind: String
        var utcFold0: String
        var utcEarlier: String?
        var utcLater: String?
    }

    private struct ChangeRow: Decodable {
        var utc: String
        var from: Int
        var to: Int
    }

    private struct BankHolidays: Decodable {
        struct Day: Decodable {
            var date: String
            var name: String
        }
        var divisions: [String: [Day]]
    }

    private static func england() throws -> WorkingCalendar {
        let days = try ConformanceFolder.holidays(as: BankHolidays.self)
        let holidays = try #require(days.divisions["england-and-wales"]).map {
            Holiday(date: try #require(LocalDate($0.date)), title: $0.name)
        }
        return try WorkingCalendar(
            name: "england", zone: try ZoneTable(identifier: "Europe/London"), years: 2012...2028, holidays: holidays)
    }

    @Test(
        .enabled(
            if: ConformanceFolder.hasRows("working_days.jsonl"),
            Comment(rawValue: ConformanceFolder.missing("working_days.jsonl"))))
    func `adding working days follows each of the three conventions`() throws {
        let calendar = try Self.england()
        let rows = try ConformanceFolder.lines("working_days.jsonl", as: WorkingDayRow.self)
            .filter { $0.op == "add_working_days" && $0.disputed != true }
        for row in rows {
            let (date, n) = (try #require(row.date.flatMap { LocalDate($0) }), try #require(row.n))
            #expect(try calendar.isWorkingDay(date) == row.isWorkingDay)
            func expect(_ text: String?, _ start: FreeDayStart) throws {
                guard let text else { return }
                #expect(try calendar.adding(workingDays: n, to: date, from: start).description == text, "\(row)")
            }
            try expect(row.rollForward, .rollForward)
            try expect(row.rollPreceding, .rollPreceding)
            try expect(row.strict, .strict)
        }
    }

    @Test(
        .enabled(
            if: ConformanceFolder.hasRows("working_days.jsonl"),
            Comment(rawValue: ConformanceFolder.missing("working_days.jsonl"))))
    func `working days between two days are counted`() throws {
        let calendar = try Self.england()
        let rows = try ConformanceFolder.lines("working_days.jsonl", as: WorkingDayRow.self)
            .filter { $0.op == "working_days_between" && $0.disputed != true }
        for row in rows {
            let from = try #require(row.from.flatMap { LocalDate($0) })
            let to = try #require(row.to.flatMap { LocalDate($0) })
            #expect(try calendar.workingDays(from: from, upTo: to) == row.fromInclToExcl)
            #expect(try calendar.workingDays(from: from, through: to) == row.bothIncl)
        }
    }

    @Test(
        .enabled(
            if: ConformanceFolder.hasRows("periods.jsonl"),
            Comment(rawValue: ConformanceFolder.missing("periods.jsonl"))))
    func `months and quarters begin and end on the right working days`() throws {
        let calendar = try Self.england()
        let rows = try ConformanceFolder.lines("periods.jsonl", as: PeriodRow.self)
        for row in rows {
            let period: Period
            if let month = row.month {
                period = try #require(Period(.month, year: row.year, number: month))
            } else {
                let quarter = try #require(row.quarter)
                let first = try #require(LocalDate(year: row.year, month: quarter * 3 - 2, day: 1))
                period = Period(.quarter, containing: first)
                #expect(period.start == first)
                #expect(period.number == row.financialQuarter)
                #expect(period.title == "Q\(period.number) \(try #require(row.financialYear))")
            }
            func nth(_ number: Int) throws -> String? { try calendar.workingDay(number, of: period)?.description }
            #expect(try calendar.workingDays(from: period.start, through: period.end) == row.workingDays)
            #expect(try nth(1) == row.firstWorkingDay)
            #expect(try nth(-1) == row.lastWorkingDay)
            if let fifth = row.fifthWorkingDay { #expect(try nth(5) == fifth) }
            for (number, date) in row.nth ?? [:] { #expect(try nth(try #require(Int(number))) == date) }
            for (number, date) in row.nthLast ?? [:] { #expect(try nth(-(try #require(Int(number)))) == date) }
            func rolled(_ date: LocalDate) throws -> String? {
                try calendar.roll(date, .modifiedFollowing).description
            }
            if let day = row.modifiedFollowingOfDay15 { #expect(try rolled(period.start.adding(days: 14)) == day) }
            if let day = row.modifiedFollowingOfLast { #expect(try rolled(period.end) == day) }
        }
    }

    @Test(
        .enabled(
            if: ConformanceFolder.has("local_to_utc_london.jsonl"),
            Comment(rawValue: ConformanceFolder.missing("local_to_utc_london.jsonl"))))
    func `local times become the moments that London's clocks give`() throws {
        let london = try ZoneTable(identifier: "Europe/London")
        let rows = try ConformanceFolder.lines("local_to_utc_london.jsonl", as: LocalRow.self)
        for row in rows {
            let date = try #require(LocalDate(String(row.local.prefix(10))))
            let time = try #require(LocalTime(String(row.local.dropFirst(11))))
            let local = LocalDateTime(date: date, time: time)
            #expect(london.instant(of: local).description == row.utcFold0, "\(row)")
            guard let earlier = row.utcEarlier, let later = row.utcLater else { continue }
            let shown = london.instants(of: local).map(\.description)
            switch row.kind {
            case "fold": #expect(shown == [earlier, later], "\(row)")
            case "gap":
                // In a gap the later is by the clocks from before it, and the earlier by those from after it.
                let end = try #require(london.gapEnd(over: local))
                let jump = london.utcOffset(at: end) - london.utcOffset(at: end.adding(milliseconds: -1))
                #expect(shown.isEmpty, "\(row)")
                #expect(london.instant(of: local).description == later, "\(row)")
                #expect(london.instant(of: local).adding(seconds: Int64(-jump)).description == earlier, "\(row)")
            default:
                #expect(shown == [earlier] && earlier == later, "\(row)")
                #expect(london.local(of: try #require(Instant(earlier))) == local)
            }
        }
    }

    @Test(
        .enabled(
            if: ConformanceFolder.has("clock_changes_london.json"),
            Comment(rawValue: ConformanceFolder.missing("clock_changes_london.json"))))
    func `London's clocks change when they did`() throws {
        let london = try ZoneTable(identifier: "Europe/London")
        let rows = try ConformanceFolder.object("clock_changes_london.json", as: [ChangeRow].self)
        for row in rows {
            let change = try #require(Instant(row.utc))
            #expect(london.utcOffset(at: change.adding(milliseconds: -1)) == row.from)
            #expect(london.utcOffset(at: change) == row.to)
        }
    }
}
