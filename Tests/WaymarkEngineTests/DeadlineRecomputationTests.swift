import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

/// A calendar is corrected while cases are open: what has still to come moves, what has happened stays.
@Suite struct DeadlineRecomputationTests {
    private static let asked = """
          - id: asked
            uses: lab.ask
            role: head
            due: 5 working days
            remind: [4 working days before due, 2 working days before due]
            escalate: [ { after: 1 working day overdue, to: inspector } ]
        """

    /// Noon of a day in October 2013; the 1st is a Tuesday.
    private static func october(_ day: Int, _ hour: Int = 12) -> Instant {
        Trial.start.adding(seconds: Int64((day - 1) * 86_400 + (hour - 9) * 3600))
    }

    private static func text(_ moved: MovedMoment) -> String {
        let moments = [moved.from, moved.to].map { $0.map { String($0.description.dropLast(4)) } ?? "never" }
        return "\(moved.step) \(moved.kind.rawValue) \(moved.index): \(moments.joined(separator: " to "))"
    }

    private static func moved(_ events: [Event]) -> [String] {
        let moved = events.flatMap { event -> [MovedMoment] in
            if case .deadlinesRecomputed(let event) = event { event.moved } else { [] }
        }
        return moved.map(text)
    }

    private func task(_ trial: Trial) throws -> TaskState { try #require(trial.state?.tasks.first?.task) }

    @Test func `A case says under which calendar it began, and a case of before says none`() throws {
        let calendar = try Trial.calendar(["2013-10-07"])
        let trial = try Trial(Self.asked, calendar: calendar)
        guard case .caseStarted(let began)? = trial.events.first else { throw TrialFailure(["no beginning"]) }
        #expect(began.calendar == "trial")
        #expect(began.calendarHash == calendar.contentHash.description)
        #expect(began.calendarHash != (try Trial.calendar()).contentHash.description)
        #expect(trial.events.first?.version == 2)
        // The state of the case is the same whether or not the fact says it.
        var before = began
        before.calendar = nil
        before.calendarHash = nil
        let old = try Event(type: "case_started", version: 1, bytes: before.bytes)
        #expect(old == .caseStarted(before))
        var (first, second) = (CaseState(), CaseState())
        first.apply(old)
        second.apply(.caseStarted(began))
        #expect(CaseSnapshot.bytes(of: first) == CaseSnapshot.bytes(of: second))
    }

    @Test func `A new holiday moves the deadline, and what has still to come of its reminders and ladder`() throws {
        var trial = try Trial(Self.asked)
        try trial.pass(to: Self.october(3))
        let history = trial.events
        let events = try trial.correct(try Trial.calendar(["2013-10-07"]))
        #expect(
            Self.moved(events) == [
                "asked due 0: 2013-10-08T17:00 to 2013-10-09T17:00",
                "asked rung 0: 2013-10-09T17:00 to 2013-10-10T17:00",
            ])
        guard case .deadlinesRecomputed(let event)? = events.first else { throw TrialFailure(["no such fact"]) }
        #expect(event.by == "cyd" && event.at == Self.october(3) && event.reason == "a holiday was announced")
        #expect(event.calendarHash == (try Trial.calendar(["2013-10-07"])).contentHash.description)
        #expect(Array(trial.events.prefix(history.count)) == history, "history stays as it was")
        #expect(try task(trial).dueAt == Self.october(9, 17))
        try trial.pass(to: Self.october(9))
        #expect(try !task(trial).isLate)
        try trial.pass(to: Self.october(10))
        #expect(try task(trial).isLate)
        #expect(trial.events.count { if case .taskReminded = $0 { true } else { false } } == 2)
        #expect(trial.events.count { if case .taskLate = $0 { true } else { false } } == 1)
        try FoldingTests.check(trial)
    }

    @Test func `A reminder that has been sent is not sent again, whatever the deadline does`() throws {
        var trial = try Trial(Self.asked)
        try trial.pass(to: Self.october(5))
        #expect(trial.events.count { if case .taskReminded = $0 { true } else { false } } == 2)
        try trial.correct(try Trial.calendar(["2013-10-07", "2013-10-08", "2013-10-09"]))
        try trial.pass(to: Self.october(11))
        #expect(trial.events.count { if case .taskReminded = $0 { true } else { false } } == 2)
        #expect(try task(trial).dueAt == Self.october(11, 17))
    }

    @Test func `A deadline that moves into the past makes its task late at once`() throws {
        var trial = try Trial(Self.asked, calendar: try Trial.calendar(["2013-10-07"]))
        try trial.pass(to: Self.october(9))
        #expect(try task(trial).isLate == false)
        let events = try trial.correct(try Trial.calendar())
        #expect(Self.moved(events).first == "asked due 0: 2013-10-09T17:00 to 2013-10-08T17:00")
        try trial.pass(to: Self.october(9))
        #expect(try task(trial).isLate)
        #expect(trial.state?.status == .open, "late is not ended")
        try FoldingTests.check(trial)
    }

