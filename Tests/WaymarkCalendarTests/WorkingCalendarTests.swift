import Testing
import WaymarkCalendar

struct WorkingCalendarTests {
    private let calendar: WorkingCalendar

    init() throws {
        calendar = try EnglandCalendar.make()
    }

    @Test func `Saturday and one working day is Monday or Tuesday by the named convention`() throws {
        let saturday = try EnglandCalendar.day("2013-06-01")
        #expect(try calendar.adding(workingDays: 1, to: saturday).description == "2013-06-03")
        #expect(try calendar.adding(workingDays: 1, to: saturday, from: .rollForward).description == "2013-06-04")
        #expect(try calendar.adding(workingDays: 1, to: saturday, from: .rollPreceding).description == "2013-06-03")
        #expect(try calendar.adding(workingDays: 0, to: saturday).description == "2013-06-03")
        #expect(try calendar.workingDay(onOrBefore: saturday).description == "2013-05-31")
        #expect(try calendar.workingDay(onOrAfter: saturday).description == "2013-06-03")
    }

    @Test func `Easter 2013 is skipped`() throws {
        let thursday = try EnglandCalendar.day("2013-03-28")
        #expect(try calendar.workingDay(after: thursday).description == "2013-04-02")
        #expect(try calendar.workingDay(before: try EnglandCalendar.day("2013-04-02")) == thursday)
        #expect(try !calendar.isWorkingDay(try EnglandCalendar.day("2013-04-01")))
        #expect(calendar.holiday(on: try EnglandCalendar.day("2013-04-01"))?.title == "Easter Monday")
        #expect(calendar.holiday(on: try EnglandCalendar.day("2013-04-02")) == nil)
    }

    @Test func `adding agrees with walking day by day, and subtracting comes back`() throws {
        for offset in stride(from: 0, to: 700, by: 3) {
            let start = try EnglandCalendar.day("2013-01-01").adding(days: offset)
            for count in [1, 2, 5, 21, 60] {
                var walked = start
                var left = count
                while left > 0 {
                    walked = walked.adding(days: 1)
                    if try calendar.isWorkingDay(walked) { left -= 1 }
                }
                let added = try calendar.adding(workingDays: count, to: start)
                #expect(added == walked)
                #expect(try calendar.workingDays(from: start.adding(days: 1), through: added) == count)
                if try calendar.isWorkingDay(start) {
                    #expect(try calendar.adding(workingDays: -count, to: added) == start)
                }
            }
        }
    }

    @Test func `counting is negative backwards, and nothing for an empty span`() throws {
        let (monday, friday) = (try EnglandCalendar.day("2013-06-03"), try EnglandCalendar.day("2013-06-07"))
        #expect(try calendar.workingDays(from: monday, upTo: friday) == 4)
        #expect(try calendar.workingDays(from: friday, upTo: monday) == -4)
        #expect(try calendar.workingDays(from: friday, through: monday) == 0)
        #expect(try calendar.workingDays(from: monday, upTo: monday) == 0)
        #expect(try calendar.workingDays(from: calendar.lastDate, upTo: calendar.lastDate.adding(days: 1)) == 1)
    }

