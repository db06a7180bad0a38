import Testing
import WaymarkCalendar
import WaymarkSchedules

@Suite struct ScheduleOccurrencesTests {
    private func days(_ rules: [ScheduleRule], _ from: String, _ through: String) throws -> [String] {
        let zone = try ScheduleFixture.calendar().zone
        return try rules.occurrences(
            from: try ScheduleFixture.day(from), through: try ScheduleFixture.day(through), zone: zone
        ).map {
            $0.date.description
        }
    }

    @Test func `A quarter's round opens on the first working day, covers the quarter before and is held in its own`()
        throws
    {
        let rule = try ScheduleFixture.rule("every quarter or the next working day")
        let zone = try ScheduleFixture.calendar().zone
        let found = try [rule].occurrences(
            from: try ScheduleFixture.day("2013-03-01"), through: try ScheduleFixture.day("2014-03-31"), zone: zone)
        #expect(found.map(\.date.description) == ["2013-04-02", "2013-07-01", "2013-10-01", "2014-01-02"])
        #expect(found.map { $0.covers?.label } == ["2012-13-Q4", "2013-14-Q1", "2013-14-Q2", "2013-14-Q3"])
        #expect(found.map { $0.held?.label } == ["2013-14-Q1", "2013-14-Q2", "2013-14-Q3", "2013-14-Q4"])
        #expect(found.map { $0.movedFrom?.description } == ["2013-04-01", nil, nil, "2014-01-01"])
    }

