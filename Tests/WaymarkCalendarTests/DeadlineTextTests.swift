import Testing
import WaymarkCalendar

struct DeadlineTextTests {
    /// Each `{n}` stands for an expression.
    private static func tokens(_ text: String) -> [DeadlineToken] {
        var tokens: [DeadlineToken] = []
        for (place, piece) in text.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            guard place > 0 else {
                if !piece.isEmpty { tokens.append(.text(String(piece))) }
                continue
            }
            let parts = piece.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
            tokens.append(.expression(Int(parts[0]) ?? -1))
            if parts.count > 1, !parts[1].isEmpty { tokens.append(.text(String(parts[1]))) }
        }
        return tokens
    }

    @Test(arguments: [
        ("5 working days", "5 working days"), ("1 Working Day", "1 working day"), ("2 weeks", "2 weeks"),
        ("3 months", "3 months"), ("1 day", "1 day"), ("4 working hours", "4 working hours"), ("36 hours", "36 hours"),
        ("30 minutes", "30 minutes"), ("10 seconds", "10 seconds"), ("2 years", "2 years"), ("0 days", "0 days"),
        ("P5D", "5 days"), ("PT4H", "4 hours"), ("P2W", "2 weeks"), ("P1Y6M", "18 months"), ("PT1H30M", "90 minutes"),
        ("P1W2D", "9 days"), ("PT1M5S", "65 seconds"), ("PT1H60M", "2 hours"), ("P1Y", "1 year"), ("P3M", "3 months"),
        ("10 working days after {0}", "10 working days after ${0}"), ("2 weeks from {1}", "2 weeks after ${1}"),
        ("10 working days before {0}", "10 working days before ${0}"), ("2 days after opened", "2 days"),
        ("5 days from start", "5 days"), ("5 days after start of {0}", "5 days after start of ${0}"),
        ("5 days before end of {0}", "5 days before end of ${0}"), ("P5D after 2013-10-31", "5 days after 2013-10-31"),
        ("5 days before 31 March", "5 days before 31 March"),
        ("2 working days before due", "2 working days before due"),
        ("3 working days overdue", "3 working days overdue"), ("3 hours after due", "3 hours overdue"),
        ("overdue", "overdue"), ("on 31 March", "on 31 March"), ("by 31 mar", "on 31 March"),
        ("31 March 2014", "on 2014-03-31"), ("on 29 February", "on 29 February"), ("on {0}", "on ${0}"),
        ("by {0}", "on ${0}"), ("{0}", "on ${0}"), ("2013-10-31", "on 2013-10-31"), ("on 2013-10-31", "on 2013-10-31"),
        ("end of {0}", "end of ${0}"), ("start of {0}", "start of ${0}"), ("by end of {0}", "end of ${0}"),
        ("the end of {0}", "end of ${0}"), ("by the end of {0}", "end of ${0}"),
        ("10 working days before the end of {0}", "10 working days before end of ${0}"),
        ("end of {0} at 12:00", "end of ${0} at 12:00"), ("on 31 March at 09:30", "on 31 March at 09:30"),
        ("5 working days at 12:00", "5 working days at 12:00"), ("  5\tworking \n days ", "5 working days"),
        ("{0} at 12:00", "on ${0} at 12:00"),
    ])
    func `a deadline is read, and printed as people write it`(text: String, printed: String) throws {
        let rule = try DeadlineText.parse(Self.tokens(text))
        #expect(rule.description == printed)
        let again = try DeadlineText.parse(Self.tokens(printed.replacing("${", with: "{")))
        #expect(again == rule)
    }

    @Test func `a rule knows what it rests on, and prints the sources of its expressions`() throws {
        let rule = try DeadlineText.parse([.text("10 working days after "), .expression(0)])
        #expect(rule.description(expressions: ["inputs.quarter.end"]) == "10 working days after ${inputs.quarter.end}")
        #expect(rule.expressionIndex == 0)
        #expect(rule.countsWorkingTime)
        #expect(!rule.dependsOnDue)
        let reminder = try DeadlineText.parse("2 weeks before due")
        #expect(reminder.dependsOnDue)
        #expect(!reminder.countsWorkingTime)
        #expect(reminder.expressionIndex == nil)
        #expect(DeadlineRule().description == "at once")
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var text: String
        /// The word at which the fault lies; empty for the end of the text.
        var place: String
        var message: String
        var help: String

        init(_ text: String, _ place: String, _ message: String, _ help: String) {
            self.text = text
            self.place = place
            self.message = message
            self.help = help
        }

        var testDescription: String { text }
    }

    @Test(arguments: [
        Fault("5 workng days", "workng", "is no unit of time", "did you mean `working`?"),
        Fault("5 business days", "business", "is no unit of time", "write `5 working days`"),
        Fault("5 working dais", "dais", "must follow `working`", "did you mean `days`?"),
        Fault("5 working weeks", "weeks", "must follow `working`", "5 working days"),
        Fault("5 working", "", "must follow `working`, not the end", "5 working days"),
        Fault("5 fortnights", "fortnights", "is no unit of time", "2 weeks"),
        Fault("5", "", "a unit must follow the number 5", "5 working days"),
        Fault("5days", "5days", "runs a number and a unit together", "`5 days`"),
        Fault("two weeks", "two", "written in digits", "write `2 weeks`"),
        Fault("1.5 hours", "1.5", "is not a date, an expression or an amount", "`90 minutes`"),
        Fault("5 days affter 2013-10-31", "affter", "cannot follow", "did you mean `after`?"),
        Fault("5 days after", "", "must follow", "write"),
        Fault("5 days after tomorrow", "tomorrow", "is not a date", "write"),
        Fault("5 days before opened", "opened", "before its step opens", "before due"),
        Fault("5 hours at 12:00", "at", "only a deadline in days", "leave out `at 12:00`"),
        Fault("overdue at 12:00", "at", "only a deadline in days", "leave out"),
        Fault("on 31 March at 9:30", "9:30", "is not a time of day", "09:30"),
        Fault("on 31 March at", "", "a time must follow", "at 12:00"),
        Fault("on 31 April", "31", "April has no day 31", ""),
        Fault("on 30 February 2014", "30", "there is no day 30 February 2014", ""),
        Fault("on 31 Marhc", "Marhc", "a month must follow the day", "did you mean `March`?"),
        Fault("31 Marck", "Marck", "is no unit of time", "did you mean `March`?"),
        Fault("on 2013-02-30", "2013-02-30", "there is no day 2013-02-30", "year-month-day"),
        Fault("end of quarter", "quarter", "an expression must follow", "end of ${inputs.quarter}"),
        Fault("end", "", "`of` must follow `end`", "end of ${inputs.quarter}"),
        Fault("due", "due", "must follow an amount of time", "2 working days before due"),
        Fault("5 days before du", "du", "is not a date", ""),
        Fault("P1DT12H", "P1DT12H", "mixes units", "PT36H"),
        Fault("P1M2D", "P1M2D", "mixes units", "months alone"),
        Fault("PT", "PT", "is not an ISO 8601 duration", "P5D"),
        Fault("P5X", "P5X", "is not an ISO 8601 duration", "P5D"),
        Fault("P1D2Y", "P1D2Y", "is not an ISO 8601 duration", "P5D"),
        Fault("P1DT", "P1DT", "is not an ISO 8601 duration", "P5D"),
        Fault("5 days 3", "3", "cannot follow", "write"),
        Fault("99999999999999999999 days", "99999999999999999999", "is more than 10000", "larger unit"),
        Fault("", "", "is empty", "write"),
        Fault("   ", "", "is empty", "write"),
    ])
    func `a mistake is placed at its word, with what to write instead`(fault: Fault) throws {
        let error = try #require(throws: DeadlineTextError.self) { try DeadlineText.parse(fault.text) }
        let scalars = Array(fault.text.unicodeScalars)
        let place = scalars[error.offset..<(error.offset + error.length)].map(String.init).joined()
        #expect(place == fault.place)
        #expect(error.message.contains(fault.message), "\(error)")
        #expect((error.help ?? "").contains(fault.help), "\(error)")
    }

    @Test func `a mistake names its segment`() throws {
        let tokens: [DeadlineToken] = [.text("5 days after "), .expression(0), .text(" o'clock")]
        let error = try #require(throws: DeadlineTextError.self) { try DeadlineText.parse(tokens) }
        #expect([error.segment, error.offset, error.length] == [2, 1, 7])
        let twice = try #require(throws: DeadlineTextError.self) {
            try DeadlineText.parse([.expression(0), .expression(1)])
        }
        #expect([twice.segment, twice.offset, twice.length] == [1, 0, 0])
        let counted = try #require(throws: DeadlineTextError.self) {
            try DeadlineText.parse([.text("5 "), .expression(0)])
        }
        #expect(counted.segment == 1)
    }

    @Test func `the amount and the length of the text are limited`() throws {
        let most = Limits.deadlineAmountMax
        #expect(try DeadlineText.parse("\(most) days").amount?.count == most)
        #expect(throws: DeadlineTextError.self) { try DeadlineText.parse("\(most + 1) days") }
        #expect(throws: DeadlineTextError.self) { try DeadlineText.parse("P\(most + 1)D") }
        let padding = String(repeating: " ", count: Limits.deadlineScalarsMax - 6)
        #expect(try DeadlineText.parse(padding + "5 days").amount?.count == 5)
        #expect(throws: DeadlineTextError.self) { try DeadlineText.parse(padding + " 5 days") }
    }

    @Test func `no jumble of words crashes the reader`() {
        let pieces = [
            "5", "31", "working", "days", "hours", "march", "after", "before", "due", "overdue", "on", "by", "end",
            "of",
            "start", "at", "12:00", "2013-10-31", "P5D", "PT", "é", "٣", "99999999999", "",
        ]
        var seed: UInt64 = 42
        for _ in 0..<20_000 {
            var tokens: [DeadlineToken] = []
            for _ in 0..<6 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let pick = Int(seed >> 33) % (pieces.count + 2)
                tokens.append(pick < pieces.count ? .text(pieces[pick] + " ") : .expression(pick))
            }
            guard let rule = try? DeadlineText.parse(tokens) else { continue }
            let printed = Self.tokens(rule.description.replacing("${", with: "{"))
            #expect((try? DeadlineText.parse(printed)) == rule, "\(tokens)")
        }
    }

    @Test(
        arguments: [
            ("30 seconds", 30_000, "30 seconds"), ("PT30S", 30_000, "30 seconds"), ("5 minutes", 300_000, "5 minutes"),
            ("90 minutes", 5_400_000, "90 minutes"), ("1 day", 86_400_000, "1 day"),
            ("2 weeks", 1_209_600_000, "14 days"),
            ("0 seconds", 0, "0 seconds"), ("60 seconds", 60_000, "1 minute"),
        ] as [(String, Int64, String)])
    func `a pause is read and printed`(text: String, milliseconds: Int64, printed: String) throws {
        let span = try ElapsedSpan(parsing: text)
        #expect(span.milliseconds == milliseconds)
        #expect(span.description == printed)
    }

    @Test(arguments: [
        ("1 month", "1 month is not always"), ("1 working day", "1 working day is not always"),
        ("2 years", "2 years are not always"),
    ])
    func `one is not always, and two are not always`(text: String, message: String) throws {
        let error = try #require(throws: DeadlineTextError.self) { try ElapsedSpan(parsing: text) }
        #expect(error.message.hasPrefix(message))
    }

    @Test(arguments: ["5 working days", "1 month", "P1Y", "5 days after due", "tomorrow", "", "30"])
    func `what is no pause is refused`(text: String) {
        #expect(throws: DeadlineTextError.self) { try ElapsedSpan(parsing: text) }
    }

    @Test func `Working days may have the name that the calendar gives them`() throws {
        let rule = try DeadlineText.parse("20 school days before due", nouns: ["school"])
        #expect(rule.amount?.unit == .workingDays && rule.description == "20 school days before due")
        #expect(try DeadlineText.parse("1 school day", nouns: ["school"]).description == "1 school day")
        #expect(try DeadlineText.parse("20 working days", nouns: ["school"]).amount?.noun == nil)
        #expect(try DeadlineText.parse("3 court days overdue", nouns: nil).amount?.noun == "court")
        let unknown = #expect(throws: DeadlineTextError.self) { try DeadlineText.parse("20 school days") }
        #expect(
            unknown?.description
                == "\"school\" is no unit of time; write `20 working days`, or have the calendar say `working_day: school day`"
        )
        let near = #expect(throws: DeadlineTextError.self) {
            try DeadlineText.parse("20 shcool days", nouns: ["school"])
        }
        #expect(near?.help == "did you mean `school`?")
        #expect(throws: DeadlineTextError.self) { try DeadlineText.parse("20 school weeks", nouns: ["school"]) }
        for typo in ["20 business days", "20 calendar days", "5 wroking days"] {
            #expect(throws: DeadlineTextError.self) { try DeadlineText.parse(typo, nouns: nil) }
        }
    }

    @Test func `A deadline is told in the days of its calendar`() throws {
        var calendar = try WorkingCalendar(name: "school", zone: .utc, years: 2013...2014)
        calendar.dayNoun = "school"
        let now = try #require(Instant("2013-10-01T09:00:00Z"))
        let due = try #require(Instant("2013-10-08T17:00:00Z"))
        #expect(DeadlineWording(calendar: calendar).describe(due, now: now) == "due in 5 school days")
    }
}
