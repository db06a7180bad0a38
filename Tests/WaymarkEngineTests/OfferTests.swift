import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

@Suite struct OfferTests {
    private static let header = "vars: { open: { type: boolean, initial: false } }"
    private static let steps = """
          - id: both
            parallel:
              work:
                - id: late
                  uses: lab.ask
                  role: head
                  available_while: vars.open
                  due: 1 working day
              switch:
                - { id: on, uses: lab.ask, role: inspector, set: { open: "${true}" } }
                - { id: off, uses: lab.ask, role: inspector, set: { open: "${false}" } }
        """

    @Test func `A task is offered only while its condition holds, and both changes are facts`() throws {
        var trial = try Trial(Self.steps, header: Self.header)
        let refusal = #expect(throws: Rejection.self) { try trial.answer("late") }
        #expect(refusal?.code == .notOffered)
        #expect(
            refusal?.message
                == "Expected to do the task, but \"late\" is open only while `vars.open`, and that does not hold")
        try trial.answer("on", by: "cyd")
        #expect(trial.events.contains { if case .taskOffered = $0 { true } else { false } })
        _ = try trial.perform(.claimTask(task: try trial.task("late")), by: trial.person("ann"))
        try trial.answer("off", by: "cyd")
        #expect(trial.events.contains { if case .taskHeldBack = $0 { true } else { false } })
        #expect(throws: Rejection.self) { try trial.answer("late") }
    }

    @Test func `Its deadline goes on while it is not offered`() throws {
        var trial = try Trial(Self.steps, header: Self.header)
        try trial.pass(to: Trial.start.adding(seconds: 3 * 86_400))
        let task = try #require(trial.state?.task(try trial.task("late"))?.task)
        #expect(task.isLate && task.heldBack == true)
    }

    @Test func `A condition that cannot be evaluated stops its step`() throws {
        var trial = try Trial(
            """
              - id: both
                parallel:
                  work: [ { id: late, uses: lab.ask, role: head, available_while: "10 / vars.count > 1" } ]
                  switch: [ { id: on, uses: lab.ask, role: inspector, set: { count: "${0}" } } ]
            """, header: "vars: { count: { type: integer, initial: 1 } }")
        try trial.answer("on", by: "cyd")
        #expect(trial.state?.incidents.values.first?.step == "late")
    }
}
