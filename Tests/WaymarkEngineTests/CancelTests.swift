import CEL
import Testing
import WaymarkDefinition
import WaymarkEngine

@Suite struct CancelTests {
    @Test func `A cancelled step ends as withdrawn, and its branch goes on`() throws {
        var trial = try Trial(
            """
              - id: both
                parallel:
                  work:
                    - { id: long, uses: lab.ask, role: head, milestone: long done, set: { count: "${vars.count + 1}" } }
                    - { id: after, uses: lab.echo, with: { number: 1 } }
                  stop:
                    - { id: given_up, uses: lab.ask, role: inspector }
                    - { id: end, cancel: [long] }
            """,
            header: """
                vars: { count: { type: integer, initial: 0 } }
                outputs: { outcome: "${steps.long.outcome}", count: "${vars.count}" }
                """)
        try trial.answer("given_up", by: "cyd")
        #expect(trial.done == ["given_up", "long", "end", "after", "both"])
        #expect(trial.state?.outputs["outcome"] == .string("withdrawn"))
        #expect(trial.state?.outputs["count"] == .int(0), "a withdrawn step sets nothing")
        #expect(trial.state?.milestone == nil, "and reaches nothing")
        #expect(trial.state?.status == .completed)
    }

    @Test func `A withdrawn step may be routed, and what does not run is left alone`() throws {
        var trial = try Trial(
            """
              - id: both
                parallel:
                  work:
                    - id: group
                      parallel:
                        left: [ { id: left_asked, uses: lab.ask, role: head } ]
                        right: [ { id: right_asked, uses: lab.ask, role: head } ]
                      outcomes: { withdrawn: { stop: abandoned } }
                    - { id: later, uses: lab.ask, role: head }
                  stop:
                    - { id: given_up, uses: lab.ask, role: inspector }
                    - { id: end, cancel: [later, group] }
            """)
        try trial.answer("left_asked")
        try trial.answer("given_up", by: "cyd")
        #expect(trial.state?.outcome == "abandoned")
        #expect(trial.state?.activities.isEmpty == true)
    }

    @Test func `From inside a loop only the same item is meant`() throws {
        var trial = try Trial(
            """
              - id: each
                for_each: word
                in: '["a", "b"]'
                steps:
                  - id: both
                    parallel:
                      work: [ { id: long, uses: lab.ask, role: head } ]
                      stop: [ { id: given_up, uses: lab.ask, role: inspector }, { id: end, cancel: long } ]
            """)
        try trial.answer("given_up", by: "cyd")
        #expect(trial.state?.tasks.count == 2, "the other item still has both")
    }

    @Test func `Branches that were left to finish can be withdrawn`() throws {
        var trial = try Trial(
            """
              - id: both
                parallel:
                  left: [ { id: left_asked, uses: lab.ask, role: head } ]
                  right: [ { id: right_asked, uses: lab.ask, role: head } ]
                join: any
                rest: finish
              - { id: end, cancel: both }
            """)
        try trial.answer("left_asked")
        #expect(trial.done == ["left_asked", "both", "end"])
        #expect(trial.state?.status == .completed)
    }
}
