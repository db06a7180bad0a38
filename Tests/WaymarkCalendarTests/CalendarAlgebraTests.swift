import Testing
import WaymarkCalendar

/// What must hold for every day and moment.
struct CalendarAlgebraTests {
    private let calendar: WorkingCalendar
    private let london: ZoneTable

    init() throws {
        let base = try EnglandCalendar.make()
        let noon = try #require(LocalTime("12:00"))
        let half = try #require(OpeningHours(base.openingTime, noon))
        calendar = try WorkingCalendar(
            name: "office", inheriting: base,
            changes: [
                CalendarChange(date: try EnglandCalendar.day("2013-12-24"), title: "Half", effect: .hours(half)),
                CalendarChange(date: try EnglandCalendar.day("2013-06-08"), title: "Saturday", effect: .hours(half)),
                CalendarChange(date: try EnglandCalendar.day("2013-10-25"), title: "Free", effect: .free),
            ])
        london = base.zone
    }

    /// Numbers that are the same in every run.
    private struct Numbers {
        var seed: UInt64
        mutating func next(below limit: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % limit
        }
    }

    @Test func `working days added and taken off again come back, and more of them never come earlier`() throws {
        var numbers = Numbers(seed: 1)
        for _ in 0..<800 {
            let start = try EnglandCalendar.day("2012-06-01").adding(days: numbers.next(below: 700))
            let days = WorkingDays(numbers.next(below: 120))
            let end = try calendar.adding(days, to: start)
            #expect(try calendar.isWorkingDay(end))
            // From a free day, none and one are the same day.
            let isStep = try days.count > 0 || calendar.isWorkingDay(start)
            let next = try calendar.adding(WorkingDays(days.count + 1), to: start)
            #expect(isStep ? next > end : next == end)
            #expect(try calendar.adding(days, to: start.adding(CalendarDays(1))) >= end)
            if try calendar.isWorkingDay(start) {
                #expect(try calendar.adding(WorkingDays(-days.count), to: end) == start)
                #expect(try calendar.workingDays(between: start, and: end) == days)
            }
            let (few, more) = (numbers.next(below: 30), numbers.next(below: 30))
            let inTwo = try calendar.adding(WorkingDays(more), to: try calendar.adding(WorkingDays(few), to: start))
            if few > 0 { #expect(try calendar.adding(WorkingDays(few + more), to: start) == inTwo) }
        }
    }

    @Test func `working hours added and taken off again come back to the same moment of business`() throws {
        var numbers = Numbers(seed: 2)
        let first = try EnglandCalendar.moment("2013-03-01T00:00:00Z")
        for _ in 0..<800 {
            let start = first.adding(seconds: Int64(numbers.next(below: 300 * 86_400)))
            let hours = WorkingHours(seconds: numbers.next(below: 400_000) + 1)
            let end = try calendar.adding(hours, to: start)
            #expect(try calendar.workingHours(between: start, and: end) == hours)
            let back = try calendar.adding(WorkingHours(seconds: -hours.seconds), to: end)
            #expect(try calendar.workingHours(between: start, and: back) == WorkingHours())
            #expect(try calendar.adding(WorkingHours(seconds: hours.seconds + 60), to: start) > end)
        }
    }

    @Test func `calendar days and months keep their order`() throws {
        var numbers = Numbers(seed: 3)
        for _ in 0..<800 {
            let start = try EnglandCalendar.day("1999-01-01").adding(days: numbers.next(below: 4000))
            let days = CalendarDays(numbers.next(below: 5000) - 2500)
            #expect(start.adding(days).adding(CalendarDays(-days.count)) == start)
            #expect(start.calendarDays(until: start.adding(days)) == days)
            let months = numbers.next(below: 60)
            let there = start.adding(months: months)
            // Back again it is the same day, but for a day that the other month has not.
            #expect(there.adding(months: -months).day == min(start.day, there.day))
            #expect(start.adding(months: months + 1) > there)
            #expect(start.adding(days: 1).adding(months: months) >= there)
        }
    }

    @Test func `local times go to moments and back, and never run backwards, through 23 and 25 hours`() throws {
        for (from, to, hours) in [
            ("2013-03-31", "2013-04-01", 23), ("2013-10-27", "2013-10-28", 25), ("2013-06-01", "2013-06-02", 24),
        ] {
            let (first, next) = (try EnglandCalendar.day(from), try EnglandCalendar.day(to))
            let midnight = london.instant(of: first, .midnight)
            #expect(midnight.milliseconds(until: london.instant(of: next, .midnight)) == Int64(hours) * 3_600_000)
            var last = midnight
            for minute in 0..<1440 {
                let time = try #require(LocalTime(hour: minute / 60, minute: minute % 60))
                let local = LocalDateTime(date: first, time: time)
                let moment = london.instant(of: local)
                let shown = london.instants(of: local)
                #expect(shown.isEmpty ? london.local(of: moment) != local : shown.first == moment)
                #expect(shown.allSatisfy { london.local(of: $0) == local })
                #expect(shown.count == (hours == 23 && time.hour == 1 ? 0 : hours == 25 && time.hour == 1 ? 2 : 1))
                // In the gap times run on to those of the hour after, and are met by them.
                if hours != 23 { #expect(moment >= last) }
                last = moment
            }
        }
        let gap = LocalDateTime(date: try EnglandCalendar.day("2013-03-31"), time: try #require(LocalTime("01:30")))
        #expect(london.gapEnd(over: gap)?.description == "2013-03-31T01:00:00Z")
        #expect(
            london.nextChange(after: try EnglandCalendar.moment("2013-05-01T00:00:00Z"))?.description
                == "2013-10-27T01:00:00Z")
        #expect(ZoneTable.utc.nextChange(after: .earliest) == nil)
        #expect(ZoneTable.utc.gapEnd(over: gap) == nil)
    }

    @Test func `a deadline inside a day of 23 or of 25 hours falls when the clocks say`() throws {
        func due(_ text: String, opened: String) throws -> String {
            try DeadlineText.parse(text).resolve(opened: try EnglandCalendar.moment(opened), calendar: calendar)
                .description
        }
        #expect(try due("on 2013-03-31 at 12:00", opened: "2013-03-30T12:00:00Z") == "2013-03-31T11:00:00Z")
        #expect(try due("1 day", opened: "2013-03-30T12:00:00Z") == "2013-03-31T16:00:00Z")
        #expect(try due("24 hours", opened: "2013-03-30T12:00:00Z") == "2013-03-31T12:00:00Z")
        #expect(try due("1 day", opened: "2013-10-26T12:00:00Z") == "2013-10-27T17:00:00Z")
        #expect(try due("on 2013-10-27 at 01:30", opened: "2013-10-26T12:00:00Z") == "2013-10-27T00:30:00Z")
    }

    @Test func `working hours, days and calendar days are told apart in words`() {
        #expect([WorkingDays(1).description, WorkingDays(5).description] == ["1 working day", "5 working days"])
        #expect([CalendarDays(1).description, CalendarDays(5).description] == ["1 day", "5 days"])
        #expect(WorkingHours(hours: 1).description == "1 working hour")
        #expect(WorkingHours(hours: 7, minutes: 30).description == "450 working minutes")
        #expect(WorkingHours(seconds: 90).description == "90 working seconds")
        #expect(WorkingHours(hours: 2) > WorkingHours(minutes: 90))
        #expect(WorkingDays(1) < WorkingDays(2) && CalendarDays(1) < CalendarDays(2))
    }

    @Test func `quarters have a number in the calendar year too, and rounds cover and are held`() throws {
        let quarter = try #require(Period(.quarter, year: 2013, number: 4))
        #expect(quarter.calendarQuarter?.year == 2014 && quarter.calendarQuarter?.number == 1)
        #expect(Period(calendarQuarter: 1, of: 2014) == quarter)
        #expect(Period(calendarQuarter: 2, of: 2013)?.label == "2013-14-Q1")
        #expect(Period(calendarQuarter: 5, of: 2013) == nil)
        #expect(Period(.year, year: 2013)?.calendarQuarter == nil)
        #expect(quarter.heldPeriod.coveredPeriod == quarter)
        #expect(quarter.heldPeriod.label == "2014-15-Q1")
    }
}
