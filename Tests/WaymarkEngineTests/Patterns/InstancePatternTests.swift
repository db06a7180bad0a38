import CEL
import Testing
import WaymarkDefinition
import WaymarkEngine

/// Control-flow patterns 11 to 15, 21 to 27, 34 to 36 and 41 to 43: instances, loops, triggers, cancelling and ending.
@Suite struct InstancePatternTests {
    private func each(_ more: String) throws -> Trial {
        try Trial(
            """
              - id: each
                for_each: word
                in: '["a", "b", "c"]'
                \(more)
                steps: [ { id: item, uses: lab.ask, role: head } ]
              - { id: after, uses: lab.ask, role: head }
            """)
    }

    @Test func `11 Implicit termination: the case ends when nothing is left to do, not before`() throws {
        var trial = try Trial(
            """
              - id: both
                join: any
                rest: finish
                parallel:
                  left: [ { id: left, uses: lab.ask, role: head } ]
                  right: [ { id: right, uses: lab.ask, role: head } ]
            """)
        try trial.answer("left")
        #expect(!trial.isOver)
        try trial.answer("right")
        #expect(trial.isOver)
    }

    @Test func `12 and 42 Instances without synchronization, thread split: many begin and none is waited for`() throws {
        let trial = try Trial(
            """
              - { id: spread, call: trial, each: '["S1", "S1", "S1"]', as: school, subject: "${school}", detach: true }
              - { id: after, uses: lab.ask, role: head }
            """)
        #expect(trial.called == 3)
        #expect(trial.asked == ["after"])
    }

    @Test func `13, 14 and 41 Instances known before, thread merge: all are waited for and one goes on`() throws {
        var trial = try each("mode: parallel")
        for left in [2, 1, 0] {
            try trial.answer("item")
            #expect(trial.asked.count { $0 == "item" } == left)
        }
        #expect(trial.asked == ["after"])
    }

    @Test func `15 and 36 Instances added while they run, and a join that counts them`() throws {
        var trial = try each("open: true\n    join: 4")
        _ = try trial.perform(.addItem(AddItem(step: "each", item: .string("d"))), by: trial.person("ann"))
        _ = try trial.perform(.addItem(AddItem(step: "each", item: .string("e"))), by: trial.person("ann"))
        for _ in 1...3 { try trial.answer("item") }
        #expect(!trial.asked.contains("after"))
        try trial.answer("item")
        #expect(trial.asked == ["after"])
    }

    @Test func `34 and 35 Partial join of instances: on after two, and the third runs on or is withdrawn`() throws {
        var runs = try each("join: 2\n    rest: finish")
        var stops = try each("join: 2")
        for _ in 1...2 {
            try runs.answer("item")
            try stops.answer("item")
        }
        #expect(Set(runs.asked) == ["item", "after"])
        #expect(stops.asked == ["after"])
    }

    @Test func `26 and 27 Cancelling instances keeps what has ended, and the process goes on`() throws {
        var trial = try Trial(
            """
              - id: both
                parallel:
                  work:
                    - id: each
                      for_each: word
                      in: '["a", "b", "c"]'
                      steps: [ { id: item, uses: lab.ask, role: head } ]
                    - { id: after, uses: lab.ask, role: head }
                  stop: [ { id: enough, uses: lab.ask, role: inspector }, { id: end, cancel: each } ]
            """, header: "outputs: { kept: \"${size(steps.item)}\" }")
        try trial.answer("item")
        try trial.answer("enough", by: "cyd")
        #expect(trial.asked == ["after"])
        try trial.answer("after")
        #expect(trial.state?.outputs["kept"] == .int(1))
    }

    @Test func `19 and 25 Cancelling a task or a region leaves the rest of the case alone`() throws {
        var trial = try Trial(
            """
              - id: both
                parallel:
                  one: [ { id: one, uses: lab.ask, role: head } ]
                  two: [ { id: two, uses: lab.ask, role: head } ]
                  three: [ { id: three, uses: lab.ask, role: head } ]
                  stop: [ { id: enough, uses: lab.ask, role: inspector }, { id: end, cancel: [one, two] } ]
            """)
        try trial.answer("enough", by: "cyd")
        #expect(trial.asked == ["three"])
    }

    @Test func `20 Cancelling the case withdraws all of it`() throws {
        var trial = try each("mode: parallel")
        _ = try trial.perform(.cancelCase(reason: "not needed"), by: trial.person("ann"))
        #expect(trial.state?.status == .cancelled)
        #expect(trial.asked.isEmpty)
    }

    @Test func `21 Structured loop: asked before a pass or after it`() throws {
        func passes(_ condition: String) throws -> Value? {
            try Trial(
                "  - id: loop\n    repeat: [ { id: more, set: { n: \"${vars.n + 1}\" } } ]\n    \(condition)\n    at_most: 9",
                header: "vars: { n: { type: integer, initial: 3 } }"
            ).state?.variables["n"]
        }
        #expect(try passes("while: vars.n < 3") == .int(3), "asked before, it may make no pass")
        #expect(try passes("until: vars.n >= 3") == .int(4), "asked after, it makes one")
    }

    @Test func `22 Recursion: a workflow calls itself`() throws {
        let trial = try Trial("  - { id: again, call: trial }")
        #expect(trial.called == 1)
        #expect(!trial.isOver)
    }

    @Test(arguments: [false, true])
    func `23 and 24 Trigger: a message that comes early is lost, or kept`(isKept: Bool) throws {
        var trial = try Trial(
            "  - { id: first, uses: lab.ask, role: head }\n  - { id: news, wait: { message: news, keep: \(isKept) } }",
            header: "messages: { news: { text: text } }")
        try trial.tell("news")
        try trial.answer("first")
        #expect(trial.isOver == isKept)
        if !isKept { try trial.tell("news") }
        #expect(trial.isOver)
    }

    @Test func `43 Explicit termination: an end ends the case and withdraws the rest`() throws {
        var trial = try Trial(
            """
              - id: both
                parallel:
                  left: [ { id: left, uses: lab.ask, role: head, outcomes: { returned: { stop: refused } } } ]
                  right: [ { id: right, uses: lab.ask, role: head } ]
            """)
        try trial.answer("left", outcome: "returned", reason: "no")
        #expect(trial.isOver)
        #expect(trial.state?.outcome == "refused")
    }
}
