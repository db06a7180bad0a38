import Testing
import WaymarkCalendar

struct CalendarChangeTests {
    private func day(_ text: String) throws -> LocalDate { try EnglandCalendar.day(text) }

    private func hours(_ opening: String, _ closing: String) throws -> OpeningHours {
        let (first, last) = (try #require(LocalTime(opening)), try #require(LocalTime(closing)))
        return try #require(OpeningHours(first, last))
    }

    private func calendar(_ changes: [CalendarChange]) throws -> WorkingCalendar {
        let base = try EnglandCalendar.make()
        return try WorkingCalendar(name: "office", inheriting: base, changes: changes)
    }

    @Test func `a single day is made free, worked, or half a day`() throws {
        let calendar = try calendar([
            CalendarChange(date: try day("2013-12-27"), title: "Office closed", effect: .free),
            CalendarChange(date: try day("2013-08-26"), title: "Worked", effect: .worked),
            CalendarChange(
                date: try day("2013-12-24"), title: "Christmas Eve", effect: .hours(try hours("09:00", "12:00"))),
            CalendarChange(
                date: try day("2013-06-01"), title: "Open Saturday", effect: .hours(try hours("10:00", "14:00"))),
        ])
        #expect(try !calendar.isWorkingDay(try day("2013-12-27")))
        #expect(calendar.holiday(on: try day("2013-12-27"))?.title == "Office closed")
        #expect(try calendar.isWorkingDay(try day("2013-08-26")))
        #expect(calendar.holiday(on: try day("2013-08-26")) == nil)
        #expect(try calendar.isWorkingDay(try day("2013-06-01")))
        #expect(calendar.hours(on: try day("2013-12-24")).description == "09:00 to 12:00")
        #expect(calendar.close(of: try day("2013-12-24")).description == "2013-12-24T12:00:00Z")
        #expect(calendar.open(of: try day("2013-06-01")).description == "2013-06-01T09:00:00Z")
        #expect(calendar.close(of: try day("2013-12-23")).description == "2013-12-23T17:00:00Z")
        #expect(try calendar.adding(workingDays: 1, to: try day("2013-12-24")) == (try day("2013-12-30")))
    }

    @Test(arguments: [
        ("2013-12-24T09:00", 3, "2013-12-24T12:00"), ("2013-12-24T09:00", 4, "2013-12-27T10:00"),
        ("2013-12-23T16:00", 4, "2013-12-24T12:00"), ("2013-12-23T16:00", 5, "2013-12-27T10:00"),
        ("2013-12-24T15:00", 1, "2013-12-27T10:00"), ("2013-12-27T09:00", -1, "2013-12-24T11:00"),
        ("2013-12-27T10:00", -4, "2013-12-24T09:00"), ("2013-12-27T10:00", -5, "2013-12-23T16:00"),
        ("2013-12-24T10:00", 0, "2013-12-24T10:00"),
    ])
    func `working hours run across a half day`(from: String, count: Int, to: String) throws {
        let calendar = try calendar([
            CalendarChange(
                date: try day("2013-12-24"), title: "Christmas Eve", effect: .hours(try hours("09:00", "12:00")))
        ])
        let time = try #require(LocalTime(String(from.suffix(5))))
        let start = calendar.zone.instant(of: try day(String(from.prefix(10))), time)
        let answer = try calendar.adding(WorkingHours(hours: count), to: start)
        #expect(calendar.zone.local(of: answer).description == to)
        #expect(try calendar.workingHours(between: start, and: answer) == WorkingHours(hours: count))
    }

    @Test func `a deadline in days ends when a half day does`() throws {
        let calendar = try calendar([
            CalendarChange(
                date: try day("2013-12-24"), title: "Christmas Eve", effect: .hours(try hours("09:00", "12:00")))
        ])
        let opened = try EnglandCalendar.moment("2013-12-20T10:00:00Z")
        func due(_ text: String) throws -> String {
            try DeadlineText.parse(text).resolve(opened: opened, calendar: calendar).description
        }
        #expect(try due("2 working days") == "2013-12-24T12:00:00Z")
        #expect(try due("on 2013-12-24") == "2013-12-24T12:00:00Z")
        #expect(try due("2 working days at 16:00") == "2013-12-24T16:00:00Z")
        #expect(try due("1 working day") == "2013-12-23T17:00:00Z")
        #expect(try due("3 working hours after 2013-12-23") == "2013-12-24T12:00:00Z")
    }

    @Test func `history is told by what was known`() throws {
        let calendar = try WorkingCalendar(
            name: "england", zone: try ZoneTable(identifier: "Europe/London"), years: 2020...2020,
            holidays: [
                try EnglandCalendar.holiday("2020-05-04", "Early May bank holiday"),
                Holiday(date: try day("2020-05-08"), title: "VE Day", announced: try day("2019-06-10")),
            ],
            changes: [
                CalendarChange(
                    date: try day("2020-05-04"), title: "Moved", effect: .worked, announced: try day("2019-06-10"))
            ])
        let before = try calendar.known(on: try day("2019-06-09"))
        #expect(before.holidays.map(\.date.description) == ["2020-05-04"])
        #expect(try calendar.known(on: try day("2019-06-10")) == calendar)
        #expect(calendar.holidays.map(\.date.description) == ["2020-05-08"])
        #expect(calendar.daysUnlike(before).map(\.description) == ["2020-05-04", "2020-05-08"])
        #expect(calendar.daysUnlike(calendar).isEmpty)
    }

    @Test func `of two changes to a day the later announcement counts, and an heir's own goes before`() throws {
        let date = try day("2013-07-12")
        let first = CalendarChange(date: date, title: "Free", effect: .free, announced: try day("2013-01-01"))
        let second = CalendarChange(
            date: date, title: "Worked after all", effect: .worked, announced: try day("2013-02-01"))
        let both = try calendar([second, first])
        #expect(try both.isWorkingDay(date))
        #expect(try !both.known(on: try day("2013-01-15")).isWorkingDay(date))
        let heir = try WorkingCalendar(
            name: "heir", inheriting: both, changes: [CalendarChange(date: date, title: "Fair", effect: .free)])
        #expect(try !heir.isWorkingDay(date))
        #expect(heir.holiday(on: date)?.title == "Fair")
        let second2 = CalendarChange(date: date, title: "Again", effect: .free, announced: try day("2013-02-01"))
        let failure = #expect(throws: CalendarError.self) { try calendar([second, second2]) }
        #expect(failure?.message.contains("nothing to say which came later") == true)
        #expect(throws: CalendarError.self) {
            try calendar([CalendarChange(date: try day("2020-01-02"), title: "Late", effect: .free)])
        }
    }

    @Test func `changes are limited`() throws {
        let start = try day("2000-01-01")
        func build(_ count: Int) throws -> WorkingCalendar {
            try WorkingCalendar(
                name: "x", zone: .utc, years: 2000...2100,
                changes: (0..<count).map { CalendarChange(date: start.adding(days: $0), title: "", effect: .worked) })
        }
        #expect(try build(Limits.holidaysMax).changes.count == Limits.holidaysMax)
        #expect(throws: CalendarError.self) { try build(Limits.holidaysMax + 1) }
    }

    @Test func `hours open no earlier than they close`() throws {
        let (nine, five) = (try #require(LocalTime("09:00")), try #require(LocalTime("17:00")))
        #expect(OpeningHours(nine, five)?.opening == nine)
        #expect(OpeningHours(five, nine) == nil)
        #expect(OpeningHours(nine, nine) == nil)
    }
}
