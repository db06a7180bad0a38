import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

@Suite struct QuorumTests {
    private static let header = """
        outputs: { outcome: "${steps.decide.outcome}", votes: "${size(steps.decide.votes)}" }
        """

    private func trial(_ quorum: String, _ more: String = "") throws -> Trial {
        try Trial("  - { id: decide, uses: lab.judge, quorum: \(quorum)\(more) }", header: Self.header)
    }

    @Test func `The step ends when as many as are needed agree, and each hands in once`() throws {
        var trial = try trial("{ of: panel, needed: 2 }")
        try trial.answer("decide", by: "pia")
        let again = #expect(throws: Rejection.self) { try trial.answer("decide", by: "pia") }
        #expect(again?.code == .handedInBefore)
        #expect(throws: Rejection.self) { try trial.answer("decide", by: "ann") }
        try trial.answer("decide", outcome: "returned", reason: "no", by: "pim")
        #expect(trial.state?.status == .open)
        try trial.answer("decide", by: "pol")
        #expect(trial.state?.outputs["outcome"] == .string("approved"))
        #expect(trial.state?.outputs["votes"] == .int(3))
        #expect(trial.events.count { if case .taskVoted = $0 { true } else { false } } == 3)
    }

    @Test func `A share of the members suffices instead, and who takes no part is no member`() throws {
        var share = try trial("{ of: panel, needed: 4, or: two_thirds }")
        try share.answer("decide", by: "pia")
        try share.answer("decide", by: "pim")
        #expect(share.state?.status == .open, "two thirds of four are three")
        try share.answer("decide", outcome: "recused", by: "pol")
        #expect(share.state?.outputs["outcome"] == .string("approved"), "two thirds of three are two")
    }

    @Test func `When all have handed in and nothing has enough, the step is undecided`() throws {
        var trial = try trial("{ of: panel, needed: 3 }")
        for person in ["pia", "pim"] { try trial.answer("decide", by: person) }
        for person in ["pol", "pat"] { try trial.answer("decide", outcome: "returned", reason: "no", by: person) }
        #expect(trial.state?.outputs["outcome"] == .string("undecided"))
    }

    @Test func `When time is up the outcome with the most votes counts, if enough have handed in`() throws {
        let time = ", due: 1 working day, when_overdue: continue"
        var decided = try trial("{ of: panel, needed: 3 }", time)
        for person in ["pia", "pim"] { try decided.answer("decide", by: person) }
        try decided.answer("decide", outcome: "returned", reason: "no", by: "pol")
        try decided.pass(to: Trial.start.adding(seconds: 3 * 86_400))
        #expect(decided.state?.outputs["outcome"] == .string("approved"))

        var silent = try trial("{ of: panel, needed: 3 }", time)
        for person in ["pia", "pim"] { try silent.answer("decide", by: person) }
        try silent.pass(to: Trial.start.adding(seconds: 3 * 86_400))
        #expect(silent.state?.outputs["outcome"] == .string("overdue"))
        #expect(silent.state?.outputs["votes"] == .int(2))

        var tied = try trial("{ of: panel, needed: 2 }", time)
        try tied.answer("decide", by: "pia")
        try tied.answer("decide", outcome: "returned", reason: "no", by: "pol")
        try tied.pass(to: Trial.start.adding(seconds: 3 * 86_400))
        #expect(tied.state?.outputs["outcome"] == .string("overdue"))
    }

    @Test(arguments: ["", ", when_overdue: stay_open"])
    func `Silence decides nothing for a quorum unless the definition says so`(rule: String) throws {
        var trial = try trial("{ of: panel, needed: 3 }", ", due: 1 working day\(rule)")
        for person in ["pia", "pim"] { try trial.answer("decide", by: person) }
        try trial.pass(to: Trial.start.adding(seconds: 300 * 86_400))
        #expect(trial.state?.tasks.first?.task.isLate == true)
        #expect(trial.state?.tasks.first?.task.votes?.count == 2, "what was handed in stays")
        #expect(trial.state?.status == .open)
        try trial.answer("decide", by: "pol")
        #expect(trial.state?.outputs["outcome"] == .string("approved"))
    }

    @Test func `Every one who handed in has done the step, and none can claim it`() throws {
        var trial = try Trial(
            """
              - { id: decide, uses: lab.judge, quorum: { of: panel, needed: 2 } }
              - { id: sign, uses: lab.ask, role: panel }
            """, header: Self.header + "\nrules: [ { different_people: [decide, sign] } ]")
        #expect(throws: Rejection.self) {
            try trial.perform(.claimTask(task: try trial.task("decide")), by: trial.person("pia"))
        }
        try trial.answer("decide", by: "pia")
        try trial.answer("decide", by: "pim")
        #expect(throws: Rejection.self) { try trial.answer("sign", by: "pia") }
        #expect(throws: Rejection.self) { try trial.answer("sign", by: "pim") }
        try trial.answer("sign", by: "pol")
        #expect(trial.state?.status == .completed)
    }

    @Test func `Until when a result is hidden, and from whom, is kept with the case`() throws {
        var trial = try Trial(
            """
              - { id: decide, uses: lab.judge, quorum: { of: panel, needed: 1 }, hide_until: 5 working days }
              - { id: sign, uses: lab.ask, role: panel }
            """, header: Self.header)
        try trial.answer("decide", by: "pia")
        let hidden = try #require(trial.state?.hidden.first)
        #expect(hidden.people == ["pia"])
        #expect(hidden.until > Trial.start.adding(seconds: 6 * 86_400))
    }
}
