import Testing
import WaymarkCalendar

/// What becomes of occurrences that are moved off free days, in calendars with long closures too.
@Suite struct MovedOccurrencesTests {
    /// Weekends, Easter Monday of 2013, and a school's summer from 24 July to 2 September.
    private static func school() throws -> WorkingCalendar {
        let summer =
            try EnglandCalendar.day("2013-07-24")
            .daysSinceEpoch...EnglandCalendar.day("2013-09-02")
            .daysSinceEpoch
        return try WorkingCalendar(
            name: "school", zone: try ZoneTable(identifier: "Europe/London"), years: 2013...2014,
            holidays: [try EnglandCalendar.holiday("2013-04-01", "Easter Monday")]
                + summer.map { Holiday(date: LocalDate(daysSinceEpoch: $0), title: "Summer") })
    }

    /// The moments, as the clocks show them, on days from one up to another.
    private func found(
        _ text: String, from: String, upTo end: String, calendar: WorkingCalendar? = nil,
        roll: RollConvention = .none
    ) throws -> [String] {
        let calendar = try calendar ?? Self.school()
        let range =
            calendar.zone.instant(
                of: try EnglandCalendar.day(from), .midnight)..<calendar.zone.instant(
                of: try EnglandCalendar.day(end), .midnight)
        let setting = RecurrenceSetting(calendar: calendar, roll: roll, period: .quarter)
        return try Recurrence(parsing: text).occurrences(in: range, in: setting).map {
            calendar.zone.local(of: $0.instant).description
        }
    }

