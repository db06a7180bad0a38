import Testing
import WaymarkCalendar

struct RecurrenceTextTests {
    @Test(arguments: [
        ("every quarter", "every quarter"), ("Every half-year", "every half-year"),
        ("every half year", "every half-year"),
        ("every month", "every month"), ("every financial year", "every financial year"),
        ("every calendar year", "every calendar year"), ("every year on 31 March", "every year on 31 March"),
        ("every year on 30 sep, 31 March and 1 May", "every year on 31 March, 1 May and 30 September"),
        ("every Monday", "every Monday"), ("every week on Monday", "every Monday"),
        ("every friday, Monday and tuesday at 09:00", "every Monday, Tuesday and Friday at 09:00"),
        ("every 2 weeks on Tuesday from 2013-04-02", "every 2 weeks on Tuesday from 2013-04-02"),
        (
            "every 2 weeks on Tuesday and Thursday from 2 April 2013",
            "every 2 weeks on Tuesday and Thursday from 2013-04-02"
        ),
        ("every day", "every day"), ("every 10 days from 2013-04-02", "every 10 days from 2013-04-02"),
        ("every 6 months from 2013-03-31", "every 6 months from 2013-03-31"),
        ("every 1 month from 2013-03-31", "every 1 month from 2013-03-31"),
        ("every working day at 09:00 and 14:30", "every working day at 09:00 and 14:30"),
        ("last working day of March", "last working day of March"),
        ("the last working day of march", "last working day of March"),
        ("first working day of every quarter", "first working day of every quarter"),
        ("1st working day of each quarter", "first working day of every quarter"),
        ("second last working day of every month", "second last working day of every month"),
        ("second-last working day of the month", "second last working day of every month"),
        ("15th day of every month", "15th day of every month"), ("every month on the 15th", "15th day of every month"),
        ("1st of every month", "first day of every month"),
        ("every month on the 1st and 15th at 08:00", "first day and 15th day of every month at 08:00"),
        ("every quarter on the first and 92nd day", "first day and 92nd day of every quarter"),
        ("31st of March and June", "31st day of March and June"),
        ("every financial year on the 366th day", "366th day of every financial year"),
        ("fifth last Friday of every month", "fifth last Friday of every month"),
        ("first and third Monday of every month", "first Monday and third Monday of every month"),
        ("last Friday of March and September", "last Friday of March and September"),
        ("every April", "every April"), ("every quarter on the last working day", "last working day of every quarter"),
        ("10 working days before the period ends", "10 working days before the period ends"),
        ("10 working days before the end of the period", "10 working days before the period ends"),
        ("5 working days after every quarter ends", "5 working days after every quarter ends"),
        ("2 weeks before every financial year begins", "2 weeks before every financial year starts"),
        ("1 month after end of March", "1 month after March ends"),
        ("0 working days after every quarter starts", "0 working days after every quarter starts"),
        ("every period", "every period"), ("last day of the period", "last day of the period"),
        ("on 1 April 2013", "on 1 April 2013"), ("2013-04-01", "on 1 April 2013"),
        ("1 April 2013, 2013-07-01 and 6 March 2012", "on 6 March 2012, 1 April 2013 and 1 July 2013"),
        ("on 1 April 2013 never moved", "on 1 April 2013 never moved"),
        ("every year on 31 March or the next working day", "every year on 31 March or the next working day"),
        ("every quarter or the working day before", "every quarter or the working day before"),
        ("every quarter or the previous working day", "every quarter or the working day before"),
        (
            "15th day of every month or on the next working day of the same month",
            "15th day of every month or the next working day in the same month"
        ),
        ("every month until 2014-03-31 from 2013-04-01", "every month from 2013-04-01 until 2014-03-31"),
        ("cron 0 9 * * mon-fri", "cron 0 9 * * MON-FRI"),
        ("cron 0 9 1 * * or the next working day", "cron 0 9 1 * * or the next working day"),
        (
            "dtstart;tzid=Europe/London:20130402T090000 rrule:freq=monthly;byday=-1fr",
            "DTSTART;TZID=Europe/London:20130402T090000 RRULE:FREQ=MONTHLY;BYDAY=-1FR"
        ),
        (
            "DTSTART:20130402T090000Z RRULE:FREQ=DAILY;COUNT=3 EXDATE:20130403 RDATE:20130501T100000,20130502",
            "DTSTART:20130402T090000Z RRULE:FREQ=DAILY;COUNT=3 RDATE:20130501T100000,20130502 EXDATE:20130403"
        ),
    ])
    func `a recurrence is read, and printed as people write it`(text: String, printed: String) throws {
        let recurrence = try Recurrence(parsing: text)
        #expect(recurrence.description == printed)
        #expect(try Recurrence(parsing: printed) == recurrence)
    }

