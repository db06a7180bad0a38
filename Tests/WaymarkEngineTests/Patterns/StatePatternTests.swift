import Testing
import WaymarkDefinition
import WaymarkEngine

/// Control-flow patterns 16 to 18, 39 and 40: what depends on the state of the case.
@Suite struct StatePatternTests {
    @Test func `16 Deferred choice: what happens first decides, not a condition`() throws {
        var trial = try Trial(
            """
              - id: first
                race:
                  asked: [ { id: asked, uses: lab.ask, role: head } ]
                  told: [ { id: told, wait: { message: news } }, { id: after, uses: lab.ask, role: head } ]
            """, header: "messages: { news: { text: text } }")
        #expect(trial.asked == ["asked"])
        try trial.tell("news")
        #expect(trial.asked == ["after"])
    }

    @Test func `17 Interleaved parallel routing: one at a time, and each branch in its order`() throws {
        var trial = try Trial(
            """
              - id: visits
                any_order:
                  house: [ { id: hall, uses: lab.ask, role: head }, { id: attic, uses: lab.ask, role: head } ]
                  garden: [ { id: shed, uses: lab.ask, role: head }, { id: pond, uses: lab.ask, role: head } ]
            """)
        #expect(trial.asked == ["hall", "shed"])
        _ = try trial.perform(.claimTask(task: try trial.task("hall")), by: trial.person("ann"))
        #expect(throws: Rejection.self) { try trial.answer("shed", by: "bob") }
        try trial.answer("hall")
        try trial.answer("shed")
        #expect(Set(trial.asked) == ["attic", "pond"], "branches take turns between their steps")
        try trial.answer("pond")
        try trial.answer("attic")
        #expect(trial.isOver)
    }

    @Test func `40 Interleaved routing: a set of steps in any order, one at a time`() throws {
        var trial = try Trial(
            """
              - id: visits
                any_order:
                  - { id: hall, uses: lab.ask, role: head }
                  - { id: shed, uses: lab.ask, role: head }
            """)
        _ = try trial.perform(.claimTask(task: try trial.task("shed")), by: trial.person("ann"))
        #expect(throws: Rejection.self) { try trial.answer("hall", by: "bob") }
        try trial.answer("shed")
        try trial.answer("hall")
        #expect(trial.isOver)
    }

    @Test func `18 Milestone: a step can be done only while the case is where it has to be`() throws {
        var trial = try Trial(
            """
              - id: both
                parallel:
                  state: [ { id: open, uses: lab.ask, role: head, set: { open: "${true}" } },
                           { id: shut, uses: lab.ask, role: head, set: { open: "${false}" } } ]
                  work: [ { id: book, uses: lab.ask, role: head, available_while: vars.open } ]
            """, header: "vars: { open: { type: boolean, initial: false } }")
        #expect(throws: Rejection.self) { try trial.answer("book") }
        try trial.answer("open")
        _ = try trial.perform(.claimTask(task: try trial.task("book")), by: trial.person("ann"))
        try trial.answer("shut")
        #expect(throws: Rejection.self) { try trial.answer("book") }
    }

    @Test func `39 Critical section: two parts of a case are never active at once`() throws {
        let trial = try Trial(
            """
              - id: both
                parallel:
                  one: [ { id: first, exclusive: "of-${case.id}", steps: [ { id: use, uses: lab.ask, role: head } ] } ]
                  two: [ { id: second, exclusive: "of-${case.id}", steps: [ { id: use_too, uses: lab.ask, role: head } ] } ]
            """)
        #expect(trial.asked.isEmpty, "neither goes in before it is told that it is its turn")
        let names = trial.state?.activities.values.compactMap { activity in
            if case .branches(let progress) = activity.work { progress.exclusive } else { nil }
        }
        #expect(names == ["of-T-1", "of-T-1"])
    }
}
