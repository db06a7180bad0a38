import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

@Suite struct AnyOrderTests {
    private static let steps = """
          - id: visits
            any_order:
              - { id: kitchen, uses: lab.ask, role: head }
              - { id: library, uses: lab.ask, role: head }
              - { id: count, uses: lab.echo, with: { number: 1 } }
        """

    @Test func `All are offered, in any order, one at a time`() throws {
        var trial = try Trial(Self.steps)
        #expect(trial.done == ["count"], "what nobody does runs by itself")
        #expect(trial.state?.tasks.count == 2)
        _ = try trial.perform(.claimTask(task: try trial.task("library")), by: trial.person("ann"))
        let claim = #expect(throws: Rejection.self) {
            try trial.perform(.claimTask(task: try trial.task("kitchen")), by: trial.person("bob"))
        }
        #expect(claim?.code == .outOfTurn)
        #expect(
            claim?.message
                == "Expected to claim the task, but of \"visits\" one is done at a time, and ann has claimed \"library\""
        )
        #expect(throws: Rejection.self) { try trial.answer("kitchen", by: "bob") }
        try trial.answer("library")
        try trial.answer("kitchen", by: "bob")
        #expect(trial.done == ["count", "library", "kitchen", "visits"])
        #expect(trial.state?.status == .completed)
    }

    @Test func `Releasing a claim gives the turn back`() throws {
        var trial = try Trial(Self.steps)
        let library = try trial.task("library")
        _ = try trial.perform(.claimTask(task: library), by: trial.person("ann"))
        _ = try trial.perform(.releaseTask(task: library), by: trial.person("ann"))
        try trial.answer("kitchen", by: "bob")
        #expect(trial.state?.tasks.count == 1)
    }

    @Test func `Steps of several branches take turns, and each branch keeps its order`() throws {
        var trial = try Trial(
            """
              - id: visits
                any_order:
                  house:
                    - { id: kitchen, uses: lab.ask, role: head }
                    - { id: cellar, uses: lab.ask, role: head }
                  garden: [ { id: shed, uses: lab.post }, { id: pond, uses: lab.post } ]
            """)
        let effects = { (trial: Trial) in
            trial.state?.activities.values.compactMap { activity -> Int? in
                if case .effect(let effect) = activity.work { effect.number } else { nil }
            } ?? []
        }
        #expect(effects(trial).count == 1, "the shed is under way")
        let refusal = #expect(throws: Rejection.self) { try trial.answer("kitchen") }
        #expect(refusal?.message.hasSuffix("\"shed\" is under way") == true)
        let done = EffectResult(outcome: "done", outputs: .map(MapValue([])))
        _ = try trial.perform(.completeEffect(effect: effects(trial)[0], result: done), by: .system("effect"))
        _ = try trial.perform(.completeEffect(effect: effects(trial)[0], result: done), by: .system("effect"))
        try trial.answer("kitchen")
        try trial.answer("cellar")
        #expect(trial.done == ["shed", "pond", "kitchen", "cellar", "visits"])
    }

    @Test func `Of a loop in any order one item is under way from its first task to its last`() throws {
        var trial = try Trial(
            """
              - id: each
                for_each: word
                in: '["a", "b"]'
                mode: any_order
                steps:
                  - { id: asked, uses: lab.ask, role: head }
                  - { id: post, uses: lab.post }
                  - { id: checked, uses: lab.ask, role: head }
            """)
        #expect(trial.state?.tasks.count == 2)
        let second = try #require(trial.state?.tasks.last?.task.number)
        let form = Value.map(MapValue([(.string("text"), .string("b first"))]))
        let answer = CompleteTask(task: second, form: form, outcome: "approved")
        _ = try trial.perform(.completeTask(answer), by: trial.person("ann"))
        #expect(throws: Rejection.self) { try trial.answer("asked") }
        let effect = try #require(
            trial.state?.activities.values.lazy.compactMap { activity -> Int? in
                if case .effect(let effect) = activity.work { effect.number } else { nil }
            }.first)
        let done = EffectResult(outcome: "done", outputs: .map(MapValue([])))
        _ = try trial.perform(.completeEffect(effect: effect, result: done), by: .system("effect"))
        #expect(throws: Rejection.self) { try trial.answer("asked") }
        try trial.answer("checked")
        try trial.answer("asked")
        #expect(trial.state?.status == .open)
    }

    @Test func `A step that nobody does waits for its turn and then runs`() throws {
        var trial = try Trial(
            """
              - id: visits
                any_order:
                  first: [ { id: kitchen, uses: lab.ask, role: head } ]
                  second: [ { id: library, uses: lab.ask, role: head }, { id: post, uses: lab.post } ]
            """)
        try trial.answer("library")
        #expect(trial.state?.activities.values.contains { if case .effect = $0.work { true } else { false } } == true)

        var other = try Trial(
            """
              - id: visits
                any_order:
                  first: [ { id: kitchen, uses: lab.ask, role: head } ]
                  second:
                    - { id: library, uses: lab.ask, role: head, due: 1 working day, when_overdue: continue }
                    - { id: post, uses: lab.post }
            """)
        _ = try other.perform(.claimTask(task: try other.task("kitchen")), by: other.person("ann"))
        try other.pass(to: Trial.start.adding(seconds: 3 * 86_400))
        #expect(other.done == ["library"], "time goes on")
        #expect(other.state?.activities.values.contains { if case .effect = $0.work { true } else { false } } == false)
        try other.answer("kitchen")
        #expect(other.state?.activities.values.contains { if case .effect = $0.work { true } else { false } } == true)
    }
}