    @Test func `Each rule counts for its own days, and what it moves past its end is not lost`() throws {
        let monthly = try ScheduleFixture.rule(
            "every month or the next working day", from: "2013-04-01", until: "2013-06-01")
        let quarterly = try ScheduleFixture.rule("every quarter or the next working day", from: "2013-06-02")
        // 1 June is a Saturday, and so Monday the 3rd.
        #expect(
            try days([monthly, quarterly], "2013-01-01", "2013-12-31") == [
                "2013-04-02", "2013-05-01", "2013-06-03", "2013-07-01", "2013-10-01",
            ])
    }

    @Test func `Single days are added and left out`() throws {
        let rule = try ScheduleFixture.rule(
            "every month", except: ["2013-06-01"], also: "on 15 June 2013 and 1 July 2013")
        #expect(try days([rule], "2013-05-01", "2013-07-31") == ["2013-05-01", "2013-06-15", "2013-07-01"])
    }

    @Test func `A period of another kind is covered where the schedule says so`() throws {
        let zone = try ScheduleFixture.calendar().zone
        func covers(_ period: Period.Kind?) throws -> String? {
            let rule = try ScheduleFixture.rule("every year on 30 April", period: period)
            return try [rule].occurrences(
                from: try ScheduleFixture.day("2014-04-01"), through: try ScheduleFixture.day("2014-04-30"), zone: zone)[
                    0
                ].covers?.label
        }
        #expect(try covers(nil) == nil)
        #expect(try covers(.year) == "2013-14")
        #expect(try ScheduleFixture.rule("first working day of March").coversPeriods == false)
        #expect(try ScheduleFixture.rule("every quarter").coversPeriods)
    }

    @Test func `Found one by one they are the same as found together`() throws {
        let rules = [
            try ScheduleFixture.rule("every Monday at 01:30", until: "2013-11-30"),
            try ScheduleFixture.rule("every working day at 09:00 and 17:00", from: "2013-10-20", until: "2014-02-28"),
            try ScheduleFixture.rule("last working day of every month", except: ["2013-12-31"]),
        ]
        let start = try ScheduleFixture.moment("2013-10-01T00:00:00Z")
        let end = try ScheduleFixture.moment("2014-06-01T00:00:00Z")
        var one: [ScheduleOccurrence] = []
        var occurrences = rules.occurrences(from: start)
        while let next = try occurrences.next(), next.instant < end { one.append(next) }
        #expect(one.count > 150)
        #expect(one == (try rules.occurrences(in: start..<end)))
        #expect(zip(one, one.dropFirst()).allSatisfy { $0.instant < $1.instant })
    }

    @Test func `At the end of the calendar what is known comes first, and then the fault`() throws {
        var occurrences = [try ScheduleFixture.rule("last working day of every month")].occurrences(
            from: try ScheduleFixture.moment("2014-11-01T00:00:00Z"))
        #expect(try occurrences.next()?.date.description == "2014-11-28")
        #expect(try occurrences.next()?.date.description == "2014-12-31")
        let error = #expect(throws: CalendarError.self) { try occurrences.next() }
        #expect(error?.code == .outsideYears)
    }

    // MARK: - Long closures

    /// A house that is closed from 10 October to 1 December 2026.
    private func closedRule(_ text: String, from: String? = nil, until: String? = nil) throws -> ScheduleRule {
        let first = try ScheduleFixture.day("2026-10-10").daysSinceEpoch
        let last = try ScheduleFixture.day("2026-12-01").daysSinceEpoch
        let calendar = try WorkingCalendar(
            name: "house", zone: ZoneTable(identifier: "Europe/London"), years: 2026...2027,
            holidays: (first...last).map { Holiday(date: LocalDate(daysSinceEpoch: $0), title: "Closed") })
        return ScheduleRule(
            recurrence: try Recurrence(parsing: text), setting: RecurrenceSetting(calendar: calendar),
            from: try from.map { try ScheduleFixture.day($0) }, until: try until.map { try ScheduleFixture.day($0) })
    }

    @Test(
        arguments: [
            ("every year on 10 October or the next working day", nil, "2026-10-15", "2026-12-02"),
            ("every year on 30 November or the working day before", "2026-11-20", nil, "2026-10-09"),
        ] as [(String, String?, String?, String)])
    func `What a long closure moves past the days of its rule is in the preview, the list and the plan`(
        text: String, from: String?, until: String?, day: String
    ) throws {
        let rules = [try closedRule(text, from: from, until: until)]
        let calendar = rules[0].setting.calendar
        let expected = calendar.open(of: try ScheduleFixture.day(day))
        let preview = try rules.occurrences(
            from: try ScheduleFixture.day("2026-01-01"), through: try ScheduleFixture.day("2026-12-31"),
            zone: calendar.zone)
        #expect(preview.map(\.instant) == [expected])
        for asked in ["2026-01-01", "2026-10-01", "2026-10-09", "2026-11-20", "2026-12-01"] where asked <= day {
            let start = try ScheduleFixture.moment("\(asked)T00:00:00Z")
            #expect(try rules.next(from: start)?.instant == expected, "asked on \(asked)")
            let plan = try SchedulePlan(
                of: ScheduleFixture.schedule(rules), from: start, now: expected
            ) { _ in false }
            #expect(plan.steps.map(\.occurrence.instant) == [expected], "planned from \(asked)")
        }
    }

    @Test func `More occurrences than one answer holds are refused`() throws {
        let rule = try closedRule("cron * * * * *")
        let start = try ScheduleFixture.day("2026-01-01")
        let zone = rule.setting.calendar.zone
        let most = WaymarkCalendar.Limits.occurrencesMax
        let end = zone.instant(of: start, .midnight).adding(seconds: Int64(most) * 60)
        #expect(try [rule].occurrences(in: zone.instant(of: start, .midnight)..<end).count == most)
        let failure = #expect(throws: CalendarError.self) {
            try [rule].occurrences(in: zone.instant(of: start, .midnight)..<end.adding(seconds: 60))
        }
        #expect(failure?.code == .tooManyOccurrences)
    }

    /// How a day is counted from the start or the end of every quarter, with how many working days.
    private static let counts = [
        "after every quarter ends", "before every quarter ends", "after every quarter starts",
        "before every quarter starts",
    ].flatMap { words in [5, 20, 70, 300].map { (words, $0) } }

    @Test(arguments: counts) func `What is counted from before the calendar is left out, and all else is found`(
        words: String, count: Int
    ) throws {
        let calendar = try ScheduleFixture.calendar()
        var expected: [LocalDate] = []
        var quarter = Period(.quarter, containing: try ScheduleFixture.day("2010-01-01"))
        while quarter.start < (try ScheduleFixture.day("2018-01-01")) {
            let edge = words.hasSuffix("ends") ? quarter.end : quarter.start
            let day = try? calendar.adding(
                workingDays: words.hasPrefix("before") ? -count : count, to: edge, from: .strict)
            if let day { expected.append(day) }
            quarter = quarter.next
        }
        #expect(expected.count > 2)
        let rule = try ScheduleFixture.rule("\(count) working days \(words)")
        var known = [rule].knownOccurrences(from: calendar.zone.instant(of: calendar.firstDate, .midnight))
        var found: [LocalDate] = []
        while let next = try? known.next() { found.append(next.date) }
        #expect(found == expected)
    }
}
