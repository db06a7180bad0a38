import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

@Suite struct ControlFlowTests {
    @Test func `Steps run from top to bottom and the case ends with its outputs`() throws {
        let trial = try Trial(
            """
              - { id: one, uses: lab.echo, with: { number: 1 } }
              - { id: two, uses: lab.echo, with: { number: "${steps.one.number + 1}" } }
            """, header: "outputs: { sum: \"${steps.one.number + steps.two.number}\" }")
        #expect(trial.done == ["one", "two"])
        #expect(trial.state?.status == .completed)
        #expect(trial.state?.outputs["sum"] == .int(3))
        #expect(trial.state?.activities.isEmpty == true)
    }

    @Test func `A step whose condition does not hold is skipped`() throws {
        let trial = try Trial(
            """
              - { id: one, uses: lab.echo, with: { number: 1 } }
              - { id: two, when: steps.one.number > 1, uses: lab.echo, with: { number: 2 } }
            """)
        #expect(trial.done == ["one"])
        #expect(trial.events.contains { if case .stepSkipped(let event) = $0 { event.step == "two" } else { false } })
    }

    @Test func `The first branch whose condition holds is taken, or the else`() throws {
        func taken(_ number: Int) throws -> [String] {
            try Trial(
                """
                  - { id: one, uses: lab.echo, with: { number: \(number) } }
                  - id: choice
                    choose:
                      - { when: steps.one.number > 5, steps: [ { id: big, uses: lab.echo, with: { number: 1 } } ] }
                      - { when: steps.one.number > 2, steps: [ { id: middle, uses: lab.echo, with: { number: 1 } } ] }
                      - { else: [ { id: small, uses: lab.echo, with: { number: 1 } } ] }
                """
            ).done
        }
        #expect(try taken(9) == ["one", "big", "choice"])
        #expect(try taken(4) == ["one", "middle", "choice"])
        #expect(try taken(0) == ["one", "small", "choice"])
    }

    @Test func `A join of any withdraws the branches that are not needed`() throws {
        var trial = try Trial(
            """
              - id: both
                parallel:
                  left: [ { id: left_asked, uses: lab.ask, role: head } ]
                  right: [ { id: right_asked, uses: lab.ask, role: head } ]
                join: any
            """)
        #expect(trial.state?.tasks.count == 2)
        try trial.answer("right_asked")
        #expect(trial.done == ["right_asked", "both"])
        #expect(trial.state?.status == .completed)
        #expect(trial.events.contains { if case .activityWithdrawn = $0 { true } else { false } })
    }

    @Test func `With rest finish the case goes on, and ends only when the rest has ended`() throws {
        var trial = try Trial(
            """
              - id: both
                parallel:
                  left: [ { id: left_asked, uses: lab.ask, role: head } ]
                  right: [ { id: right_asked, uses: lab.ask, role: head } ]
                join: any
                rest: finish
              - { id: after, uses: lab.echo, with: { number: 1 } }
            """)
        try trial.answer("left_asked")
        #expect(trial.done == ["left_asked", "both", "after"])
        #expect(trial.state?.status == .open)
        try trial.answer("right_asked")
        #expect(trial.state?.status == .completed)
    }

    @Test func `One by one, the next item begins when the one before has ended`() throws {
        var trial = try Trial(
            """
              - id: each
                for_each: word
                in: '["a", "b"]'
                mode: one_by_one
                steps: [ { id: asked, uses: lab.ask, role: head } ]
            """, header: "outputs: { words: \"${steps.asked.map(a, a.text)}\" }")
        #expect(trial.state?.tasks.count == 1)
        try trial.answer("asked", "first")
        try trial.answer("asked", "second")
        #expect(trial.state?.outputs["words"] == .list([.string("first"), .string("second")]))
    }

    @Test func `A loop ends when its condition holds after a pass, or after as many passes as allowed`() throws {
        let header = "vars: { count: { type: integer, initial: 0 } }"
        let until = try Trial(
            """
              - id: loop
                repeat: [ { id: more, set: { count: "${vars.count + 1}" } } ]
                until: vars.count >= 3
                at_most: 10
            """, header: header)
        let atMost = try Trial(
            """
              - id: loop
                repeat: [ { id: more, set: { count: "${vars.count + 1}" } } ]
                at_most: 2
            """, header: header)
        #expect(until.state?.variables["count"] == .int(3))
        #expect(atMost.state?.variables["count"] == .int(2))
    }

    @Test func `An outcome can lead back, and forward out of the list`() throws {
        var trial = try Trial(
            """
              - { id: draft, uses: lab.ask, role: head }
              - id: review
                uses: lab.ask
                role: inspector
                outcomes: { returned: { go_to: draft }, approved: { stop: agreed } }
            """)
        try trial.answer("draft")
        try trial.answer("review", outcome: "returned", reason: "too short", by: "cyd")
        try trial.answer("draft", "longer")
        try trial.answer("review", by: "cyd")
        #expect(trial.done == ["draft", "review", "draft", "review"])
        #expect(trial.state?.outcome == "agreed")
    }

    @Test func `The steps of a route run before the list goes on`() throws {
        var trial = try Trial(
            """
              - id: review
                uses: lab.ask
                role: head
                outcomes: { returned: { steps: [ { id: mend, uses: lab.ask, role: head } ] } }
              - { id: after, uses: lab.echo, with: { number: 1 } }
            """)
        try trial.answer("review", outcome: "returned", reason: "mend it")
        #expect(trial.done == ["review"])
        try trial.answer("mend")
        #expect(trial.done == ["review", "mend", "after"])
    }

    @Test func `A kept message counts though it came before the wait`() throws {
        let steps = """
              - { id: first, uses: lab.ask, role: head }
              - { id: news, wait: { message: news, keep: true } }
            """
        var trial = try Trial(
            steps, header: "messages: { news: { text: text } }\noutputs: { text: \"${steps.news.text}\" }")
        let data = Value.map(MapValue([(.string("text"), .string("early"))]))
        _ = try trial.perform(
            .receiveMessage(IncomingMessage(id: "m1", name: "news", data: data, from: nil)), by: .system("message"))
        try trial.answer("first")
        #expect(trial.state?.status == .completed)
        #expect(trial.state?.outputs["text"] == .string("early"))
    }

    @Test func `A wait for a message ends by its timeout`() throws {
        var trial = try Trial(
            "  - { id: news, wait: { message: news }, timeout: 2 working days }",
            header: "messages: { news: { text: text } }")
        try trial.pass(to: Trial.start.adding(seconds: 4 * 86_400))
        #expect(trial.state?.status == .completed)
        #expect(
            trial.events.contains { if case .stepDone(let event) = $0 { event.outcome == "timed_out" } else { false } })
    }

    @Test func `A loop that is entered again with nothing to do forgets what it gave before`() throws {
        var trial = try Trial(
            """
              - id: again
                repeat:
                  - id: each
                    for_each: word
                    in: vars.words
                    steps: [ { id: asked, uses: lab.ask, role: head } ]
                  - { id: less, uses: lab.ask, role: inspector, set: { words: "${[]}" } }
                until: "false"
                at_most: 2
            """,
            header: """
                vars: { words: { type: list<text>, initial: [a, b] } }
                outputs: { answers: "${steps.asked.map(a, a.text)}" }
                """)
        try trial.answer("asked", "1")
        try trial.answer("asked", "2")
        try trial.answer("less", by: "cyd")
        try trial.answer("less", by: "cyd")
        #expect(trial.state?.status == .completed)
        #expect(trial.state?.outputs["answers"] == .list([]))
        try FoldingTests.check(trial)
    }
}
