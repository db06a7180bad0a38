import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

/// Conditions that read the date come to hold by themselves, when the day begins.
@Suite struct DayTests {
    private static let wait = "  - { id: pause, wait: { condition: today >= date(\"2013-10-04\") } }"

    /// A calendar in the zone of London, where summer time ends on Sunday 27 October 2013.
    private static func london(_ holidays: [String] = []) throws -> WorkingCalendar {
        try WorkingCalendar(
            name: "london", zone: try ZoneTable(identifier: "Europe/London"), weekend: [.saturday, .sunday],
            openingTime: .midnight, closingTime: LocalTime(hour: 17, minute: 0, second: 0) ?? .midnight,
            years: 2013...2014, holidays: holidays.compactMap { LocalDate($0) }.map { Holiday(date: $0, title: "Free") }
        )
    }

    private func moment(_ text: String) throws -> Instant { try #require(Instant(text)) }

    private func awaited(_ trial: Trial) -> [Instant] {
        trial.state?.timers.values.filter { $0.purpose == .day }.map(\.at).sorted() ?? []
    }

    private func isDone(_ trial: Trial) -> Bool { trial.state?.status == .completed }

    // MARK: - Waits

    @Test func `A wait ends when the day begins on which its condition holds, and no command is needed`() throws {
        var trial = try Trial(Self.wait)
        #expect(try awaited(trial) == [moment("2013-10-02T00:00:00Z")])
        try trial.pass(to: try moment("2013-10-03T23:59:59Z"))
        #expect(try !isDone(trial) && awaited(trial) == [moment("2013-10-04T00:00:00Z")])
        try FoldingTests.check(trial)
        try trial.pass(to: try moment("2013-10-04T00:00:00Z"))
        #expect(isDone(trial))
        try FoldingTests.check(trial)
    }

    @Test func `The day begins in the calendar's zone, also where the clock changes`() throws {
        var trial = try Trial(
            "  - { id: pause, wait: { condition: today >= date(\"2013-10-28\") } }",
            start: try moment("2013-10-26T09:00:00Z"), calendar: try Self.london())
        #expect(try awaited(trial) == [moment("2013-10-26T23:00:00Z")], "midnight of summer time")
        try trial.pass(to: try moment("2013-10-26T23:00:00Z"))
        #expect(try awaited(trial) == [moment("2013-10-28T00:00:00Z")], "a day of twenty-five hours")
        try trial.pass(to: try moment("2013-10-27T23:59:59Z"))
        #expect(!isDone(trial))
        try trial.pass(to: try moment("2013-10-28T00:00:00Z"))
        #expect(isDone(trial))
    }

    @Test func `Working days count over a bank holiday, and the condition is asked on it as well`() throws {
        var trial = try Trial(
            "  - id: pause\n    wait: { condition: 'today >= add_working_days(date(\"2013-08-22\"), 2)' }",
            start: try moment("2013-08-22T09:00:00Z"), calendar: try Self.london(["2013-08-26"]))
        try trial.pass(to: try moment("2013-08-26T22:59:59Z"))
        #expect(try !isDone(trial) && awaited(trial) == [moment("2013-08-26T23:00:00Z")])
        try trial.pass(to: try moment("2013-08-26T23:00:00Z"))
        #expect(isDone(trial), "Thursday, Friday, the weekend, a bank holiday, Tuesday")
    }

    @Test func `A condition that reads the moment is asked when the day begins too`() throws {
        var trial = try Trial("  - { id: pause, wait: { condition: now > timestamp(\"2013-10-01T20:00:00Z\") } }")
        try trial.pass(to: try moment("2013-10-02T00:00:00Z"))
        #expect(isDone(trial))
    }

    // MARK: - Offers and loops

    @Test func `A task is offered, and held back, when the day begins`() throws {
        var trial = try Trial(
            """
              - id: asked
                uses: lab.ask
                role: head
                available_while: today > date("2013-10-03") && today < date("2013-10-06")
            """)
        func isHeldBack() throws -> Bool { try #require(trial.state?.tasks.first).task.heldBack ?? false }
        #expect(try isHeldBack())
        try trial.pass(to: try moment("2013-10-03T23:59:59Z"))
        #expect(try isHeldBack())
        try trial.pass(to: try moment("2013-10-04T00:00:00Z"))
        #expect(try !isHeldBack())
        #expect(try awaited(trial) == [moment("2013-10-05T00:00:00Z")], "it may cease to hold again")
        try trial.pass(to: try moment("2013-10-06T00:00:00Z"))
        #expect(try isHeldBack())
        try FoldingTests.check(trial)
    }

    @Test func `An open loop closes when the day begins`() throws {
        var trial = try Trial(
            """
              - id: each
                for_each: word
                in: '[]'
                open: { condition: today > vars.last }
                steps: [ { id: asked, uses: lab.ask, role: head } ]
            """, header: "vars: { last: { type: date, initial: 2013-10-02 } }")
        try trial.pass(to: try moment("2013-10-02T23:59:59Z"))
        #expect(!isDone(trial))
        trial.now = try moment("2013-10-03T00:00:00Z")
        let add = Command.addItem(AddItem(step: "each", item: .string("a")))
        let refusal = #expect(throws: Rejection.self) { try trial.perform(add, by: trial.person("ann")) }
        #expect(refusal?.code == .notOpen, "the day has begun, whether or not its timer has fired")
        try trial.pass(to: try moment("2013-10-03T00:00:00Z"))
        #expect(isDone(trial))
        try FoldingTests.check(trial)
    }

    // MARK: - What it costs, and what may happen meanwhile

    @Test func `Conditions on other things have no timer`() throws {
        let trial = try Trial(
            """
              - id: both
                parallel:
                  wait: [ { id: pause, wait: { condition: vars.open } } ]
                  work: [ { id: asked, uses: lab.ask, role: head, available_while: vars.open } ]
            """, header: "vars: { open: { type: boolean, initial: false } }")
        #expect(trial.state?.timers.isEmpty == true)
    }

    @Test func `There is one timer for each condition, and it goes with what waits`() throws {
        var trial = try Trial(
            """
              - id: raced
                race:
                  day: [ { id: pause, wait: { condition: today > date("2013-10-09") } } ]
                  answer: [ { id: asked, uses: lab.ask, role: head, available_while: today < date("2013-10-09") } ]
            """)
        #expect(awaited(trial).count == 2)
        _ = try trial.perform(.claimTask(task: try trial.task("asked")), by: trial.person("ann"))
        #expect(awaited(trial).count == 2)
        try trial.answer("asked")
        #expect(isDone(trial))
        try FoldingTests.check(trial)
    }

    @Test func `A case that stands still waits for no day, and is asked when it goes on`() throws {
        var trial = try Trial(Self.wait)
        _ = try trial.perform(.suspendCase(reason: "audit"), by: trial.person("ann"))
        #expect(awaited(trial).isEmpty)
        try FoldingTests.check(trial)
        let revision = try #require(trial.state?.revision)
        try trial.pass(to: try moment("2013-10-02T12:00:00Z"))
        #expect(trial.state?.revision == revision, "nothing is written for a day that changes nothing")
        _ = try trial.perform(.resumeCase, by: trial.person("ann"))
        #expect(try !isDone(trial) && awaited(trial) == [moment("2013-10-03T00:00:00Z")])
        _ = try trial.perform(.suspendCase(reason: "audit"), by: trial.person("ann"))
        try trial.pass(to: try moment("2013-10-05T12:00:00Z"))
        #expect(!isDone(trial))
        _ = try trial.perform(.resumeCase, by: trial.person("ann"))
        #expect(isDone(trial))
        try FoldingTests.check(trial)
    }

    @Test func `A loop whose condition cannot be told waits for no day until that is mended`() throws {
        var trial = try Trial(
            """
              - id: both
                parallel:
                  work:
                    - id: each
                      for_each: word
                      in: '[]'
                      open: { condition: 'today >= date("2013-10-04") && 10 / vars.count > 0' }
                      steps: [ { id: asked, uses: lab.ask, role: head } ]
                  mend: [ { id: one, uses: lab.ask, role: head, set: { count: "${1}" } } ]
            """, header: "vars: { count: { type: integer, initial: 0 } }")
        try trial.pass(to: try moment("2013-10-04T00:00:00Z"))
        let incident = try #require(trial.state?.incidents.keys.first)
        #expect(awaited(trial).isEmpty)
        try FoldingTests.check(trial)
        try trial.answer("one")
        #expect(awaited(trial).isEmpty)
        trial.now = try moment("2013-10-03T09:00:00Z")
        _ = try trial.perform(.retryIncident(incident: incident), by: trial.person("ann"))
        #expect(try awaited(trial) == [moment("2013-10-04T00:00:00Z")])
        try trial.pass(to: try moment("2013-10-04T00:00:00Z"))
        #expect(isDone(trial))
        try FoldingTests.check(trial)
    }

    @Test func `Under another version a condition is awaited anew, or no more`() throws {
        var trial = try Trial(Self.wait)
        try trial.migrate(
            to: try Trial.compiled(
                "  - { id: pause, wait: { condition: today >= date(\"2013-10-03\") } }", version: "2"))
        #expect(try awaited(trial) == [moment("2013-10-02T00:00:00Z")])
        try FoldingTests.check(trial)
        try trial.migrate(
            to: try Trial.compiled(
                "  - { id: pause, wait: { condition: vars.open } }",
                header: "vars: { open: { type: boolean, initial: false } }", version: "3"))
        #expect(trial.state?.timers.isEmpty == true)
    }

    @Test func `A case of before days were awaited waits for one when its deadlines are reckoned anew`() throws {
        var trial = try Trial(Self.wait)
        #expect(trial.state?.untimedDays(of: trial.definition).isEmpty == true)
        // These facts alone leave the case without the timer, as those of then did.
        trial.recall([
            .caseSuspended(CaseSuspended(suspension: Suspension(by: "ann", reason: "audit"))),
            .caseResumed(CaseResumed(by: "ann")),
        ])
        #expect(awaited(trial).isEmpty && trial.state?.untimedDays(of: trial.definition).count == 1)
        #expect(try trial.recomputation().moved.isEmpty)
        let events = try trial.correct(try Trial.calendar())
        #expect(events.map(\.type) == ["day_awaited"])
        #expect(try awaited(trial) == [moment("2013-10-02T00:00:00Z")])
        #expect(trial.state?.untimedDays(of: trial.definition).isEmpty == true)
        try FoldingTests.check(trial)
    }

    @Test func `A corrected calendar leaves the beginning of the day alone`() throws {
        let trial = try Trial(Self.wait)
        #expect(try trial.recomputation().moved.isEmpty)
    }
}
