import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

/// Tasks that are given to another of those who may do them.
@Suite struct ReassignmentTests {
    private static func asked(_ more: String = "") -> String {
        """
          - id: asked
            uses: lab.ask
            role: head
            due: 1 working day
            escalate: [ { after: 1 working day overdue, to: inspector } ]
        \(more)
        """
    }

    @Test func `Whoever the ladder leads to gives a task to another, whoever had claimed it`() throws {
        var trial = try Trial(Self.asked())
        let task = try trial.task("asked")
        _ = try trial.perform(.claimTask(task: task), by: trial.person("ann"))
        try trial.delegate("asked", to: "zed", by: "ann")
        let events = try trial.reassign("asked", to: "bob", by: "cyd")
        #expect(
            events == [
                .taskReassigned(TaskReassigned(task: task, to: "bob", from: "ann", by: "cyd", reason: "Leave"))
            ])
        #expect(trial.state?.tasks.first?.task.assignee == "bob")
        #expect(trial.state?.delegations == [], "what ann had let somebody do is over")
        #expect(trial.refusal { try $0.answer("asked", by: "ann") }?.code == .claimedByOther)
        #expect(trial.refusal { try $0.answer("asked", by: "zed") }?.code == .notPermitted)
        try FoldingTests.check(trial)
        try trial.answer("asked", by: "bob")
        #expect(trial.state?.status == .completed)
    }

    @Test(arguments: [
        ("ann", "bob", Rejection.Code.notPermitted, "Ann (ann) is not on its ladder"),
        ("zed", "bob", .notPermitted, "Zed (zed) is not on its ladder"),
        ("cyd", "zed", .notPermitted, "Zed (zed) does not hold the role head"),
        ("cyd", "nobody", .invalid, "there is no \"nobody\""),
    ]) func `It is refused with the reason`(by: String, to: String, code: Rejection.Code, words: String) throws {
        var trial = try Trial(Self.asked())
        let refusal = trial.refusal { try $0.reassign("asked", to: to, by: by) }
        #expect(refusal?.code == code)
        #expect(refusal?.message.contains(words) == true, "\(refusal?.message ?? "")")
    }

    @Test func `Where nobody stands above, nobody reassigns`() throws {
        var trial = try Trial("  - { id: asked, uses: lab.ask, role: head }")
        let refusal = trial.refusal { try $0.reassign("asked", to: "bob", by: "cyd") }
        #expect(refusal?.code == .notPermitted)
        #expect(refusal?.message.contains("step asked has no ladder") == true)
    }

    @Test func `It needs a reason, and is not done to the one who has it`() throws {
        var trial = try Trial(Self.asked())
        #expect(trial.refusal { try $0.reassign("asked", to: "bob", by: "cyd", reason: " ") }?.code == .invalid)
        try trial.reassign("asked", to: "bob", by: "cyd")
        #expect(trial.refusal { try $0.reassign("asked", to: "bob", by: "cyd") }?.code == .wrongState)
    }

    @Test func `Rules on people hold for the one who gets it and the one who gives it`() throws {
        var trial = try Trial(
            "  - { id: draft, uses: lab.ask, role: head }\n" + Self.asked(),
            header: "rules: [ { different_people: [draft, asked] } ]")
        try trial.delegate("draft", to: "cyd", by: "ann")
        try trial.answer("draft", by: "cyd")
        let giver = trial.refusal { try $0.reassign("asked", to: "bob", by: "cyd") }
        #expect(giver?.code == .separationOfDuties, "who drafted has no say in who signs")

        var other = try Trial(
            "  - { id: draft, uses: lab.ask, role: head }\n" + Self.asked(),
            header: "rules: [ { different_people: [draft, asked] } ]")
        try other.answer("draft", by: "ann")
        #expect(other.refusal { try $0.reassign("asked", to: "ann", by: "cyd") }?.code == .separationOfDuties)
        try other.reassign("asked", to: "bob", by: "cyd")
    }

    @Test func `What several hand in is given to nobody alone, and what stands still to nobody`() throws {
        var panel = try Trial(
            """
              - id: decide
                uses: lab.judge
                quorum: { of: panel, needed: 2 }
                due: 1 working day
                escalate: [ { after: 1 working day overdue, to: inspector } ]
            """)
        #expect(panel.refusal { try $0.reassign("decide", to: "pia", by: "cyd") }?.code == .wrongState)
        var trial = try Trial(Self.asked())
        _ = try trial.perform(.suspendCase(reason: "Audit"), by: trial.person("cyd"))
        #expect(trial.refusal { try $0.reassign("asked", to: "bob", by: "cyd") }?.code == .wrongState)
    }
}
