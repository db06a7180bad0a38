import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

@Suite struct RaceTests {
    private static let header = "messages: { news: { text: text } }\noutputs: { winner: \"${steps.first.winner}\" }"
    private static let steps = """
          - id: first
            race:
              answered:
                - { id: asked, uses: lab.ask, role: head }
                - { id: checked, uses: lab.ask, role: inspector }
              told: [ { id: news, wait: { message: news } } ]
              late: [ { id: pause, wait: { for: 2 working days } } ]
        """

    private func news(_ trial: inout Trial) throws {
        let data = Value.map(MapValue([(.string("text"), .string("x"))]))
        _ = try trial.perform(
            .receiveMessage(IncomingMessage(id: "m1", name: "news", data: data, from: nil)), by: .system("message"))
    }

    @Test func `All branches are offered, and a claim decides nothing`() throws {
        var trial = try Trial(Self.steps, header: Self.header)
        _ = try trial.perform(.claimTask(task: try trial.task("asked")), by: trial.person("ann"))
        #expect(trial.state?.tasks.count == 1)
        #expect(trial.state?.timers.count == 1)
        try news(&trial)
        #expect(trial.state?.outputs["winner"] == .string("told"))
        #expect(trial.state?.status == .completed)
    }

    @Test func `The first step that ends wins, and the others are withdrawn before the branch goes on`() throws {
        var trial = try Trial(Self.steps, header: Self.header)
        try trial.answer("asked")
        #expect(trial.state?.timers.isEmpty == true)
        #expect(trial.state?.tasks.count == 1)
        try news(&trial)
        #expect(trial.state?.status == .open, "the message is lost, as its branch was withdrawn")
        try trial.answer("checked", by: "cyd")
        #expect(trial.state?.outputs["winner"] == .string("answered"))
    }

    @Test func `Time can win`() throws {
        var trial = try Trial(Self.steps, header: Self.header)
        try trial.pass(to: Trial.start.adding(seconds: 4 * 86_400))
        #expect(trial.state?.outputs["winner"] == .string("late"))
        #expect(throws: TrialFailure.self) { try trial.answer("asked") }
    }

    @Test func `A step that is done again has decided the race all the same`() throws {
        var trial = try Trial(
            """
              - id: first
                race:
                  left: [ { id: asked, uses: lab.ask, role: head, outcomes: { returned: { go_to: asked } } } ]
                  right: [ { id: other, uses: lab.ask, role: head } ]
            """)
        try trial.answer("asked", outcome: "returned", reason: "again")
        #expect(throws: TrialFailure.self) { try trial.answer("other") }
        try trial.answer("asked")
        #expect(trial.done == ["asked", "asked", "first"])
    }

    @Test func `What has happened before the race begins wins at once`() throws {
        var trial = try Trial(
            """
              - { id: before, uses: lab.ask, role: head }
              - id: first
                race:
                  answered: [ { id: asked, uses: lab.ask, role: head } ]
                  told: [ { id: news, wait: { message: news, keep: true } } ]
            """, header: Self.header)
        try news(&trial)
        try trial.answer("before")
        #expect(trial.state?.outputs["winner"] == .string("told"))
        #expect(trial.done == ["before", "news", "first"])
    }
}
