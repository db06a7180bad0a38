import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

@Suite struct MendingTests {
    private static let steps = """
          - { id: draft, uses: lab.ask, role: head }
          - { id: post, uses: lab.post }
          - { id: review, uses: lab.ask, role: head, due: 1 working day, when_overdue: continue }
          - { id: after, uses: lab.echo, with: { number: 1 } }
        """

    private func effect(_ trial: Trial) throws -> Int {
        try #require(
            trial.state?.activities.values.lazy.compactMap { activity -> Int? in
                if case .effect(let effect) = activity.work { effect.number } else { nil }
            }.first)
    }

    @Test func `A suspended case takes what comes, and begins no step until it goes on`() throws {
        var trial = try Trial(Self.steps)
        try trial.answer("draft")
        _ = try trial.perform(.suspendCase(reason: "audit"), by: trial.person("ann"))
        #expect(throws: Rejection.self) { try trial.perform(.suspendCase(reason: "audit"), by: trial.person("bob")) }
        let done = EffectResult(outcome: "done", outputs: .map(MapValue([])))
        _ = try trial.perform(.completeEffect(effect: try effect(trial), result: done), by: .system("effect"))
        #expect(trial.state?.tasks.isEmpty == true)
        _ = try trial.perform(.resumeCase, by: trial.person("ann"))
        #expect(trial.state?.tasks.count == 1)
        #expect(throws: Rejection.self) { try trial.perform(.resumeCase, by: trial.person("ann")) }
        _ = try trial.perform(.suspendCase(reason: "audit"), by: trial.person("ann"))
        let refusal = #expect(throws: Rejection.self) { try trial.answer("review") }
        #expect(refusal?.message == "Expected to do the task, but ann has suspended case T-1: audit")
        try trial.pass(to: Trial.start.adding(seconds: 3 * 86_400))
        #expect(trial.done == ["draft", "post", "review"], "time goes on, but the next step does not begin")
        _ = try trial.perform(.resumeCase, by: trial.person("ann"))
        #expect(trial.state?.status == .completed)
    }

    @Test func `A step that an incident stopped can be skipped, with a reason`() throws {
        var trial = try Trial(
            """
              - { id: large, uses: lab.echo, with: { number: "${vars.number}" } }
              - { id: asked, uses: lab.ask, role: head }
            """,
            header: """
                vars: { number: { type: integer, initial: 2000 } }
                outputs: { outcome: "${steps.large.outcome}" }
                """)
        let incident = try #require(trial.state?.incidents.keys.first)
        #expect(throws: Rejection.self) {
            try trial.perform(.skipIncident(incident: incident, reason: ""), by: trial.person("ann"))
        }
        _ = try trial.perform(.skipIncident(incident: incident, reason: "not needed"), by: trial.person("ann"))
        try trial.answer("asked")
        #expect(trial.state?.outputs["outcome"] == .string("skipped"))
    }

    @Test func `A step can be done again, and what ran behind it is withdrawn`() throws {
        var trial = try Trial(Self.steps)
        let early = #expect(throws: Rejection.self) {
            try trial.perform(.redoStep(step: "review", reason: "wrong"), by: trial.person("ann"))
        }
        #expect(early?.message == "Expected to redo \"review\", but it has not been reached")
        try trial.answer("draft")
        _ = try trial.perform(.redoStep(step: "draft", reason: "wrong"), by: trial.person("ann"))
        #expect(trial.state?.activities.values.contains { if case .effect = $0.work { true } else { false } } == false)
        try trial.answer("draft", "better")
        #expect(trial.done == ["draft", "draft"])
        #expect(throws: Rejection.self) {
            try trial.perform(.redoStep(step: "none", reason: "wrong"), by: trial.person("ann"))
        }
    }
}
