import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

@Suite struct LateArrivalTests {
    private static func asked(_ late: String) -> String {
        """
          - id: gather
            parallel:
              partner:
                - id: asked
                  uses: lab.ask
                  role: head
                  due: 1 working day
                  when_overdue: continue
                  \(late)
                  set: { words: "${vars.words + [steps.asked.text]}" }
              machine: [ { id: posted, wait: { for: 2 days } } ]
          - { id: areas, uses: lab.echo, with: { number: "${size(vars.words)}" } }
          - { id: agenda, uses: lab.ask, role: inspector, due: 20 working days }
          - { id: meeting, uses: lab.ask, role: inspector, set: { met: "${true}" } }
          - { id: report, uses: lab.ask, role: inspector }
        """
    }
    private static let variables = """
        vars: { words: { type: list<text>, initial: [] }, met: { type: boolean, initial: false } }
        """
    private static let header =
        variables
            + #"""

            outputs:
              words: "${vars.words}"
              late: '${has(steps.asked.late) ? steps.asked.late.text : ""}'
            """#
    private static let reopens = "late: { go_to: areas, when: \"!vars.met\" }"

    /// A trial in which the question has lapsed, and its number.
    private func lapsed(_ late: String, hours: Int64 = 72) throws -> (trial: Trial, task: Int) {
        var trial = try Trial(Self.asked(late), header: late.isEmpty ? Self.variables : Self.header)
        let task = try trial.task("asked")
        try trial.pass(to: Trial.start.adding(seconds: hours * 3600))
        return (trial, task)
    }

    private func answerLate(_ trial: inout Trial, _ task: Int, text: String = "news", by id: String = "ann") throws {
        let form = Value.map(MapValue([(.string("text"), .string(text))]))
        _ = try trial.perform(
            .completeTask(CompleteTask(task: task, form: form, outcome: "approved")), by: trial.person(id))
    }

    private func arrival(in trial: Trial) throws -> TaskAnsweredLate {
        for case .taskAnsweredLate(let event) in trial.events { return event }
        throw TrialFailure(["nothing came late"])
    }

    @Test func `Without a word on late arrivals they are refused`() throws {
        var (trial, task) = try lapsed("")
        let rejection = #expect(throws: Rejection.self) { try answerLate(&trial, task) }
        #expect(rejection?.code == .notOpen)
    }

    @Test func `What is to be kept is kept beside the result, and nothing follows from it`() throws {
        var (trial, task) = try lapsed("late: keep")
        #expect(trial.state?.tasks.map(\.task.number) == [try trial.task("agenda")], "nothing is in a list for it")
        try answerLate(&trial, task)
        let event = try arrival(in: trial)
        #expect(!event.isActedOn && event.reopens == nil && event.by == "ann")
        for step in ["agenda", "meeting", "report"] { try trial.answer(step, by: "cyd") }
        #expect(trial.state?.outputs["words"] == .list([.string("silence")]))
        #expect(trial.state?.outputs["late"] == .string("news"))
        #expect(trial.state?.status == .completed)
    }

    @Test func `It is checked and authorised as if it had come in time, and taken once`() throws {
        var (trial, task) = try lapsed("late: keep")
        let other = #expect(throws: Rejection.self) { try answerLate(&trial, task, by: "cyd") }
        #expect(other?.code == .notPermitted)
        let fault = #expect(throws: Rejection.self) { try answerLate(&trial, task, text: "nonsense") }
        #expect(fault?.faults.map(\.line) == ["text: this is nonsense"])
        try answerLate(&trial, task)
        let again = #expect(throws: Rejection.self) { try answerLate(&trial, task) }
        #expect(again?.code == .notOpen)
    }

    @Test func `A list goes back for it while the condition holds, and later stages are done again`() throws {
        var (trial, task) = try lapsed(Self.reopens)
        let agenda = try trial.task("agenda")
        try answerLate(&trial, task)
        let event = try arrival(in: trial)
        #expect(event.isActedOn && event.reopens == "areas")
        #expect(trial.state?.task(agenda) == nil, "what ran from there on is withdrawn")
        #expect(try trial.task("agenda") != agenda)
        #expect(trial.done.filter { $0 == "areas" }.count == 2)
        for step in ["agenda", "meeting", "report"] { try trial.answer(step, by: "cyd") }
        #expect(trial.state?.outputs["words"] == .list([.string("silence"), .string("news")]))
        #expect(trial.state?.performers[trial.definition.step("asked")?.index ?? -1] == ["ann"])
    }

    @Test func `Once the condition no longer holds it is kept`() throws {
        var (trial, task) = try lapsed(Self.reopens)
        for step in ["agenda", "meeting"] { try trial.answer(step, by: "cyd") }
        try answerLate(&trial, task)
        #expect(!(try arrival(in: trial).isActedOn))
        try trial.answer("report", by: "cyd")
        #expect(trial.state?.outputs["late"] == .string("news"))
    }

    @Test func `A step that is still ahead sees what came late and is not hurried`() throws {
        var (trial, task) = try lapsed(Self.reopens, hours: 36)
        #expect(trial.state?.lapsed[task] != nil)
        try answerLate(&trial, task)
        let event = try arrival(in: trial)
        #expect(event.isActedOn && event.reopens == nil)
        #expect(!trial.done.contains("areas"))
        try trial.pass(to: Trial.start.adding(seconds: 5 * 86_400))
        #expect(trial.done.filter { $0 == "areas" }.count == 1)
        #expect(trial.state?.variables["words"] == .list([.string("silence"), .string("news")]))
    }

    @Test func `Who is asked again answers the new question, not the old one`() throws {
        var trial = try Trial(
            """
              - id: rounds
                repeat:
                  - { id: asked, uses: lab.ask, role: head, due: 1 working day, when_overdue: continue, late: keep }
                  - { id: enough, uses: lab.ask, role: inspector }
                until: steps.enough.text == "enough"
            """)
        let first = try trial.task("asked")
        try trial.pass(to: Trial.start.adding(seconds: 2 * 86_400))
        try trial.answer("enough", "more", by: "cyd")
        #expect(throws: Rejection.self) { try answerLate(&trial, first) }
        let second = try trial.task("asked")
        try trial.pass(to: Trial.start.adding(seconds: 5 * 86_400))
        try answerLate(&trial, second)
        #expect(try arrival(in: trial).task == second)
        try trial.answer("enough", "enough", by: "cyd")
        #expect(trial.state?.lapsed.isEmpty == true)
    }

    @Test func `A list that is over is not set back`() throws {
        var trial = try Trial(
            """
              - id: rounds
                repeat:
                  - { id: draft, uses: lab.ask, role: inspector }
                  - id: asked
                    uses: lab.ask
                    role: head
                    due: 1 working day
                    when_overdue: continue
                    late: { go_to: draft }
                at_most: 1
              - { id: after, uses: lab.ask, role: inspector }
            """)
        try trial.answer("draft", by: "cyd")
        let task = try trial.task("asked")
        try trial.pass(to: Trial.start.adding(seconds: 2 * 86_400))
        try answerLate(&trial, task)
        #expect(!(try arrival(in: trial).isActedOn))
        #expect(trial.state?.tasks.count == 1)
    }
}