    @Test(arguments: [
        ("every school day at 09:00", "every working day at 09:00"),
        ("last School day of March", "last working day of March"),
        ("first and third school day of every month", "first working day and third working day of every month"),
        ("every month on the last school day", "last working day of every month"),
        ("10 school days before the period ends", "10 working days before the period ends"),
        ("1 school day after every quarter starts", "1 working day after every quarter starts"),
        ("every quarter or the next school day", "every quarter or the next working day"),
        (
            "15th day of every month or the school day before in the same month",
            "15th day of every month or the working day before in the same month"
        ),
    ])
    func `what a calendar calls its working days is read as working days, and printed as it calls them`(
        text: String, plain: String
    ) throws {
        let recurrence = try Recurrence(parsing: text, dayNoun: "school")
        #expect(recurrence.description == plain.replacing("working", with: "school"))
        #expect(try Recurrence(parsing: recurrence.description, dayNoun: "school") == recurrence)
        let same = try Recurrence(parsing: plain, dayNoun: "school")
        #expect(same.description == plain && same.pattern == recurrence.pattern && same.roll == recurrence.roll)
        #expect(throws: RecurrenceTextError.self) { try Recurrence(parsing: text) }
    }

    @Test(arguments: [
        (
            "last school day of March", nil, "school",
            "write `working day`, or have the calendar say `working_day: school day`"
        ),
        ("every school day", nil, "school", "write `working day`, or have the calendar say `working_day: school day`"),
        (
            "10 school days before the period ends", nil, "school",
            "write `10 working days`, or have the calendar say `working_day: school day`"
        ),
        ("last shcool day of March", "school", "shcool", "did you mean `school`?"),
        ("every shcool day", "school", "shcool", "did you mean `school`?"),
        ("10 shcool days before the period ends", "school", "shcool", "did you mean `school`?"),
        ("last school week of March", "school", "school", "write for example `last working day of March`"),
    ])
    func `days that the calendar does not know by that name are refused with what to write`(
        text: String, noun: String?, place: String, help: String
    ) throws {
        let error = try #require(throws: RecurrenceTextError.self) { try Recurrence(parsing: text, dayNoun: noun) }
        let scalars = Array(text.unicodeScalars)
        #expect(scalars[error.offset..<(error.offset + error.length)].map(String.init).joined() == place)
        #expect(error.help == help)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var text: String
        var place: String
        var message: String
        var help: String
        init(_ text: String, _ place: String, _ message: String, _ help: String) {
            (self.text, self.place, self.message, self.help) = (text, place, message, help)
        }
        var testDescription: String { text }
    }

