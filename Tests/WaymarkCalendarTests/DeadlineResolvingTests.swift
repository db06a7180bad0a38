import Testing
import WaymarkCalendar

struct DeadlineResolvingTests {
    private let calendar: WorkingCalendar

    init() throws {
        calendar = try EnglandCalendar.make()
    }

    private func resolve(
        _ tokens: [DeadlineToken], opened: String, due: String? = nil, anchor: DeadlineAnchorValue? = nil
    ) throws -> String {
        let rule = try DeadlineText.parse(tokens)
        return try rule.resolve(
            opened: try EnglandCalendar.moment(opened), due: try due.map(EnglandCalendar.moment),
            anchors: anchor.map { [0: $0] } ?? [:], calendar: calendar
        ).description
    }

    @Test(arguments: [
        // Friday evening: the first working day after counts as 1.
        ("1 working day", "2013-06-07T19:00:00Z", "2013-06-10T16:00:00Z"),
        ("5 working days", "2013-03-27T10:00:00Z", "2013-04-05T16:00:00Z"),
        ("5 working days", "2013-06-01T10:00:00Z", "2013-06-07T16:00:00Z"),
        ("0 working days", "2013-06-01T10:00:00Z", "2013-06-03T16:00:00Z"),
        ("0 days", "2013-06-01T10:00:00Z", "2013-06-01T16:00:00Z"),
        // Half past midnight in summer is already the next day in London.
        ("1 day", "2013-06-03T23:30:00Z", "2013-06-05T16:00:00Z"),
        ("2 weeks", "2013-03-25T10:00:00Z", "2013-04-08T16:00:00Z"),
        ("1 month", "2013-01-31T10:00:00Z", "2013-02-28T17:00:00Z"),
        ("3 months", "2013-11-30T10:00:00Z", "2014-02-28T17:00:00Z"),
        ("1 year", "2012-02-29T10:00:00Z", "2013-02-28T17:00:00Z"),
        // The clocks go forward on 31 March: hours pass, days end at the close.
        ("36 hours", "2013-03-30T12:00:00Z", "2013-04-01T00:00:00Z"),
        ("1 day", "2013-03-30T12:00:00Z", "2013-03-31T16:00:00Z"),
        ("30 minutes", "2013-03-30T12:00:00Z", "2013-03-30T12:30:00Z"),
        ("10 seconds", "2013-03-30T12:00:00Z", "2013-03-30T12:00:10Z"),
        ("4 working hours", "2013-03-28T15:00:00Z", "2013-04-02T10:00:00Z"),
        ("5 working days at 12:00", "2013-06-03T10:00:00Z", "2013-06-10T11:00:00Z"),
        // A legal day never moves: Easter Monday.
        ("on 1 April", "2013-02-01T10:00:00Z", "2013-04-01T16:00:00Z"),
        ("on 2013-04-01", "2013-02-01T10:00:00Z", "2013-04-01T16:00:00Z"),
        ("on 31 March", "2013-04-01T10:00:00Z", "2014-03-31T16:00:00Z"),
        ("on 31 March", "2013-03-31T10:00:00Z", "2013-03-31T16:00:00Z"),
        ("on 29 February", "2013-01-01T10:00:00Z", "2013-02-28T17:00:00Z"),
        ("on 31 March at 12:00", "2013-02-01T10:00:00Z", "2013-03-31T11:00:00Z"),
        ("5 working days before 31 March", "2013-01-01T10:00:00Z", "2013-03-22T17:00:00Z"),
        ("2013-10-31", "2013-01-01T10:00:00Z", "2013-10-31T17:00:00Z"),
        ("5 working days after 2013-10-31", "2013-01-01T10:00:00Z", "2013-11-07T17:00:00Z"),
        ("2 hours after 2013-10-31", "2013-01-01T10:00:00Z", "2013-10-31T19:00:00Z"),
        ("2 hours before 2013-10-31", "2013-01-01T10:00:00Z", "2013-10-31T07:00:00Z"),
    ])
    func `a deadline without expressions is reckoned`(text: String, opened: String, expected: String) throws {
        #expect(try resolve([.text(text)], opened: opened) == expected)
    }

