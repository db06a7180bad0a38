import Testing
import WaymarkCalendar

struct LocalDateTests {
    @Test func `every day from 1900 to 2100 comes back from its numbers and its text`() throws {
        let first = try #require(LocalDate(year: 1900, month: 1, day: 1))
        let last = try #require(LocalDate(year: 2100, month: 12, day: 31))
        var expected = (year: 1900, month: 1, day: 1)
        var weekday = Weekday.monday
        for number in first.daysSinceEpoch...last.daysSinceEpoch {
            let date = LocalDate(daysSinceEpoch: number)
            guard date.civil == expected, date.weekday == weekday, LocalDate(date.description) == date,
                LocalDate(year: date.year, month: date.month, day: date.day) == date
            else {
                Issue.record("\(date) is not \(expected) \(weekday)")
                return
            }
            weekday = weekday == .sunday ? .monday : try #require(Weekday(rawValue: weekday.rawValue + 1))
            expected = Self.following(expected)
        }
    }

    private static func following(_ date: (year: Int, month: Int, day: Int)) -> (year: Int, month: Int, day: Int) {
        let isLeap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if date.day < lengths[date.month - 1] { return (date.year, date.month, date.day + 1) }
        return date.month < 12 ? (date.year, date.month + 1, 1) : (date.year + 1, 1, 1)
    }

    @Test(arguments: [
        "2013-02-29", "2013-13-01", "2013-00-01", "2013-04-31", "0000-01-01", "2013-1-01", "13-01-01", "2013-01-01 ",
        "2013/01/01", "", "2013-01-1a", "+013-01-01", "２013-01-01",
    ])
    func `what is no date is refused`(text: String) {
        #expect(LocalDate(text) == nil)
    }

    @Test(arguments: [
        ("2013-01-31", 1, "2013-02-28"), ("2012-01-31", 1, "2012-02-29"), ("2013-03-31", -1, "2013-02-28"),
        ("2013-10-31", 3, "2014-01-31"), ("2013-01-15", -1, "2012-12-15"), ("2012-02-29", 12, "2013-02-28"),
        ("2012-02-29", 48, "2016-02-29"), ("2013-05-31", 0, "2013-05-31"), ("2013-01-31", -13, "2011-12-31"),
    ])
    func `months are added on the calendar and clamp to the last day`(from: String, count: Int, to: String) throws {
        #expect(try EnglandCalendar.day(from).adding(months: count).description == to)
    }

    @Test func `adding and subtracting days, or months when nothing clamps, comes back`() throws {
        for number in stride(from: -40_000, through: 40_000, by: 37) {
            let date = LocalDate(daysSinceEpoch: number)
            for count in [1, 28, 365, 1461, 100_000] {
                #expect(date.adding(days: count).adding(days: -count) == date)
                #expect(date.days(until: date.adding(days: count)) == count)
            }
            for count in [1, 11, 12, 25, 1200] {
                let moved = date.adding(months: count)
                if date.day <= 28 { #expect(moved.adding(months: -count) == date) }
                #expect(moved.day == min(date.day, moved.lastOfMonth.day))
            }
        }
    }

    @Test func `arithmetic stops at the first and last day and never traps`() {
        #expect(LocalDate.earliest.description == "0001-01-01")
        #expect(LocalDate.latest.description == "9999-12-31")
        let date = LocalDate(daysSinceEpoch: 16_000)
        for count in [Int.max, Int.max / 2, 1 << 40] {
            #expect(date.adding(days: count) == .latest)
            #expect(date.adding(days: -count) == .earliest)
            #expect(date.adding(months: count) == .latest)
            #expect(date.adding(months: -count) == .earliest)
        }
        #expect(LocalDate.latest.adding(days: 1) == .latest)
        #expect(LocalDate.latest.adding(months: 1) == .latest)
        #expect(LocalDate.earliest.adding(months: -1) == .earliest)
        #expect(LocalDate(daysSinceEpoch: .min) == .earliest)
    }

    @Test func `dates sort as their text does, and are spelled out for people`() throws {
        let dates = [-700_000, -1, 0, 1, 15_705, 16_000, 2_900_000].map { LocalDate(daysSinceEpoch: $0) }
        #expect(dates.map(\.description).sorted() == dates.map(\.description))
        #expect(try EnglandCalendar.day("2013-10-31").spelledOut == "31 October 2013")
        #expect(try EnglandCalendar.day("2013-04-01").weekday == .monday)
        #expect(try EnglandCalendar.day("2012-02-10").lastOfMonth.description == "2012-02-29")
        #expect(try EnglandCalendar.day("2012-02-10").firstOfMonth.description == "2012-02-01")
        #expect(Weekday("saturday") == .saturday)
        #expect(Weekday("caturday") == nil)
    }
}