    @Test(arguments: [
        Fault("", "", "is empty", "every quarter"), Fault("  ", "  ", "is empty", "every quarter"),
        Fault("evry quarter", "evry", "no beginning", "did you mean `every`?"),
        Fault("quarterly", "quarterly", "no beginning", "write `every quarter`"),
        Fault("fortnightly", "fortnightly", "no beginning", "every 2 weeks"),
        Fault("monday", "monday", "no beginning", "write `every Monday`"),
        Fault("every quater", "quater", "is no period", "did you mean `quarter`?"),
        Fault("every", "", "is no period", "half-year"),
        Fault("every Mnday", "Mnday", "is no period", "did you mean `Monday`?"),
        Fault("every Monday and Tusday", "Tusday", "a day of the week must follow", "did you mean `Tuesday`?"),
        Fault("every year", "", "does not say when", "every financial year"),
        Fault("every weekday", "weekday", "two things", "every working day"),
        Fault("every other week", "other", "not understood", "every 2 weeks"),
        Fault("every working", "", "`day` must follow", "every working day"),
        Fault("every week", "", "on which day", "on Tuesday"),
        Fault("every 2 weeks on Tuesday", "", "from when", "from 2013-04-02"),
        Fault("every 3 days", "", "from when", "from 2013-04-02"),
        Fault("every 2 quarters", "quarters", "quarters are not counted", "every 6 months"),
        Fault("every 2 years", "years", "years are not counted", "every 24 months"),
        Fault("every 2 wekes on Monday", "wekes", "must follow 2", "did you mean `weeks`?"),
        Fault("every 0 days", "0", "is not a number from 1", ""),
        Fault("every quarter at 9am", "9am", "not a time of day", "write `every quarter at 09:00`"),
        Fault("every quarter at nine", "nine", "not a time of day", "09:30"),
        Fault("every quarter at 09:00 at 10:00", "at", "stands here twice", "keep one"),
        Fault("every quarter form 2013-04-01", "form", "cannot follow", "did you mean `from`?"),
        Fault("every quarter from tomorrow", "tomorrow", "a date must follow", "31 March 2014"),
        Fault("every quarter from 2013-02-30", "2013-02-30", "there is no day", "year-month-day"),
        Fault(
            "every day from 2014-01-01 until 2013-01-01", "every day from 2014-01-01 until 2013-01-01", "never happens",
            ""),
        Fault("last workin day of March", "workin", "must follow", "did you mean `working`?"),
        Fault("last working day", "", "`of` and a period must follow", "of every quarter"),
        Fault("last working day of Marhc", "Marhc", "is no period", "did you mean `March`?"),
        Fault("last working day of quarter", "quarter", "which", "write `every` before it"),
        Fault("last working day of every year", "year", "which year", "financial year"),
        Fault("last working day of every financial", "financial", "`year` must follow", "every financial year"),
        Fault("400th day of every month", "400th", "every month has not so many days", "31 at the most"),
        Fault("32nd day of every month", "32nd", "has not so many days", "31 at the most"),
        Fault("every month on the 32nd", "32nd", "has not so many days", "31 at the most"),
        Fault("first and 31st day of June", "31st", "June has not so many days", "30 at the most"),
        Fault("30th day of February", "30th", "February has not so many days", "29 at the most"),
        Fault("93rd day of every quarter", "93rd", "has not so many days", "92 at the most"),
        Fault("32nd last working day of every month", "32nd", "has not so many working days", "31 at the most"),
        Fault("6th Friday of every month", "6th", "has not so many Fridays", "5 at the most"),
        Fault("367th day of the period", "367th", "has not so many days", "366 at the most"),
        Fault(
            "every quarter on the 31st", "31st", "may be a day of a month, or of every quarter",
            "write `31st day of every quarter`, or name months, as in `31st day of March`"),
        Fault("1st and 15th of the period", "1st", "may be a day of a month", "`1st day of the period`"),
        Fault("2rd day of every month", "2rd", "no beginning", ""),
        Fault("10 working days before the period end's", "end's", "must follow the period", "did you mean `ends`?"),
        Fault(
            "10 working days the period ends", "the", "`before` or `after`", "10 working days before the period ends"),
        Fault("10 busy days before the period ends", "busy", "a unit must follow", "working days"),
        Fault(
            "10 business days before the period ends", "business", "a unit must follow",
            "write `10 working days before the period ends`"),
        Fault("10001 days before the period ends", "10001", "more than 10000", ""),
        Fault("on 1 April", "1", "of which year", "every year on 1 April"),
        Fault("on 31 April 2013", "31", "April has no day 31", ""),
        Fault("on 29 February 2013", "29", "there is no day 29 February 2013", ""),
        Fault("on 1 Aprl 2013", "Aprl", "a month must follow the day", "did you mean `April`?"),
        Fault("every quarter or tomorrow", "tomorrow", "follows `or`", "or the next working day"),
        Fault("every quarter never", "", "`moved` must follow", "never moved"),
        Fault("every quarter or the next working day in month", "month", "the same month", "in the same month"),
        Fault("cron 0 9 * *", "", "5 fields, and this has 4", "0 9 * * MON-FRI"),
        Fault("cron 0 9 * * MON-FRI at 10:00", "at", "names its own times", "leave it out"),
        Fault("cron 0 9 * * MOM", "MOM", "not \"MOM\"", "did you mean `MON`?"),
        Fault("cron 0 9 * * FRI-MON", "FRI-MON", "runs backwards", "two ranges"),
        Fault("cron 61 9 * * *", "61", "from 0 to 59", ""), Fault("cron */0 9 * * *", "0", "is no step", "1 to 59"),
        Fault("cron 0 9 * * MON#6", "MON#6", "names no day", "MON#1"),
        Fault("RRULE:FREQ=DAILY", "RRULE:FREQ=DAILY", "when it begins", "DTSTART:"),
        Fault("DTSTART:20130402T090000 RRULE:FREQ=DALY", "DALY", "no frequency", "did you mean `DAILY`?"),
        Fault("DTSTART:20130402T090000 RRULE:FREQ=YEARLY;BYWEEKNO=5", "BYWEEKNO", "not supported", "BYMONTH"),
        Fault("DTSTART:20130402T090000 RRULE:FREQ=DAILY;BYDAY=1MO", "BYDAY", "counts weekdays", "FREQ=MONTHLY"),
        Fault("DTSTART:20130402T090000 RRULE:FREQ=DAILY;BYDY=MO", "BYDY", "no part of a rule", "did you mean `BYDAY`?"),
        Fault("DTSTART:20130402T090000 RRULE:FREQ=DAILY;COUNT=3;UNTIL=20140101", "UNTIL", "not by both", "keep one"),
        Fault("DTSTART:20130402T090000 RRULE:FREQ=DAILY;COUNT=0", "0", "COUNT is a number from 1", ""),
        Fault("DTSTART:20130402T090000 RRULE:FREQ=DAILY;;COUNT=2", "", "is empty", "FREQ=MONTHLY"),
        Fault("DTSTART:20130402T090000 RRULE:COUNT=2", "COUNT=2", "no FREQ", "FREQ=MONTHLY"),
        Fault("DTSTART:20130402T090000 RRULE:FREQ=DAILY;BYSETPOS=1", "BYSETPOS", "there is none", "BYDAY"),
        Fault(
            "DTSTART;TZID=Europe/London:20130402T090000 RRULE:FREQ=DAILY;UNTIL=20140101T000000",
            "RRULE:FREQ=DAILY;UNTIL=20140101T000000", "UNTIL must be in UTC", ""),
        Fault("DTSTART;TZID=Europe/Lndon:20130402T090000", "Europe/Lndon", "no time zone", "Europe/London"),
        Fault("DTSTART:20130402 RRULE:FREQ=DAILY", "20130402", "a time of day", "20130402T090000"),
        Fault("DTSTART:20130402T090000 EXDATE:2013-04-03", "2013-04-03", "is no date", "20131227"),
    ])
    func `a mistake is placed at its word, with what to write instead`(fault: Fault) throws {
        let error = try #require(throws: RecurrenceTextError.self) { try Recurrence(parsing: fault.text) }
        let scalars = Array(fault.text.unicodeScalars)
        let place = scalars[error.offset..<(error.offset + error.length)].map(String.init).joined()
        #expect(place == fault.place, "\(error)")
        #expect(error.message.contains(fault.message), "\(error)")
        #expect((error.help ?? "").contains(fault.help), "\(error)")
    }