    @Test(arguments: [
        ("2 working days before due", "2013-06-12T16:00:00Z", "2013-06-10T16:00:00Z"),
        ("3 working days overdue", "2013-06-12T16:00:00Z", "2013-06-17T16:00:00Z"),
        ("0 working days before due", "2013-06-15T16:00:00Z", "2013-06-14T16:00:00Z"),
        ("0 working days overdue", "2013-06-15T16:00:00Z", "2013-06-17T16:00:00Z"),
        ("1 month before due", "2013-03-31T16:00:00Z", "2013-02-28T17:00:00Z"),
        ("3 hours before due", "2013-06-12T16:00:00Z", "2013-06-12T13:00:00Z"),
        ("overdue", "2013-06-12T16:00:00Z", "2013-06-12T16:00:00Z"),
    ])
    func `reminders and escalations are reckoned from the due date`(text: String, due: String, expected: String) throws
    {
        #expect(try resolve([.text(text)], opened: "2013-06-01T10:00:00Z", due: due) == expected)
    }

    @Test(arguments: [
        ("5 working days after ", "", "2013-10-07T16:00:00Z"), ("5 working days before ", "", "2013-06-24T16:00:00Z"),
        ("on ", "", "2013-09-30T16:00:00Z"), ("end of ", "", "2013-09-30T16:00:00Z"),
        ("start of ", "", "2013-06-30T23:00:00Z"), ("start of ", " at 09:00", "2013-07-01T08:00:00Z"),
        ("end of ", " at 12:00", "2013-09-30T11:00:00Z"), ("1 day after start of ", "", "2013-07-02T16:00:00Z"),
        ("2 working days before end of ", "", "2013-09-26T16:00:00Z"),
        ("1 hour after start of ", "", "2013-07-01T00:00:00Z"),
        ("2 hours after ", "", "2013-09-30T18:00:00Z"), ("1 hour before end of ", "", "2013-09-30T15:00:00Z"),
        ("1 hour before ", "", "2013-07-01T07:00:00Z"),
    ])
    func `a period counts from its end, or back from its start`(before: String, after: String, expected: String) throws
    {
        let quarter = try #require(Period("2013-14-Q2"))
        let tokens: [DeadlineToken] = [.text(before), .expression(0), .text(after)]
        #expect(try resolve(tokens, opened: "2013-06-01T10:00:00Z", anchor: .period(quarter)) == expected)
    }

    @Test func `days and moments serve as anchors`() throws {
        let day = DeadlineAnchorValue.date(try EnglandCalendar.day("2013-06-08"))
        let moment = DeadlineAnchorValue.instant(try EnglandCalendar.moment("2013-06-08T23:30:00Z"))
        let opened = "2013-06-01T10:00:00Z"
        func reckon(_ text: String, _ anchor: DeadlineAnchorValue, _ after: String = "") throws -> String {
            try resolve([.text(text), .expression(0), .text(after)], opened: opened, anchor: anchor)
        }
        #expect(try reckon("on ", day) == "2013-06-08T16:00:00Z")
        #expect(try reckon("1 working day after ", day) == "2013-06-10T16:00:00Z")
        #expect(try reckon("1 working day before ", day) == "2013-06-07T16:00:00Z")
        #expect(try reckon("start of ", day) == "2013-06-07T23:00:00Z")
        #expect(try reckon("on ", moment) == "2013-06-08T23:30:00Z")
        #expect(try reckon("on ", moment, " at 12:00") == "2013-06-09T11:00:00Z")
        #expect(try reckon("end of ", moment) == "2013-06-09T16:00:00Z")
        #expect(try reckon("2 hours after ", moment) == "2013-06-09T01:30:00Z")
        #expect(try reckon("1 day after ", moment) == "2013-06-10T16:00:00Z")
    }

    @Test func `a missing anchor, and an answer outside the years, are said`() throws {
        let opened = "2013-06-01T10:00:00Z"
        func code(_ tokens: [DeadlineToken]) -> CalendarError.Code? {
            #expect(throws: CalendarError.self) { _ = try resolve(tokens, opened: opened) }?.code
        }
        #expect(code([.text("2 days before due")]) == .missingAnchor)
        #expect(code([.text("2 days after "), .expression(0)]) == .missingAnchor)
        #expect(code([.text("1000 working days")]) == .outsideYears)
        #expect(code([.text("9000 working hours")]) == .outsideYears)
        #expect(code([.text("10000 years")]) == .outsideYears)
        #expect(try resolve([.text("100 years")], opened: opened) == "2113-06-01T17:00:00Z")
    }
}
