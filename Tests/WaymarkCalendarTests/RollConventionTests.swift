import Testing
import WaymarkCalendar

struct RollConventionTests {
    private let calendar: WorkingCalendar

    init() throws {
        calendar = try EnglandCalendar.make()
    }

    @Test(arguments: [
        ("2013-03-29", RollConvention.none, "2013-03-29"), ("2013-03-29", .following, "2013-04-02"),
        ("2013-03-29", .preceding, "2013-03-28"), ("2013-03-29", .modifiedFollowing, "2013-03-28"),
        ("2013-03-29", .modifiedPreceding, "2013-03-28"), ("2013-04-01", .modifiedPreceding, "2013-04-02"),
        ("2013-06-01", .modifiedPreceding, "2013-06-03"), ("2013-06-15", .modifiedFollowing, "2013-06-17"),
        ("2013-06-14", .following, "2013-06-14"),
    ])
    func `a free day moves as the convention says`(day: String, convention: RollConvention, to: String) throws {
        #expect(try calendar.roll(try EnglandCalendar.day(day), convention).description == to)
    }

    @Test(arguments: RollConvention.allCases)
    func `rolling twice is rolling once, and keeps the order of days`(convention: RollConvention) throws {
        var last: LocalDate?
        for offset in 0..<1400 {
            let day = try EnglandCalendar.day("2012-02-01").adding(days: offset)
            let rolled = try calendar.roll(day, convention)
            #expect(try calendar.roll(rolled, convention) == rolled)
            #expect(last.map { $0 <= rolled } ?? true)
            if convention != .none { #expect(try calendar.isWorkingDay(rolled)) }
            if try calendar.isWorkingDay(day) { #expect(rolled == day) }
            last = rolled
        }
    }

    @Test func `at the edge of the years a date that may go either way goes the way that is known`() throws {
        let last = calendar.lastDate
        let free = try WorkingCalendar(
            name: "x", zone: .utc, years: 2013...2013,
            holidays: [
                try EnglandCalendar.holiday("2013-12-31", "Last"), try EnglandCalendar.holiday("2013-01-01", "First"),
            ])
        #expect(try free.roll(try EnglandCalendar.day("2013-12-31"), .modifiedFollowing).description == "2013-12-30")
        #expect(try free.roll(try EnglandCalendar.day("2013-01-01"), .modifiedPreceding).description == "2013-01-02")
        #expect(throws: CalendarError.self) { try free.roll(try EnglandCalendar.day("2013-12-31"), .following) }
        #expect(throws: CalendarError.self) { try calendar.roll(last.adding(days: 1), .modifiedFollowing) }
        #expect(try calendar.roll(last.adding(days: 1), .none) == last.adding(days: 1))
    }
}