    @Test func `A late task whose deadline now lies ahead is late no more, and may be late again`() throws {
        var trial = try Trial(Self.asked)
        try trial.pass(to: Self.october(8, 18))
        _ = try trial.perform(.claimTask(task: try trial.task("asked")), by: trial.person("ann"))
        #expect(try task(trial).isLate)
        let events = try trial.correct(try Trial.calendar(["2013-10-07"]))
        #expect(
            Self.moved(events) == [
                "asked due 0: 2013-10-08T17:00 to 2013-10-09T17:00",
                "asked rung 0: 2013-10-09T17:00 to 2013-10-10T17:00",
            ])
        #expect(try !task(trial).isLate)
        #expect(try task(trial).assignee == "ann", "what people have done with it stays")
        try trial.pass(to: Self.october(9, 18))
        #expect(try task(trial).isLate)
        #expect(trial.events.count { if case .taskLate = $0 { true } else { false } } == 2)
        try FoldingTests.check(trial)
    }

    @Test func `A late task whose deadline moves but stays behind is late as before, and no timer fires twice`() throws
    {
        var trial = try Trial(Self.asked)
        try trial.pass(to: Self.october(16))
        let rung = try task(trial).rung
        #expect(rung == 1)
        let events = try trial.correct(try Trial.calendar(["2013-10-07"]))
        #expect(Self.moved(events) == ["asked due 0: 2013-10-08T17:00 to 2013-10-09T17:00"])
        #expect(try task(trial).isLate && task(trial).rung == 1)
        #expect(trial.state?.timers.isEmpty == true)
        try FoldingTests.check(trial)
    }

    @Test func `Silence that the definition lets decide decides at the corrected moment`() throws {
        var trial = try Trial(
            "  - { id: asked, uses: lab.ask, role: head, due: 5 working days, when_overdue: continue }")
        try trial.correct(try Trial.calendar(["2013-10-07"]))
        try trial.pass(to: Self.october(8, 18))
        #expect(trial.state?.status == .open)
        try trial.pass(to: Self.october(9, 18))
        #expect(trial.state?.status == .completed)
    }

    @Test func `Waits, time limits and what is hidden until a day move as well`() throws {
        let steps = """
              - id: together
                parallel:
                  pause: [ { id: pause, wait: { for: 5 working days } } ]
                  news: [ { id: news, wait: { message: news }, timeout: 5 working days } ]
                  hidden:
                    - { id: judged, uses: lab.judge, role: head, due: 5 working days, hide_until: 1 working day after due, timeout: 10 working days }
            """
        var trial = try Trial(steps, header: "messages: { news: { text: text } }")
        let events = try trial.correct(try Trial.calendar(["2013-10-07"]))
        #expect(
            Self.moved(events).sorted() == [
                "judged due 0: 2013-10-08T17:00 to 2013-10-09T17:00",
                "judged hide 0: 2013-10-09T17:00 to 2013-10-10T17:00",
                "judged timeout 0: 2013-10-15T17:00 to 2013-10-16T17:00",
                "news timeout 0: 2013-10-08T17:00 to 2013-10-09T17:00",
                "pause wait 0: 2013-10-08T17:00 to 2013-10-09T17:00",
            ])
        try FoldingTests.check(trial)
        try trial.pass(to: Self.october(8, 18))
        #expect(!trial.done.contains("pause"))
        try trial.pass(to: Self.october(9, 18))
        #expect(trial.done.contains("pause") && trial.done.contains("news"))
    }

    @Test func `Nothing is recorded where everything comes out as it was, so twice is once`() throws {
        var trial = try Trial(Self.asked)
        #expect(try trial.correct(try Trial.calendar()).isEmpty)
        #expect(try trial.correct(try Trial.calendar(["2013-12-25"])).isEmpty, "the holiday lies beyond the deadline")
        #expect(try trial.correct(try Trial.calendar(["2013-10-07"])).count == 1)
        #expect(try trial.correct(try Trial.calendar(["2013-10-07"])).isEmpty)
        #expect(try trial.correct(try Trial.calendar()).count == 1, "and back again")
        #expect(try task(trial).dueAt == Self.october(8, 17))
    }

    @Test func `A case that has moved on or ended, and a calendar without a reason, are refused`() throws {
        var trial = try Trial(Self.asked)
        let calendar = try Trial.calendar(["2013-10-07"])
        #expect(throws: Rejection.self) { try trial.correct(calendar, revision: 1) }
        #expect(throws: Rejection.self) { try trial.correct(calendar, reason: " ") }
        try trial.answer("asked")
        let rejection = #expect(throws: Rejection.self) { try trial.correct(calendar) }
        #expect(rejection?.code == .notOpen)
    }

    @Test func `What the calendar cannot reckon stays as it is, and is named`() throws {
        var trial = try Trial("  - { id: asked, uses: lab.ask, role: head, due: 80 working days }")
        let before = try task(trial).dueAt
        trial.calendar = try Trial.calendar(["2013-10-07"], years: 2013...2013)
        let recomputation = try trial.recomputation()
        #expect(recomputation.moved.isEmpty)
        #expect(recomputation.kept.count == 1)
        #expect(try trial.correct(try Trial.calendar(["2013-10-07"], years: 2013...2013)).isEmpty)
        #expect(try task(trial).dueAt == before)
    }

    @Test func `Calendars have one hash when they say the same of every day, whatever they call it`() throws {
        let named = try WorkingCalendar(
            name: "other", zone: .utc, openingTime: .midnight,
            closingTime: LocalTime(hour: 17, minute: 0, second: 0) ?? .midnight, years: 2013...2014,
            holidays: [Holiday(date: try #require(LocalDate("2013-10-07")), title: "Founders' day")])
        #expect(named.contentHash == (try Trial.calendar(["2013-10-07"])).contentHash)
        #expect(try Trial.calendar(["2013-10-07"]).contentHash != Trial.calendar(["2013-10-08"]).contentHash)
        #expect(try Trial.calendar().contentHash != Trial.calendar(years: 2013...2013).contentHash)
    }
}