    @Test(arguments: [
        // Sunday's 09:00 comes to Monday before Saturday's 15:00.
        (
            "DTSTART:20130406T150000 RDATE:20130407T090000 or the next working day",
            ["2013-04-08T09:00", "2013-04-08T15:00"]
        ),
        (
            "DTSTART:20130405T170000 RDATE:20130406T100000 or the working day before",
            ["2013-04-05T10:00", "2013-04-05T17:00"]
        ),
        (
            "DTSTART:20130406T150000 RRULE:FREQ=HOURLY;INTERVAL=18;COUNT=3 or the next working day",
            ["2013-04-08T03:00", "2013-04-08T09:00", "2013-04-08T15:00"]
        ),
        // Two that come to one moment are one.
        (
            "DTSTART:20130406T090000 RRULE:FREQ=DAILY;COUNT=4 or the next working day",
            ["2013-04-08T09:00", "2013-04-09T09:00"]
        ),
        ("cron 0 15,9 6,7 4 * or the next working day", ["2013-04-08T09:00", "2013-04-08T15:00"]),
    ])
    func `none is lost where moving puts two days into another order`(text: String, expected: [String]) throws {
        #expect(try found(text, from: "2013-04-02", upTo: "2013-05-01") == expected)
        // Whatever the range begins or ends with, it has what lies in it.
        for first in 2...10 {
            for last in first...12 {
                let (from, end) = ("2013-04-\(first < 10 ? "0" : "")\(first)", "2013-04-\(last < 10 ? "0" : "")\(last)")
                #expect(
                    try found(text, from: from, upTo: end)
                        == expected.filter { $0.prefix(10) >= from && $0.prefix(10) < end }, "\(from) to \(end)")
            }
        }
    }

    @Test func `of two that come to one moment the one that was named first is kept`() throws {
        let calendar = try Self.school()
        let recurrence = try Recurrence(parsing: "every day at 09:00 or the next working day")
        let saturday = calendar.zone.instant(of: try EnglandCalendar.day("2013-04-06"), .midnight)
        let monday = try #require(
            try recurrence.next(after: saturday, in: RecurrenceSetting(calendar: calendar)))
        #expect(monday.date.description == "2013-04-08")
        #expect(monday.namedDate.description == "2013-04-06")
    }

    @Test func `what the clocks jump over comes to the next day, with what was there`() throws {
        // Samoa had no 30 December 2011.
        let calendar = try WorkingCalendar(
            name: "samoa", zone: try ZoneTable(identifier: "Pacific/Apia"), years: 2011...2012)
        #expect(
            try found("every day at 09:00 and 17:00", from: "2011-12-29", upTo: "2012-01-01", calendar: calendar) == [
                "2011-12-29T09:00", "2011-12-29T17:00", "2011-12-31T09:00", "2011-12-31T17:00",
            ])
    }

    @Test(arguments: [
        ("every year on 1 September or the working day before", "2013-07-23"),
        ("every year on 1 September or the working day before in the same month", "2013-09-03"),
        ("every year on 25 July or the next working day", "2013-09-03"),
        ("every year on 25 July or the next working day in the same month", "2013-07-23"),
        ("on 2 September 2013 or the working day before", "2013-07-23"),
        ("2 working days before September starts", "2013-07-22"),
        ("1 working day before August ends", "2013-07-23"),
        ("0 working days before August ends", "2013-07-23"),
        ("0 working days after July ends", "2013-09-03"),
        ("30 working days after July starts", "2013-09-20"),
        ("DTSTART:20130820T090000 RRULE:FREQ=YEARLY or the working day before", "2013-07-23"),
    ])
    func `a long closure hides nothing, whatever part of the year is asked for`(text: String, day: String) throws {
        let expected = ["\(day)T09:00"]
        #expect(try found(text, from: "2013-07-01", upTo: "2013-12-01") == expected)
        for (from, end) in [
            ("2013-07-01", "2013-07-22"), ("2013-07-20", "2013-07-25"), ("2013-07-22", "2013-07-23"),
            ("2013-07-23", "2013-07-24"), ("2013-07-24", "2013-09-03"), ("2013-09-03", "2013-09-04"),
            ("2013-09-02", "2013-09-20"),
        ] {
            #expect(
                try found(text, from: from, upTo: end)
                    == expected.filter { $0.prefix(10) >= from && $0.prefix(10) < end },
                "\(from) to \(end)")
        }
    }

    @Test func `the last day of the words lets in what is counted back past a closure`() throws {
        #expect(
            try found("2 working days before September starts until 2013-07-25", from: "2013-03-01", upTo: "2014-01-01")
                == ["2013-07-22T09:00"])
    }

    @Test func `at the end of the calendar's years what is known is listed`() throws {
        // Of 2015 no holiday is known; what must lie there is not asked for.
        #expect(try found("every Sunday or the next working day", from: "2014-12-22", upTo: "2015-01-01").count == 2)
        #expect(
            try found("10 working days before every quarter ends", from: "2014-12-01", upTo: "2015-01-01").count == 1)
        // What is moved back from 1 January may come to New Year's Eve or not.
        #expect(throws: CalendarError.self) {
            try found("every calendar year or the working day before", from: "2014-12-01", upTo: "2015-01-01")
        }
    }

    @Test func `found one by one the known ones come before the fault, which stays`() throws {
        let calendar = try Self.school()
        var all = try Recurrence(parsing: "last working day of every month").occurrences(
            from: try EnglandCalendar.moment("2014-12-01T00:00:00Z"), in: RecurrenceSetting(calendar: calendar))
        #expect(try all.next()?.date.description == "2014-12-31")
        for _ in 1...2 {
            let failure = #expect(throws: CalendarError.self) { try all.next() }
            #expect(failure?.code == .outsideYears)
        }
    }

    // MARK: - Against the plainest reckoning

    private static let texts = [
        "cron 0 9,15 * * *", "cron 30 1,23 * * SAT,SUN", "DTSTART:20130101T050000 RRULE:FREQ=HOURLY;INTERVAL=7",
        "DTSTART:20130101T170000 RRULE:FREQ=DAILY;INTERVAL=3 RDATE:20130706T101500,20130707T080000",
        "every day at 09:00 and 04:30", "every Sunday and Saturday at 17:00", "31st day of every month",
        "every year on 24 July and 2 September", "1 week after every month ends",
    ]

    @Test(arguments: 0..<36) func `in any closures and ranges it is what moving each named day by itself gives`(
        seed: Int
    ) throws {
        var state = UInt64(seed) &* 2_862_933_555_777_941_757 &+ 3_037_000_493
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        let first = try EnglandCalendar.day("2013-02-01")
        var closed: Set<LocalDate> = []
        for _ in 0..<3 {
            let start = first.adding(days: below(250))
            for day in 0..<(1 + below(50)) { closed.insert(start.adding(days: day)) }
        }
        let calendar = try WorkingCalendar(
            name: "house", zone: try ZoneTable(identifier: "Europe/London"), years: 2012...2014,
            holidays: closed.sorted().map { Holiday(date: $0, title: "Closed") })
        let roll = RollConvention.allCases[below(RollConvention.allCases.count)]
        let recurrence = try Recurrence(parsing: Self.texts[seed % Self.texts.count])
        func moment(_ day: Int) -> Instant { calendar.zone.instant(of: first.adding(days: day), .midnight) }
        let named = try recurrence.occurrences(
            in: moment(-30)..<moment(600), in: RecurrenceSetting(calendar: calendar))
        let moved = try named.map { occurrence in
            let date = try calendar.roll(occurrence.namedDate, roll)
            let time = calendar.zone.local(of: occurrence.instant).time
            return date == occurrence.date ? occurrence.instant : calendar.zone.instant(of: date, time)
        }
        let expected = Set(moved).sorted()
        for _ in 0..<40 {
            let start = moment(below(300)).adding(seconds: Int64(below(86_400)))
            let end = start.adding(seconds: Int64(below(120 * 86_400)))
            let found = try recurrence.occurrences(
                in: start..<end, in: RecurrenceSetting(calendar: calendar, roll: roll)
            ).map(\.instant)
            #expect(found == expected.filter { $0 >= start && $0 < end }, "\(recurrence) \(roll) \(start) \(end)")
        }
    }
}
