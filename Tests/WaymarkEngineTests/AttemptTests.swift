import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

@Suite struct AttemptTests {
    private static let header = """
        vars: { number: { type: integer, initial: 2000 }, why: { type: text, initial: "" } }
        outputs: { why: "${vars.why}", outcome: "${steps.risky.outcome}" }
        """

    @Test func `A failure goes to the first catch whose condition holds, with what failed in scope`() throws {
        let trial = try Trial(
            """
              - id: risky
                try:
                  - { id: before, uses: lab.echo, with: { number: 1 } }
                  - { id: large, uses: lab.echo, with: { number: "${vars.number}" } }
                  - { id: never, uses: lab.echo, with: { number: 1 } }
                catch:
                  - { when: error.kind == "effect", steps: [ { id: other, uses: lab.ask, role: head } ] }
                  - steps: [ { id: note, set: { why: "${error.step + ': ' + error.message}" } } ]
              - { id: after, uses: lab.echo, with: { number: 1 } }
            """, header: Self.header)
        #expect(trial.done == ["before", "note", "risky", "after"])
        #expect(trial.state?.outputs["why"] == .string("large: 2000 is too large"))
        #expect(trial.state?.outputs["outcome"] == .string("caught"))
        #expect(trial.state?.incidents.isEmpty == true)
    }

    @Test func `Without a catch that takes it a failure is an incident, and what runs beside it goes on`() throws {
        var trial = try Trial(
            """
              - id: risky
                try:
                  - id: both
                    parallel:
                      left: [ { id: large, uses: lab.echo, with: { number: "${vars.number}" } } ]
                      right: [ { id: asked, uses: lab.ask, role: head } ]
                catch: [ { when: error.kind == "effect", steps: [ { id: other, uses: lab.ask, role: head } ] } ]
            """, header: Self.header)
        #expect(trial.state?.incidents.values.first?.message == "2000 is too large")
        try trial.answer("asked")
        #expect(trial.state?.status == .open)
    }

    @Test func `A catch withdraws what runs inside, and an effect given up is a failure`() throws {
        var trial = try Trial(
            """
              - id: risky
                try:
                  - id: both
                    parallel:
                      left: [ { id: post, uses: lab.post, retry: { attempts: 1 } } ]
                      right: [ { id: asked, uses: lab.ask, role: head } ]
                catch: [ { when: error.kind == "effect", steps: [ { id: other, uses: lab.ask, role: head } ] } ]
            """, header: Self.header)
        let effect = try #require(
            trial.state?.activities.values.lazy.compactMap { activity -> Int? in
                if case .effect(let effect) = activity.work { effect.number } else { nil }
            }.first)
        _ = try trial.perform(
            .failEffect(effect: effect, failure: EffectFailure(message: "no line")), by: .system("effect"))
        #expect(throws: TrialFailure.self) { try trial.answer("asked") }
        try trial.answer("other")
        #expect(trial.done == ["other", "risky"])
    }

    @Test func `A failure while one is dealt with goes to the try around it`() throws {
        let trial = try Trial(
            """
              - id: risky
                try:
                  - id: inner
                    try: [ { id: large, uses: lab.echo, with: { number: "${vars.number}" } } ]
                    catch: [ steps: [ { id: again, uses: lab.echo, with: { number: "${vars.number}" } } ] ]
                catch: [ steps: [ { id: note, set: { why: "${error.step}" } } ] ]
            """, header: Self.header)
        #expect(trial.state?.outputs["why"] == .string("again"))
    }

    private static let undoing = """
          - id: risky
            try:
              - id: each
                for_each: word
                in: '["a", "b"]'
                mode: one_by_one
                steps:
                  - id: booked
                    try: [ { id: book, uses: lab.ask, role: head } ]
                    undo: [ { id: unbook, set: { why: "${vars.why + word + steps.book.text}" } } ]
              - id: paid
                try: [ { id: pay, uses: lab.ask, role: head } ]
                undo: [ { id: refund, uses: lab.ask, role: inspector } ]
              - { id: sign, uses: lab.ask, role: head }
              - { id: large, uses: lab.echo, with: { number: "${vars.number}" } }
            catch: [ steps: [ { id: note, uses: lab.ask, role: head } ] ]
        """

    @Test func `What was completed inside is undone in reverse before the catch goes on`() throws {
        var trial = try Trial(Self.undoing, header: Self.header)
        try trial.answer("book", "1")
        try trial.answer("book", "2")
        try trial.answer("pay")
        try trial.answer("sign")
        #expect(trial.state?.variables["why"] == .string(""))
        try trial.answer("refund", by: "cyd")
        try trial.answer("note")
        #expect(trial.state?.outputs["why"] == .string("b2a1"))
        #expect(trial.state?.outputs["outcome"] == .string("caught"))
        #expect(trial.state?.undos.isEmpty == true)
    }

    @Test func `Cancelling a case undoes its completed steps and then ends it`() throws {
        var trial = try Trial(Self.undoing, header: Self.header)
        try trial.answer("book", "1")
        try trial.answer("book", "2")
        try trial.answer("pay")
        _ = try trial.perform(.cancelCase(reason: "no money"), by: trial.person("ann"))
        #expect(trial.state?.status == .open)
        #expect(throws: TrialFailure.self) { try trial.answer("sign") }
        let again = #expect(throws: Rejection.self) {
            try trial.perform(.cancelCase(reason: "no money"), by: trial.person("bob"))
        }
        #expect(again?.code == .wrongState)
        try trial.answer("refund", by: "cyd")
        #expect(trial.state?.status == .cancelled)
        #expect(trial.state?.outcome == "cancelled")
        #expect(trial.state?.variables["why"] == .string("b2a1"))
        #expect(trial.state?.cancellation?.reason == "no money")
        #expect(trial.state?.activities.isEmpty == true)
        let ended = #expect(throws: Rejection.self) {
            try trial.perform(.cancelCase(reason: "no money"), by: trial.person("bob"))
        }
        #expect(ended?.code == .notOpen)
    }

    @Test func `An item of an earlier run of a loop can still be undone`() throws {
        var trial = try Trial(
            """
              - id: loop
                repeat:
                  - id: each
                    for_each: word
                    in: '["a", "b"]'
                    mode: one_by_one
                    steps:
                      - id: booked
                        try: [ { id: book, uses: lab.echo, with: { number: "${size(word)}" } } ]
                        undo: [ { id: unbook, set: { why: "${vars.why + word}" } } ]
                  - { id: asked, uses: lab.ask, role: head }
                at_most: 3
            """, header: "vars: { why: { type: text, initial: \"\" } }\noutputs: { count: \"${size(steps.book)}\" }")
        try trial.answer("asked")
        _ = try trial.perform(.cancelCase(reason: "enough"), by: trial.person("ann"))
        #expect(trial.state?.variables["why"] == .string("baba"))
        #expect(trial.state?.outputs["count"] == .int(2), "expressions see only the present run")
    }

    @Test func `A case without anything to undo is cancelled at once`() throws {
        var trial = try Trial("  - { id: asked, uses: lab.ask, role: head, due: 1 working day }")
        #expect(throws: Rejection.self) { try trial.perform(.cancelCase(reason: " "), by: trial.person("ann")) }
        _ = try trial.perform(.cancelCase(reason: "not needed"), by: trial.person("ann"))
        #expect(trial.state?.status == .cancelled)
        #expect(trial.state?.timers.isEmpty == true)
    }
}
