import Testing
import WaymarkCalendar

/// What is advised where people write what is not understood.
@Suite struct RewordingTests {
    @Test(arguments: [
        ("5 calendar days", "5 days"), ("1 calendar day before due", "1 day before due"),
        ("5 business days", "5 working days"), ("1 workday", "1 working day"), ("five working days", "5 working days"),
        ("Twelve days overdue", "12 days overdue"), ("a week", "1 week"), ("1 1/2 days", "36 hours"),
        ("1.5 hours", "90 minutes"), ("2½ weeks", "420 hours"), ("in 5 working days", "5 working days"),
        ("within 5 working days", "5 working days"), ("no later than 5 working days", "5 working days"),
        ("Not later than five business days", "5 working days"),
        ("within 10 working days of 31 March", "10 working days after 31 March"),
        ("end of March", "on 31 March"), ("by the end of February", "on 29 February"),
        ("at the end of April 2014", "on 30 April 2014"), ("start of May", "on 1 May"),
        ("10 working days before the end of June", "10 working days before 30 June"),
        ("31st March", "31 March"), ("on the 31st of March", "on 31 March"), ("by March 31", "by 31 March"),
        ("1st April 2013", "1 April 2013"), ("March 31, 2014", "31 March 2014"), ("on 31/03/2014", "on 2014-03-31"),
        ("on 31.3.2014 at 9am", "on 2014-03-31 at 09:00"), ("5 working days at noon", "5 working days at 12:00"),
        ("5 working days at 5.30 pm", "5 working days at 17:30"), ("on 31 March at 9:30", "on 31 March at 09:30"),
        ("last working day before 31 March", "1 working day before 31 March"),
        ("third working day after 31 March", "3 working days after 31 March"),
    ])
    func `a deadline as people write it is refused with what to write`(text: String, said: String) throws {
        let error = try #require(throws: DeadlineTextError.self) { try DeadlineText.parse(text) }
        #expect(error.help == "write `\(said)`", "\(error)")
        #expect(throws: Never.self) { try DeadlineText.parse(said) }
        #expect(throws: DeadlineTextError.self) { try DeadlineText.parse(text, nouns: nil) }
    }

    @Test func `an expression of a deadline stays where it is`() throws {
        let error = try #require(throws: DeadlineTextError.self) {
            try DeadlineText.parse([.text("at the end of "), .expression(0), .text(" at noon")])
        }
        #expect(error.help == "write `end of ${…} at 12:00`")
    }

    @Test(arguments: [
        ("every 31 March", "every year on 31 March"), ("every March 31st", "every year on 31 March"),
        ("31st March", "every year on 31 March"), ("1st April 2013", "1 April 2013"),
        ("on 31/03/2014", "on 2014-03-31"), ("on 31 March", "every year on 31 March"),
        ("monthly on the 15th", "every month on the 15th"), ("annually on 31 March", "every year on 31 March"),
        ("yearly on 1st April", "every year on 1 April"), ("daily at 9am", "every day at 09:00"),
        ("quarterly, or the next working day", "every quarter or the next working day"),
        ("weekly on Monday", "every Monday"), ("on Mondays", "every Monday"),
        ("every two weeks on Tuesday from 2013-04-02", "every 2 weeks on Tuesday from 2013-04-02"),
        ("every two weeks on Tuesday", "every 2 weeks on Tuesday from 2013-04-02"),
        ("every fortnight", "every 2 weeks on Tuesday from 2013-04-02"),
        ("every fortnight on Friday", "every 2 weeks on Friday from 2013-04-02"),
        ("every other Tuesday", "every 2 weeks on Tuesday from 2013-04-02"),
        ("every six months", "every 6 months from 2013-04-02"), ("every business day", "every working day"),
        ("every workday at noon", "every working day at 12:00"), ("every Mon", "every Monday"),
        ("every Mon and Thurs", "every Monday and Thursday"),
        ("every last Friday", "last Friday of every month"),
        ("every 3rd Wed at 14:00", "3rd Wednesday of every month at 14:00"),
        ("every last working day of March", "last working day of March"),
        ("last working day before 31 March", "every year on 30 March or the working day before"),
        ("last working day before 1 April", "1 working day before April starts"),
        ("last working day before every quarter ends", "1 working day before every quarter ends"),
        ("tenth working day after every quarter ends", "10 working days after every quarter ends"),
        ("first working day after every quarter ends", "1 working day after every quarter ends"),
        ("5 calendar days before the period ends", "5 days before the period ends"),
        ("every quarter, or the next working day", "every quarter or the next working day"),
        ("0 9 * * MON-FRI", "cron 0 9 * * MON-FRI"), ("@daily", "cron 0 0 * * *"), ("@yearly", "cron 0 0 1 1 *"),
        ("on the 15th of every month", "the 15th of every month"),
        ("on the last Friday of every month", "the last Friday of every month"),
        ("at the end of every month", "last day of every month"), ("end of March", "last day of March"),
        ("every quarter end", "last day of every quarter"), ("once a quarter", "every quarter"),
        ("every quarter at 9am", "every quarter at 09:00"), ("every Monday at noon", "every Monday at 12:00"),
        ("every day at midnight", "every day at 00:00"),
        ("every Monday at 9:30 and 5pm", "every Monday at 09:30 and 17:00"),
    ])
    func `a recurrence as people write it is refused with what to write`(text: String, said: String) throws {
        let error = try #require(throws: RecurrenceTextError.self) { try Recurrence(parsing: text) }
        #expect(error.help == "write `\(said)`", "\(error)")
        #expect(throws: Never.self) { try Recurrence(parsing: said) }
    }

    @Test func `what may mean two things is answered with both`() throws {
        let error = try #require(throws: RecurrenceTextError.self) { try Recurrence(parsing: "every second Tuesday") }
        #expect(
            error.help == "write `second Tuesday of every month` or `every 2 weeks on Tuesday from 2013-04-02`")
    }

    @Test func `what may mean two things many times over is answered in no time`() {
        let text = Array(repeating: "every second Tuesday", count: 13).joined(separator: " ")
        #expect(throws: RecurrenceTextError.self) { try Recurrence(parsing: text) }
    }

    @Test(arguments: ["every weekday", "every Mnday", "evry quarter", "every quarter from tomorrow", "nonsense"])
    func `where nothing better is known the help is that of the mistake`(text: String) throws {
        let error = try #require(throws: RecurrenceTextError.self) { try Recurrence(parsing: text) }
        #expect(error.help?.isEmpty == false)
    }
}
