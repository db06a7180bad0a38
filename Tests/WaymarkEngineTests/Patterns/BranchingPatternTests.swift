import Testing
import WaymarkDefinition
import WaymarkEngine

/// Control-flow patterns 1 to 10: basic, branching and synchronising.
@Suite struct BranchingPatternTests {
    private static let two = """
              left: [ { id: left, uses: lab.ask, role: head } ]
              right: [ { id: right, uses: lab.ask, role: head } ]
        """

    @Test func `1 Sequence: a step is ready when the one before has ended, and not earlier`() throws {
        var trial = try Trial("  - { id: one, uses: lab.ask, role: head }\n  - { id: two, uses: lab.ask, role: head }")
        #expect(trial.asked == ["one"])
        try trial.answer("one")
        #expect(trial.asked == ["two"])
    }

    @Test func `2 and 3 Parallel split and synchronization: all at once, and on only after all`() throws {
        var trial = try Trial(
            "  - id: both\n    parallel:\n\(Self.two)\n  - { id: after, uses: lab.ask, role: head }")
        #expect(trial.asked == ["left", "right"])
        try trial.answer("right")
        #expect(trial.asked == ["left"])
        try trial.answer("left")
        #expect(trial.asked == ["after"])
    }

    @Test(arguments: ["one", "two"])
    func `4 and 5 Exclusive choice and simple merge: one way, and on after it without waiting`(word: String) throws {
        var trial = try Trial(
            """
              - { id: ask, uses: lab.ask, role: head }
              - id: choice
                choose:
                  - { when: steps.ask.text == "one", steps: [ { id: one, uses: lab.ask, role: head } ] }
                  - else: [ { id: two, uses: lab.ask, role: head } ]
              - { id: after, uses: lab.ask, role: head }
            """)
        try trial.answer("ask", word)
        #expect(trial.asked == [word])
        try trial.answer(word)
        #expect(trial.asked == ["after"])
    }

    @Test(arguments: [("a", ["one"]), ("ab", ["one", "two"]), ("c", [])])
    func `6, 7 and 37 Multi-choice and its merge: exactly the ways that were taken are waited for`(
        letters: String, taken: [String]
    ) throws {
        var trial = try Trial(
            """
              - { id: ask, uses: lab.ask, role: head }
              - id: choice
                take: every
                choose:
                  - { when: steps.ask.text.contains("a"), steps: [ { id: one, uses: lab.ask, role: head } ] }
                  - { when: steps.ask.text.contains("b"), steps: [ { id: two, uses: lab.ask, role: head } ] }
              - { id: after, uses: lab.ask, role: head }
            """)
        try trial.answer("ask", letters)
        for step in taken {
            #expect(trial.asked.contains(step) && !trial.asked.contains("after"))
            try trial.answer(step)
        }
        #expect(trial.asked == ["after"])
    }

    @Test func `8 Multi-merge: what follows is done once for each branch that arrives`() throws {
        var trial = try Trial(
            """
              - id: each
                for_each: word
                in: '["a", "b"]'
                steps: [ { id: branch, uses: lab.ask, role: head }, { id: follow, uses: lab.echo, with: { number: 1 } } ]
            """)
        try trial.answer("branch")
        #expect(trial.count("follow") == 1)
        try trial.answer("branch")
        #expect(trial.count("follow") == 2)
    }

    @Test func `9 and 28 Discriminator: on after the first; the next round only when all have arrived`() throws {
        var trial = try Trial(
            """
              - id: rounds
                repeat:
                  - id: both
                    parallel:
                      left: [ { id: left, uses: lab.ask, role: head } ]
                      right: [ { id: right, uses: lab.ask, role: head } ]
                    join: any
                    rest: finish
                  - { id: next, uses: lab.echo, with: { number: 1 } }
                at_most: 2
            """)
        try trial.answer("left")
        #expect(trial.count("next") == 1)
        #expect(trial.asked == ["right"], "the gate is closed until the other branch has arrived")
        try trial.answer("right")
        #expect(trial.asked == ["left", "right"])
    }

    @Test func `29 Cancelling discriminator: the first goes on and withdraws the others`() throws {
        var trial = try Trial(
            "  - id: both\n    join: any\n    parallel:\n\(Self.two)\n  - { id: after, uses: lab.ask, role: head }")
        try trial.answer("right")
        #expect(trial.asked == ["after"])
    }

    private static let three = """
          - id: some
            join: 2
            parallel:
              one: [ { id: one, uses: lab.ask, role: head } ]
              two: [ { id: two, uses: lab.ask, role: head } ]
              three: [ { id: three, uses: lab.ask, role: head } ]
        """

    @Test(arguments: ["finish", "cancel"])
    func `30 to 32 Partial join: on after two of three, and the third runs on or is withdrawn`(rest: String) throws {
        var trial = try Trial("\(Self.three)\n    rest: \(rest)\n  - { id: after, uses: lab.ask, role: head }")
        try trial.answer("one")
        #expect(!trial.asked.contains("after"))
        try trial.answer("three")
        #expect(Set(trial.asked) == (rest == "finish" ? ["two", "after"] : ["after"]))
    }

    @Test func `10 Arbitrary cycles: a loop that is entered and left at more than one place`() throws {
        var trial = try Trial(
            """
              - { id: start, uses: lab.ask, role: head, outcomes: { returned: { go_to: check } } }
              - { id: write, uses: lab.ask, role: head, outcomes: { returned: { go_to: close } } }
              - { id: check, uses: lab.ask, role: head, outcomes: { returned: { go_to: write } } }
              - { id: close, uses: lab.ask, role: head }
            """)
        try trial.answer("start", outcome: "returned", reason: "skip")
        #expect(trial.asked == ["check"])
        try trial.answer("check", outcome: "returned", reason: "again")
        #expect(trial.asked == ["write"])
        try trial.answer("write", outcome: "returned", reason: "enough")
        #expect(trial.asked == ["close"])
    }

    @Test func `33 Generalized join: what arrives twice is kept, and counts for the next round`() throws {
        var trial = try Trial(
            """
              - id: rounds
                repeat:
                  - id: both
                    parallel:
                      left: [ { id: left, wait: { message: left, keep: true } } ]
                      right: [ { id: right, wait: { message: right, keep: true } } ]
                at_most: 2
            """, header: "messages: { left: { text: text }, right: { text: text } }")
        try trial.tell("left")
        try trial.tell("left")
        try trial.tell("right")
        #expect(trial.count("both") == 1)
        try trial.tell("right")
        #expect(trial.count("both") == 2)
        #expect(trial.isOver)
    }

    @Test func `38 General synchronizing merge: a way that goes back is waited for all the same`() throws {
        var trial = try Trial(
            """
              - id: choice
                take: every
                choose:
                  - when: case.id != ""
                    steps:
                      - { id: draft, uses: lab.ask, role: head, outcomes: { returned: { go_to: draft } } }
                  - { when: case.subject != "", steps: [ { id: other, uses: lab.ask, role: head } ] }
              - { id: after, uses: lab.ask, role: head }
            """)
        try trial.answer("other")
        try trial.answer("draft", outcome: "returned", reason: "again")
        #expect(trial.asked == ["draft"])
        try trial.answer("draft")
        #expect(trial.asked == ["after"])
    }
}
