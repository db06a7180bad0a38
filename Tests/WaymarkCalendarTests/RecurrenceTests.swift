import Testing
import WaymarkCalendar

struct RecurrenceTests {
    private let calendar: WorkingCalendar

    init() throws {
        calendar = try EnglandCalendar.make()
    }

    private func setting(_ roll: RollConvention = .none, period: Period.Kind? = nil) -> RecurrenceSetting {
        RecurrenceSetting(calendar: calendar, roll: roll, period: period)
    }

    private func found(
        _ text: String, from: String, _ count: Int, roll: RollConvention = .none, period: Period.Kind? = nil
    ) throws -> [String] {
        let start = calendar.zone.instant(of: try EnglandCalendar.day(from), .midnight)
        var all = try Recurrence(parsing: text).occurrences(from: start, in: setting(roll, period: period))
        var found: [String] = []
        while found.count < count, let occurrence = try all.next() {
            #expect(calendar.zone.local(of: occurrence.instant).date == occurrence.date)
            found.append(occurrence.date.description)
        }
        return found
    }

    @Test(arguments: [
        ("every quarter", "2013-04-01", "2013-04-01 2013-07-01 2013-10-01 2014-01-01"),
        ("every half-year", "2013-04-02", "2013-10-01 2014-04-01 2014-10-01"),
        ("every financial year", "2013-01-01", "2013-04-01 2014-04-01 2015-04-01"),
        ("every calendar year", "2013-01-01", "2013-01-01 2014-01-01"),
        ("every month", "2013-12-31", "2014-01-01 2014-02-01"),
        ("every April", "2013-04-02", "2014-04-01 2015-04-01"),
        ("every year on 31 March", "2013-04-01", "2014-03-31 2015-03-31"),
        ("every year on 29 February", "2012-01-01", "2012-02-29 2013-02-28 2014-02-28"),
        ("every Monday", "2013-04-02", "2013-04-08 2013-04-15"),
        ("every Monday and Friday", "2013-04-02", "2013-04-05 2013-04-08 2013-04-12"),
        ("every 2 weeks on Tuesday from 2013-04-02", "2013-04-03", "2013-04-16 2013-04-30"),
        ("every 2 weeks on Tuesday from 2013-04-02", "2012-01-01", "2013-04-02 2013-04-16"),
        ("every 2 weeks on Monday from 2013-04-02", "2012-01-01", "2013-04-15 2013-04-29"),
        ("every 10 days from 2013-04-02", "2013-04-03", "2013-04-12 2013-04-22"),
        ("every 6 months from 2013-03-31", "2013-04-01", "2013-09-30 2014-03-31"),
        ("every day from 2013-05-01 until 2013-05-02", "2013-01-01", "2013-05-01 2013-05-02"),
        ("every working day", "2013-03-28", "2013-03-28 2013-04-02 2013-04-03"),
        ("last working day of March", "2013-01-01", "2013-03-28 2014-03-31"),
        ("first working day of every quarter", "2013-04-01", "2013-04-02 2013-07-01"),
        ("last Friday of every month", "2013-08-01", "2013-08-30 2013-09-27"),
        ("fifth Friday of every month", "2013-01-01", "2013-03-29 2013-05-31"),
        ("31st day of every month", "2013-01-31", "2013-01-31 2013-02-28 2013-03-31 2013-04-30"),
        ("first day and 15th day of every month", "2013-01-02", "2013-01-15 2013-02-01 2013-02-15"),
        ("second last working day of every month", "2013-03-01", "2013-03-27 2013-04-29"),
        ("5 working days after every quarter ends", "2013-04-01", "2013-04-08 2013-07-05"),
        ("10 working days before every quarter ends", "2013-06-01", "2013-06-17 2013-09-16"),
        ("1 month after every quarter ends", "2013-01-01", "2013-01-31 2013-04-30 2013-07-30"),
        ("2 weeks before every financial year starts", "2013-01-01", "2013-03-18 2014-03-18"),
        ("100 working days after every month ends", "2013-06-01", "2013-06-24 2013-07-22"),
        ("on 1 April 2013 and 6 March 2012", "2012-01-01", "2012-03-06 2013-04-01"),
        ("cron 0 9 1 * *", "2013-04-01", "2013-04-01 2013-05-01"),
        ("DTSTART:20130402T090000 RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", "2012-01-01", "2013-04-26 2013-05-31"),
    ])
    func `words become days`(text: String, from: String, days: String) throws {
        let expected = days.split(separator: " ").map(String.init)
        #expect(try found(text, from: from, expected.count) == expected)
    }