    @Test func `the text, the numbers and the count are limited`() throws {
        let most = Limits.recurrenceScalarsMax
        let padding = String(repeating: " ", count: most - 9)
        #expect(try Recurrence(parsing: padding + "every day").description == "every day")
        #expect(throws: RecurrenceTextError.self) { try Recurrence(parsing: padding + " every day") }
        let every = Limits.recurrenceEveryMax
        #expect(throws: Never.self) { try Recurrence(parsing: "every \(every) days from 2013-04-01") }
        #expect(throws: RecurrenceTextError.self) { try Recurrence(parsing: "every \(every + 1) days from 2013-04-01") }
        for (part, most) in [("COUNT", Limits.recurrenceCountMax), ("INTERVAL", Limits.recurrenceIntervalMax)] {
            #expect(throws: Never.self) { try RecurrenceRule(parsing: "FREQ=DAILY;\(part)=\(most)") }
            #expect(throws: RecurrenceTextError.self) { try RecurrenceRule(parsing: "FREQ=DAILY;\(part)=\(most + 1)") }
        }
    }

    @Test func `no jumble of words crashes the reader, and what it reads it prints so that it reads it again`() {
        let pieces = [
            "every", "2", "31", "working", "day", "days", "weeks", "months", "Monday", "Friday", "and", ",", "on",
            "the",
            "first", "last", "2nd", "of", "quarter", "month", "financial", "year", "March", "period", "before", "after",
            "ends", "starts", "at", "09:00", "from", "until", "2013-04-01", "or", "next", "never", "moved", "in",
            "same",
            "cron", "*", "*/5", "DTSTART:20130402T090000", "RRULE:FREQ=DAILY;COUNT=2", "é", "2013", "",
        ]
        var seed: UInt64 = 7
        var read = 0
        for _ in 0..<60_000 {
            var text = ""
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            for _ in 0..<(2 + Int(seed >> 33) % 8) {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int(seed >> 33) % pieces.count] + " "
            }
            guard let recurrence = try? Recurrence(parsing: text) else { continue }
            read += 1
            #expect((try? Recurrence(parsing: recurrence.description)) == recurrence, "\(text)")
        }
        #expect(read > 50)
    }
}
