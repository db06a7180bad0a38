import Testing
import WaymarkCalendar

struct RecurrenceSeriesTests {
    private func moments(_ text: String, from: String = "1990-01-01T00:00:00Z", _ count: Int) throws -> [String] {
        let series = try RecurrenceSeries(parsing: text)
        return series.occurrences(from: try EnglandCalendar.moment(from), zone: .utc).prefix(count).map(\.description)
    }

    @Test func `single dates are added and taken out, and COUNT counts the rule's own`() throws {
        let found = try moments(
            "DTSTART:20130402T090000Z RRULE:FREQ=DAILY;COUNT=4 EXDATE:20130403T090000Z,20130404 "
                + "RDATE:20130403T120000,20130510,20130405T090000Z", 9)
        #expect(
            found == [
                "2013-04-02T09:00:00Z", "2013-04-03T12:00:00Z", "2013-04-05T09:00:00Z", "2013-05-10T09:00:00Z",
            ])
        #expect(try moments("DTSTART:20130402T090000Z RDATE:20130501T090000", 9).count == 2)
    }

    @Test func `an end on a day lets in all of it`() throws {
        let text = "DTSTART;TZID=Europe/London:20130402T233000 RRULE:FREQ=DAILY;UNTIL=20130404"
        #expect(try moments(text, 9).last == "2013-04-04T22:30:00Z")
        #expect(try moments(text, 9).count == 3)
    }

    @Test func `a far moment is reached at once`() throws {
        // Walking there second by second would take hours.
        let second = try moments(
            "DTSTART:00010101T000000Z RRULE:FREQ=SECONDLY;INTERVAL=7", from: "9998-01-01T00:00:00Z", 2)
        #expect(second.count == 2)
        let third = try moments(
            "DTSTART:00010101T000000Z RRULE:FREQ=DAILY;INTERVAL=3", from: "9998-01-01T00:00:00Z", 1)
        let days = try EnglandCalendar.day("0001-01-01").days(
            until: try EnglandCalendar.day(String(third[0].prefix(10))))
        #expect(days.isMultiple(of: 3))
        #expect(
            try moments("DTSTART:20000229T120000Z RRULE:FREQ=YEARLY", from: "9000-01-01T00:00:00Z", 1)
                == ["9004-02-29T12:00:00Z"])
    }

    @Test(arguments: [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=7;BYDAY=WE",
        "FREQ=HOURLY;INTERVAL=24;BYHOUR=5", "FREQ=SECONDLY;INTERVAL=10;BYSECOND=5", "FREQ=HOURLY;INTERVAL=168;BYDAY=WE",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", "FREQ=YEARLY;INTERVAL=4;BYYEARDAY=366",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=5",
        "FREQ=MINUTELY;INTERVAL=1440;BYMINUTE=1", "FREQ=YEARLY;BYDAY=53MO;BYYEARDAY=1",
        "FREQ=SECONDLY;BYMONTH=1;BYSETPOS=2", "FREQ=MINUTELY;BYSECOND=1;BYSETPOS=2",
        "FREQ=MINUTELY;BYHOUR=9;BYSETPOS=-2",
        "FREQ=HOURLY;BYMINUTE=0;BYSETPOS=2,3", "FREQ=HOURLY;BYSECOND=52;BYSETPOS=-2",
        "FREQ=HOURLY;BYMINUTE=0,30;BYSECOND=1,2;BYSETPOS=5", "FREQ=DAILY;BYHOUR=9;BYSETPOS=2",
    ])
    func `a rule that never matches ends`(rule: String) throws {
        #expect(try moments("DTSTART:20130402T090000Z RRULE:\(rule)", 1).isEmpty)
        #expect(try moments("DTSTART:20130402T090000Z RRULE:\(rule);COUNT=3", 1).isEmpty)
    }

    @Test func `of several places those that a stretch of the clock has are taken`() throws {
        #expect(
            try moments("DTSTART:20130402T090000Z RRULE:FREQ=HOURLY;BYMINUTE=0,30;BYSETPOS=-1,3", 2)
                == ["2013-04-02T09:30:00Z", "2013-04-02T10:30:00Z"])
        #expect(
            try moments("DTSTART:20130402T090000Z RRULE:FREQ=SECONDLY;BYMINUTE=1;BYSETPOS=2,1", 1)
                == ["2013-04-02T09:01:00Z"])
    }

    @Test(arguments: ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "MONTHLY"])
    func `nothing is looked for past the end of a rule`(frequency: String) throws {
        let rule = "RRULE:FREQ=\(frequency);BYMONTH=1;BYMONTHDAY=5;BYHOUR=9;BYMINUTE=0;BYSECOND=0"
        #expect(try moments("DTSTART:20130402T090000Z \(rule);UNTIL=20130403T090000Z", 1).isEmpty)
        #expect(
            try moments("DTSTART;TZID=Europe/London:20130402T090000 \(rule);UNTIL=20140105T090000Z", 2)
                == ["2014-01-05T09:00:00Z"])
        #expect(
            try moments("DTSTART;TZID=Europe/London:20130402T090000 \(rule);UNTIL=20140105T085959Z", 2).isEmpty)
    }

    @Test func `an end in the second of two hours lets in what the clocks show in the first`() throws {
        // 01:50 comes at 00:50 by Greenwich; 01:10 of the second hour is 01:10 by Greenwich.
        let text = "DTSTART;TZID=Europe/London:20131027T005000 RRULE:FREQ=HOURLY;UNTIL=20131027T011000Z"
        #expect(try moments(text, 9) == ["2013-10-26T23:50:00Z", "2013-10-27T00:50:00Z"])
    }

    @Test func `a leap second is the second before it`() throws {
        #expect(
            try moments("DTSTART:20130402T090000Z RRULE:FREQ=MINUTELY;BYSECOND=58,60", 3)
                == ["2013-04-02T09:00:58Z", "2013-04-02T09:00:59Z", "2013-04-02T09:01:58Z"])
        #expect(try RecurrenceRule(parsing: "FREQ=DAILY;BYSECOND=59,60").description == "FREQ=DAILY;BYSECOND=59")
        #expect(try moments("DTSTART:20130402T235960Z", 1) == ["2013-04-02T23:59:59Z"])
        #expect(throws: RecurrenceTextError.self) { try RecurrenceRule(parsing: "FREQ=DAILY;BYSECOND=61") }
    }

    @Test func `a rare rule is found`() throws {
        let found = try moments("DTSTART:20130402T090000Z RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", 3)
        #expect(found.map { $0.prefix(10) } == ["2032-02-29", "2060-02-29", "2088-02-29"])
        #expect(
            try moments("DTSTART:20130402T090000Z RRULE:FREQ=DAILY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29", 2).count == 2
        )
    }

    @Test func `a gap moves times past their followers, and each moment comes once`() throws {
        let found = try moments("DTSTART;TZID=Europe/London:20130331T003000 RRULE:FREQ=MINUTELY;INTERVAL=30;COUNT=7", 9)
        // 00:30, then 01:00 and 01:30 moved to 02:00 and 02:30, which come as themselves too; then 03:00 and 03:30.
        #expect(
            found == [
                "2013-03-31T00:30:00Z", "2013-03-31T01:00:00Z", "2013-03-31T01:30:00Z", "2013-03-31T02:00:00Z",
                "2013-03-31T02:30:00Z",
            ])
        let ended = try moments(
            "DTSTART;TZID=Europe/London:20130331T003000 RRULE:FREQ=MINUTELY;INTERVAL=45;UNTIL=20130331T014500Z", 9)
        // 00:30, 01:15 moved to 02:15, 02:00, 02:45.
        #expect(
            ended == [
                "2013-03-31T00:30:00Z", "2013-03-31T01:00:00Z", "2013-03-31T01:15:00Z", "2013-03-31T01:45:00Z",
            ])
    }

    @Test func `a series without a zone goes by the asker's clocks`() throws {
        let series = try RecurrenceSeries(parsing: "DTSTART:20130702T090000 RRULE:FREQ=DAILY;UNTIL=20130703T090000")
        let london = try ZoneTable(identifier: "Europe/London")
        #expect(
            series.occurrences(zone: london).map(\.description) == ["2013-07-02T08:00:00Z", "2013-07-03T08:00:00Z"])
        #expect(
            series.next(after: try EnglandCalendar.moment("2013-07-02T08:00:00Z"), zone: london)?.description
                == "2013-07-03T08:00:00Z")
    }

    @Test func `a rule with all of its parts is printed so that it is read again`() throws {
        let text =
            "FREQ=YEARLY;UNTIL=20300101T000000Z;INTERVAL=2;BYSECOND=0,30;BYMINUTE=5;BYHOUR=9,17;BYDAY=-1FR,MO;"
            + "BYMONTHDAY=-1,15;BYYEARDAY=-366,1;BYMONTH=1,12;BYSETPOS=-1,1;WKST=SU"
        let rule = try RecurrenceRule(
            parsing: "rrule:\(text.lowercased().replacing("t", with: "T").replacing("z", with: "Z"))")
        #expect(rule.description == text)
        #expect(try RecurrenceRule(parsing: text) == rule)
    }
}