    @Test func `what has ended stays ended`() throws {
        #expect(try found("on 1 April 2013", from: "2013-04-02", 5).isEmpty)
        #expect(try found("every day until 2013-05-02", from: "2013-05-01", 5) == ["2013-05-01", "2013-05-02"])
    }

    @Test func `1 April 2013, a bank holiday, rolls by the words or by the caller, and a statutory date never does`()
        throws
    {
        let (bankHoliday, after, before) = ("2013-04-01", "2013-04-02", "2013-03-28")
        #expect(try found("on 1 April 2013", from: "2013-01-01", 9) == [bankHoliday])
        #expect(try found("on 1 April 2013", from: "2013-01-01", 9, roll: .following) == [after])
        #expect(try found("on 1 April 2013", from: "2013-01-01", 9, roll: .preceding) == [before])
        #expect(try found("on 1 April 2013", from: "2013-01-01", 9, roll: .modifiedPreceding) == [after])
        #expect(try found("on 31 March 2013", from: "2013-01-01", 9, roll: .modifiedFollowing) == [before])
        #expect(try found("on 1 April 2013 never moved", from: "2013-01-01", 9, roll: .following) == [bankHoliday])
        #expect(try found("on 1 April 2013 or the next working day", from: "2013-01-01", 9) == [after])
        #expect(try found("on 1 April 2013 or the working day before", from: "2013-01-01", 9) == [before])
        #expect(try found("every day or the next working day", from: "2013-03-29", 2) == [after, "2013-04-03"])
        #expect(try found("cron 0 9 1 * * or the next working day", from: "2013-04-02", 2) == [after, "2013-05-01"])
    }

    @Test func `asked from any day on, the rest is the same`() throws {
        let texts = [
            "every quarter or the next working day",
            "every 3 weeks on Monday and Friday from 2012-05-01 or the working day before",
            "100 working days after every month ends", "30 working days before every quarter ends",
            "every working day at 09:00 and 17:00",
            "last Friday of every month", "every 5 months from 2012-01-31 or the next working day in the same month",
            "every day or the working day before in the same month", "0 working days before every month starts",
        ]
        let end = try EnglandCalendar.moment("2014-06-01T00:00:00Z")
        for text in texts {
            let recurrence = try Recurrence(parsing: text)
            let start = try EnglandCalendar.moment("2013-01-01T00:00:00Z")
            let all = try recurrence.occurrences(in: start..<end, in: setting())
            #expect(all.count > 2, "\(text)")
            #expect(zip(all, all.dropFirst()).allSatisfy { $0.instant < $1.instant }, "\(text)")
            for day in stride(from: 0, to: 500, by: 3) {
                let from = start.adding(seconds: Int64(day) * 86_400 + 36_000)
                let rest = try recurrence.occurrences(in: from..<end, in: setting())
                #expect(rest == all.filter { $0.instant >= from }, "\(text) from \(from)")
                guard let following = all.first(where: { $0.instant > from }) else { continue }
                #expect(try recurrence.next(after: from, in: setting()) == following, "\(text) after \(from)")
            }
        }
    }

    @Test func `a round covers one quarter and is held in the next`() throws {
        func first(_ text: String) throws -> Occurrence {
            let start = try EnglandCalendar.moment("2013-10-01T00:00:00Z")
            return try #require(try Recurrence(parsing: text).next(after: start, in: setting(period: .quarter)))
        }
        let round = try first("first working day of every quarter")
        #expect(round.period?.label == "2013-14-Q3")
        #expect(round.covered?.label == "2013-14-Q2")
        #expect(round.held?.label == "2013-14-Q3")
        let report = try first("5 working days after the period ends")
        #expect(report.date.description == "2013-10-07")
        #expect(report.period?.label == "2013-14-Q2")
        #expect(report.covered?.label == "2013-14-Q2")
        #expect(report.held?.label == "2013-14-Q3")
        let notice = try first("10 working days before the period ends")
        #expect(notice.covered?.label == "2013-14-Q2")
        #expect(notice.held?.label == "2013-14-Q3")
        #expect(try first("every Monday").held == nil)
    }