    @Test func `outside its years it says which calendar and which years`() throws {
        let last = calendar.lastDate
        #expect(try calendar.isWorkingDay(last))
        let failure = #expect(throws: CalendarError.self) { try calendar.isWorkingDay(last.adding(days: 1)) }
        #expect(
            failure?.message == "2016-01-01 lies outside the years 2012 to 2015 of the calendar \"england\"")
        #expect(failure?.code == .outsideYears)
        #expect(throws: CalendarError.self) { try calendar.adding(workingDays: 1, to: last) }
        #expect(throws: CalendarError.self) { try calendar.adding(workingDays: -1, to: calendar.firstDate) }
        for count in [Int.max, Int.min] {
            #expect(throws: CalendarError.self) { try calendar.adding(workingDays: count, to: last) }
        }
        #expect(throws: CalendarError.self) { try calendar.workingDays(from: last, upTo: last.adding(days: 2)) }
    }

    @Test(arguments: [
        ("2013-06-03T09:00", 4, "2013-06-03T13:00"), ("2013-06-03T09:00", 8, "2013-06-03T17:00"),
        ("2013-06-03T09:00", 9, "2013-06-04T10:00"), ("2013-06-03T16:00", 4, "2013-06-04T12:00"),
        ("2013-06-03T03:00", 4, "2013-06-03T13:00"), ("2013-06-03T20:00", 4, "2013-06-04T13:00"),
        ("2013-03-28T15:00", 4, "2013-04-02T11:00"), ("2013-06-01T12:00", 1, "2013-06-03T10:00"),
        ("2013-06-03T13:00", -4, "2013-06-03T09:00"), ("2013-06-03T10:00", -4, "2013-05-31T14:00"),
        ("2013-06-01T12:00", -1, "2013-05-31T16:00"), ("2013-06-01T12:00", 0, "2013-06-01T12:00"),
    ])
    func `working hours run between opening and close`(from: String, hours: Int, to: String) throws {
        let start = calendar.zone.instant(
            of: try EnglandCalendar.day(String(from.prefix(10))), try #require(LocalTime(String(from.suffix(5)))))
        let answer = try calendar.adding(workingSeconds: hours * 3600, to: start)
        #expect(calendar.zone.local(of: answer).description == to)
    }

    @Test func `working hours outside the years are refused`() throws {
        let end = calendar.close(of: calendar.lastDate)
        #expect(throws: CalendarError.self) { try calendar.adding(workingSeconds: 3600, to: end) }
        #expect(throws: CalendarError.self) { try calendar.adding(workingSeconds: .max, to: end) }
        let start = calendar.zone.instant(of: calendar.firstDate, .midnight)
        #expect(throws: CalendarError.self) { try calendar.adding(workingSeconds: -3600, to: start) }
    }

    @Test func `a calendar inherits and changes what it must`() throws {
        let summer = try EnglandCalendar.day("2013-08-26")
        let four: LocalTime = try #require(LocalTime("16:00"))
        let local = try WorkingCalendar(
            name: "local", inheriting: calendar, closingTime: four, years: 2013...2014,
            adding: [
                try EnglandCalendar.holiday("2013-07-12", "Local day"),
                try EnglandCalendar.holiday("2013-12-26", "Second Christmas day"),
            ],
            removing: [summer])
        #expect(try local.isWorkingDay(summer))
        #expect(try !local.isWorkingDay(try EnglandCalendar.day("2013-07-12")))
        #expect(local.holiday(on: try EnglandCalendar.day("2013-12-26"))?.title == "Second Christmas day")
        #expect(local.holidays.count == calendar.holidays.count)
        #expect(local.closingTime.description == "16:00")
        #expect(local.openingTime == calendar.openingTime)
        #expect(local.firstDate.description == "2013-01-01")
    }

    @Test func `a description that contradicts itself is refused`() throws {
        let (zone, day) = (ZoneTable.utc, try EnglandCalendar.holiday("2013-05-06", "May day"))
        func refuses(_ words: String, _ build: () throws -> WorkingCalendar) {
            let failure = #expect(throws: CalendarError.self) { _ = try build() }
            #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
        }
        refuses("no working day") {
            try WorkingCalendar(name: "x", zone: zone, weekend: Set(Weekday.allCases), years: 2013...2013)
        }
        refuses("is not after it opens") {
            try WorkingCalendar(
                name: "x", zone: zone, openingTime: .midnight, closingTime: .midnight, years: 2013...2013)
        }
        refuses("outside its years") {
            try WorkingCalendar(name: "x", zone: zone, years: 2014...2014, holidays: [day])
        }
        refuses("twice") { try WorkingCalendar(name: "x", zone: zone, years: 2013...2013, holidays: [day, day]) }
        refuses("no holiday of") { try WorkingCalendar(name: "x", inheriting: calendar, removing: [day.date]) }
        refuses("inherits from only") { try WorkingCalendar(name: "x", inheriting: calendar, years: 2012...2016) }
        refuses("both removes and adds") {
            try WorkingCalendar(
                name: "x", inheriting: calendar, adding: [calendar.holidays[0]], removing: [calendar.holidays[0].date])
        }
        refuses("years outside") { try WorkingCalendar(name: "x", zone: zone, years: 0...5) }
    }

    @Test func `years and holidays are limited`() throws {
        let first = 2000
        let last = first + Limits.calendarYearsMax - 1
        #expect(try WorkingCalendar(name: "x", zone: .utc, years: first...last).years.count == Limits.calendarYearsMax)
        #expect(throws: CalendarError.self) {
            try WorkingCalendar(name: "x", zone: .utc, years: first...(last + 1))
        }
        let start = try EnglandCalendar.day("2000-01-01")
        let holidays = (0...Limits.holidaysMax).map { Holiday(date: start.adding(days: $0), title: "Day \($0)") }
        let most = try WorkingCalendar(
            name: "x", zone: .utc, years: first...last, holidays: Array(holidays.dropLast()))
        #expect(most.holidays.count == Limits.holidaysMax)
        #expect(throws: CalendarError.self) {
            try WorkingCalendar(name: "x", zone: .utc, years: first...last, holidays: holidays)
        }
    }
}
