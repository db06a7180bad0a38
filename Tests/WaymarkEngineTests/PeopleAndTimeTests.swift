import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

@Suite struct PeopleAndTimeTests {
    private static let asked =
        "  - { id: asked, uses: lab.ask, role: head, due: 1 working day, when_overdue: continue }"

    @Test func `Silence ends a step only where the definition says so, with what its kind records`() throws {
        var trial = try Trial(Self.asked, header: "outputs: { text: \"${steps.asked.text}\" }")
        try trial.pass(to: Trial.start.adding(seconds: 3 * 86_400))
        #expect(trial.state?.outputs["text"] == .string("silence"))

        var open = try Trial("  - { id: asked, uses: lab.ask, role: head, due: 1 working day }")
        try open.pass(to: Trial.start.adding(seconds: 3 * 86_400))
        #expect(open.state?.tasks.first?.task.isLate == true)
        #expect(open.state?.status == .open)
    }

    @Test(arguments: [
        "", ", when_overdue: stay_open", ", remind: 2 hours before due",
        ", escalate: [ { after: 1 working day overdue, to: inspector } ]",
        ", escalate: [ { after: 1 working day overdue, to: inspector, hand_over: true } ]",
    ]) func `However long it takes, a late task stays open and is approved by nobody`(rule: String) throws {
        var trial = try Trial("  - { id: asked, uses: lab.ask, role: head, due: 1 working day\(rule) }")
        try trial.pass(to: Trial.start.adding(seconds: 300 * 86_400))
        let task = try #require(trial.state?.tasks.first?.task)
        #expect(task.isLate)
        #expect(trial.state?.status == .open)
        #expect(trial.done.isEmpty)
        try trial.answer("asked", by: rule.contains("hand_over") ? "cyd" : "ann")
        #expect(trial.state?.status == .completed)
    }

    @Test func `A rung that time climbs lets the higher role act, and the lower still may`() throws {
        var trial = try Trial(
            """
              - id: asked
                uses: lab.ask
                role: head
                due: 1 working day
                escalate: [ { after: 1 working day overdue, to: inspector } ]
            """)
        #expect(throws: Rejection.self) { try trial.answer("asked", by: "cyd") }
        try trial.pass(to: Trial.start.adding(seconds: 5 * 86_400))
        try trial.answer("asked", by: "cyd")
        #expect(trial.state?.status == .completed)
    }

    @Test func `Who has done one step may not do the other, and the refusal is kept`() throws {
        var trial = try Trial(
            """
              - { id: draft, uses: lab.ask, role: head }
              - { id: sign, uses: lab.ask, role: head }
            """, header: "rules: [ { different_people: [draft, sign] } ]")
        try trial.answer("draft", by: "ann")
        let rejection = #expect(throws: Rejection.self) { try trial.answer("sign", by: "ann") }
        #expect(rejection?.code == .separationOfDuties)
        #expect(
            rejection?.message
                == "Expected different people for \"sign\" and \"draft\", but Ann (ann) has done the other")
        #expect(trial.events.contains { if case .commandRefused = $0 { true } else { false } })
        try trial.answer("sign", by: "bob")
        #expect(trial.state?.status == .completed)
    }

    @Test func `A decision that needs a reason is refused without one`() throws {
        var trial = try Trial("  - { id: asked, uses: lab.ask, role: head }")
        let rejection = #expect(throws: Rejection.self) { try trial.answer("asked", outcome: "returned") }
        #expect(rejection?.message == "Expected a reason for returned, but none was given")
        let faults = #expect(throws: Rejection.self) { try trial.answer("asked", "nonsense") }
        #expect(faults?.faults.map(\.line) == ["text: this is nonsense"])
        #expect(trial.state?.tasks.count == 1)
    }

    @Test func `A step that cannot run stops with an incident, and goes on when it is retried`() throws {
        var trial = try Trial(
            """
              - { id: asked, uses: lab.ask, role: head }
              - { id: large, uses: lab.echo, with: { number: "${vars.number}" } }
            """, header: "vars: { number: { type: integer, initial: 2000 } }")
        try trial.answer("asked")
        let incident = try #require(trial.state?.incidents.values.first)
        #expect(incident.message == "2000 is too large")
        #expect(trial.state?.status == .open)
        _ = try trial.perform(.retryIncident(incident: incident.number), by: trial.person("ann"))
        #expect(trial.state?.incidents.count == 1)
        #expect(trial.state?.incidents.keys.first != incident.number)
    }

    @Test func `An effect is tried again after longer and longer pauses, then becomes an incident`() throws {
        var trial = try Trial("  - { id: post, uses: lab.post, retry: { attempts: 3, first: 1 second, factor: 2 } }")
        func effect() throws -> EffectState {
            for activity in trial.state?.activities.values.map({ $0 }) ?? [] {
                if case .effect(let effect) = activity.work { return effect }
            }
            throw TrialFailure(["no effect is open"])
        }
        var pauses: [Int64] = []
        for _ in 1...2 {
            let number = try effect().number
            _ = try trial.perform(
                .failEffect(effect: number, failure: EffectFailure(message: "no line")), by: .system("effect"))
            pauses.append(trial.now.milliseconds(until: try effect().notBefore))
        }
        let number = try effect().number
        _ = try trial.perform(
            .failEffect(effect: number, failure: EffectFailure(message: "no line")), by: .system("effect"))
        #expect(pauses == [1000, 2000])
        #expect(trial.state?.incidents.values.first?.message == "no line")
    }
}