    @Test func `the period must be known of`() throws {
        let recurrence = try Recurrence(parsing: "10 working days before the period ends")
        let failure = #expect(throws: CalendarError.self) {
            try recurrence.next(after: try EnglandCalendar.moment("2013-01-01T00:00:00Z"), in: setting())
        }
        #expect(failure?.code == .missingAnchor)
        #expect(failure?.message.contains("10 working days before the period ends") == true)
    }

    @Test func `past the calendar's years working days are refused, and other days are not`() throws {
        let late = try EnglandCalendar.moment("2016-06-01T00:00:00Z")
        let failure = #expect(throws: CalendarError.self) {
            try Recurrence(parsing: "last working day of every month").next(after: late, in: setting())
        }
        #expect(failure?.code == .outsideYears)
        #expect(
            try Recurrence(parsing: "every month").next(after: late, in: setting())?.date.description == "2016-06-01")
        let far = try Recurrence(parsing: "every Monday").next(
            after: try EnglandCalendar.moment("9999-12-28T00:00:00Z"), in: setting())
        #expect(far == nil)
        // Up to the end of a range no day past it need be known.
        let end = try EnglandCalendar.moment("2016-01-01T00:00:00Z")
        let start = try EnglandCalendar.moment("2015-12-01T00:00:00Z")
        #expect(
            try Recurrence(parsing: "last working day of every month").occurrences(in: start..<end, in: setting()).count
                == 1)
        #expect(try Recurrence(parsing: "every working day").occurrences(in: start..<end, in: setting()).count == 23)
    }

    @Test func `times are those of the words, of the caller, or when business opens`() throws {
        let start = try EnglandCalendar.moment("2013-06-01T00:00:00Z")
        func times(_ text: String, _ time: LocalTime? = nil) throws -> [String] {
            let setting = RecurrenceSetting(calendar: calendar, time: time)
            let end = start.adding(seconds: 2 * 86_400)
            return try Recurrence(parsing: text).occurrences(in: start..<end, in: setting).map(\.instant.description)
        }
        #expect(try times("every day") == ["2013-06-01T08:00:00Z", "2013-06-02T08:00:00Z"])
        #expect(try times("every day", LocalTime("12:00")) == ["2013-06-01T11:00:00Z", "2013-06-02T11:00:00Z"])
        #expect(try times("every Sunday at 14:00 and 09:30") == ["2013-06-02T08:30:00Z", "2013-06-02T13:00:00Z"])
    }

    @Test func `a time in the spring gap moves on, and one that comes twice in autumn happens once`() throws {
        func instants(_ text: String, _ from: String, _ to: String) throws -> [String] {
            let range = try EnglandCalendar.moment(from)..<EnglandCalendar.moment(to)
            return try Recurrence(parsing: text).occurrences(in: range, in: setting()).map(\.instant.description)
        }
        let spring = ("2013-03-30T12:00:00Z", "2013-03-31T12:00:00Z")
        let autumn = ("2013-10-26T12:00:00Z", "2013-10-27T12:00:00Z")
        #expect(try instants("every day at 01:30", spring.0, spring.1) == ["2013-03-31T01:30:00Z"])
        #expect(try instants("every day at 01:30 and 02:30", spring.0, spring.1) == ["2013-03-31T01:30:00Z"])
        #expect(try instants("every day at 01:30", autumn.0, autumn.1) == ["2013-10-27T00:30:00Z"])
        #expect(try instants("cron 30 1 * * *", spring.0, spring.1) == ["2013-03-31T01:00:00Z"])
        #expect(try instants("cron 30 1 * * *", autumn.0, autumn.1) == ["2013-10-27T00:30:00Z"])
        #expect(try instants("cron 30 * * * *", "2013-10-26T23:00:00Z", "2013-10-27T03:00:00Z").count == 4)
        #expect(try instants("cron */30 1 * * *", autumn.0, autumn.1).count == 4)
        #expect(try instants("cron */30 1 * * *", spring.0, spring.1) == ["2013-03-31T01:00:00Z"])
    }

    @Test func `an answer is limited`() throws {
        let start = try EnglandCalendar.moment("2013-01-01T00:00:00Z")
        let every = try Recurrence(parsing: "DTSTART:20130101T000000Z RRULE:FREQ=SECONDLY")
        let most = Int64(Limits.occurrencesMax)
        let fits = start..<start.adding(seconds: most)
        #expect(try every.occurrences(in: fits, in: setting()).count == Limits.occurrencesMax)
        let failure = #expect(throws: CalendarError.self) {
            try every.occurrences(in: start..<start.adding(seconds: most + 1), in: setting())
        }
        #expect(failure?.code == .tooManyOccurrences)
    }
}
