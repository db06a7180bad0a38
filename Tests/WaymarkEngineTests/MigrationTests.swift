import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

/// Where a case stands under another version of its workflow, and what cannot move.
@Suite struct MigrationTests {
    private static let two = """
          - { id: draft, uses: lab.ask, role: head, due: 5 working days }
          - { id: sign, uses: lab.ask, role: inspector }
        """

    @Test func `An open task goes on with its number, and its deadline is reckoned anew from when it opened`() throws {
        var trial = try Trial(Self.two)
        let task = try trial.task("draft")
        try trial.pass(to: Trial.start.adding(seconds: 86_400))
        let target = try Trial.compiled(
            """
              - { id: draft, uses: lab.ask, role: head, title: The draft, due: 10 working days, remind: [ 2 working days before due ] }
              - { id: sign, uses: lab.ask, role: inspector }
            """, version: "2")
        let standing = try #require(try trial.plan(target).standings.first)
        #expect(standing.due == Instant("2013-10-08T17:00:00Z"))
        #expect(standing.newDue == Instant("2013-10-15T17:00:00Z"))
        try trial.migrate(to: target)
        #expect(try trial.task("draft") == task)
        #expect(trial.state?.definition == target.hash.description)
        #expect(trial.state?.timers.values.map(\.purpose).sorted { $0.rawValue < $1.rawValue } == [.due, .remind])
        try FoldingTests.check(trial)
        try trial.answer("draft")
        try trial.answer("sign", by: "cyd")
        #expect(trial.state?.status == .completed)
    }

    @Test func `A deadline that has passed under the new version is late at once`() throws {
        var trial = try Trial(Self.two)
        try trial.pass(to: Trial.start.adding(seconds: 3 * 86_400))
        let target = try Trial.compiled(
            "  - { id: draft, uses: lab.ask, role: head, due: 1 working day }", version: "2")
        #expect(try trial.plan(target).standings.first?.notes.contains("is late at once") == true)
        try trial.migrate(to: target)
        #expect(trial.state?.tasks.first?.task.isLate == false)
        try trial.pass(to: trial.now)
        #expect(trial.state?.tasks.first?.task.isLate == true)
    }

    @Test func `A claim stays with whoever may still do the step`() throws {
        var trial = try Trial(Self.two)
        let task = try trial.task("draft")
        _ = try trial.perform(.claimTask(task: task), by: trial.person("ann"))
        let same = try Trial.compiled("  - { id: draft, title: Again, uses: lab.ask, role: head }", version: "2")
        try trial.migrate(to: same)
        #expect(trial.state?.task(task)?.task.assignee == "ann")
        let other = try Trial.compiled("  - { id: draft, uses: lab.ask, role: inspector }", version: "3")
        #expect(try trial.plan(other).standings.first?.lostClaim == "ann")
        try trial.migrate(to: other)
        #expect(trial.state?.task(task)?.task.assignee == nil)
        #expect(trial.state?.task(task)?.task.holders == ["D1/inspector"])
        #expect(throws: Rejection.self) { try trial.answer("draft", by: "ann") }
        try trial.answer("draft", by: "cyd")
        #expect(trial.state?.status == .completed)
    }

    @Test func `A step under another id is named, and what it gave goes with it`() throws {
        var trial = try Trial(
            """
              - { id: count, uses: lab.echo, with: { number: 7 } }
              - { id: draft, uses: lab.ask, role: head }
            """)
        let target = try Trial.compiled(
            """
              - { id: amount, uses: lab.echo, with: { number: 8 } }
              - { id: write, uses: lab.ask, role: head }
              - { id: again, uses: lab.echo, with: { number: "${steps.amount.number}" } }
            """, version: "2")
        #expect(throws: Rejection.self) { try trial.migrate(to: target) }
        try trial.migrate(to: target, map: ["count": "amount", "draft": "write"])
        try trial.answer("write")
        let again = try #require(trial.definition.step("again"))
        #expect(trial.state?.results[ResultKey(step: again.index, frame: 0)]?["number"] == .int(7))
        try FoldingTests.check(trial)
    }

    @Test func `Steps that are new behind the case stay undone, and steps ahead are done`() throws {
        var trial = try Trial(Self.two)
        try trial.answer("draft")
        let target = try Trial.compiled(
            """
              - { id: draft, uses: lab.ask, role: head }
              - { id: check, uses: lab.ask, role: head }
              - { id: sign, uses: lab.ask, role: inspector }
              - { id: file, uses: lab.ask, role: inspector }
            """, version: "2")
        #expect(try trial.plan(target).notes == ["will not be done: check"])
        try trial.migrate(to: target)
        try trial.answer("sign", by: "cyd")
        try trial.answer("file", by: "cyd")
        #expect(trial.done == ["draft", "sign", "file"])
        #expect(trial.state?.status == .completed)
    }

    @Test func `Variables and inputs get the type of the new version, or keep the case where it is`() throws {
        let header = "vars: { count: { type: integer, initial: 3 }, gone: { type: text, initial: x } }"
        var trial = try Trial(Self.two, header: header)
        let other = try Trial.compiled(
            Self.two, header: "vars: { count: { type: boolean, initial: true } }", version: "2")
        let message = try trial.plan(other).obstacles.first?.message
        #expect(
            message?.hasPrefix("the variable count is 3, which does not fit version 2: expected true or false") == true)
        let more = try Trial.compiled(
            Self.two,
            header: "vars: { count: { type: number, initial: 1.0 }, fresh: { type: text, initial: y } }", version: "2")
        #expect(try trial.plan(more).notes == ["the variable gone goes"])
        try trial.migrate(to: more)
        #expect(trial.state?.variables["fresh"] == .string("y"))
        #expect(trial.state?.variables["gone"] == nil)
        let asking = try Trial.compiled(
            Self.two, header: "inputs: { year: { type: integer, required: true } }", version: "3")
        #expect(try trial.plan(asking).obstacles.map(\.help) == ["give it a default in version 3"])
    }

    /// What cannot move: the steps of both versions, and how the reason begins.
    private static let stuck: [(old: String, new: String, reason: String)] = [
        (
            "  - { id: draft, uses: lab.ask, role: head }", "  - { id: other, uses: lab.ask, role: head }",
            "\"draft\" is open, and version 2 has no step draft"
        ),
        (
            "  - { id: draft, uses: lab.ask, role: head }",
            "  - { id: both, parallel: { left: [ { id: draft, uses: lab.ask, role: head } ], right: [ { id: x, uses: lab.post } ] } }",
            "\"draft\" is open in the process itself; in version 2 draft stands in the branch left of both"
        ),
        (
            "  - { id: draft, uses: lab.ask, role: head }", "  - { id: draft, uses: lab.judge, role: head }",
            "\"draft\" is open as lab.ask; in version 2 draft is lab.judge"
        ),
        (
            "  - { id: hold, wait: { message: news } }", "  - { id: hold, wait: { for: 3 days } }",
            "\"hold\" is open as a wait for the message news; in version 2 hold is a wait for a moment"
        ),
        (
            "  - { id: send_it, uses: lab.post }", "  - { id: send_it, uses: lab.ask, role: head }",
            "\"send it\" is open as lab.post; in version 2 send_it is lab.ask"
        ),
        (
            "  - { id: both, parallel: { left: [ { id: a, uses: lab.ask, role: head } ], right: [ { id: b, uses: lab.post } ] } }",
            "  - { id: both, parallel: { west: [ { id: a, uses: lab.ask, role: head } ], right: [ { id: b, uses: lab.post } ] } }",
            "the branch left of \"both\" is under way, and both of version 2 has none like it"
        ),
        (
            "  - { id: both, parallel: { left: [ { id: a, uses: lab.ask, role: head } ], right: [ { id: b, uses: lab.post } ] } }",
            "  - { id: both, any_order: { left: [ { id: a, uses: lab.ask, role: head } ], right: [ { id: b, uses: lab.post } ] } }",
            "\"both\" is open as parallel branches; in version 2 both is steps in any order"
        ),
        (
            "  - { id: each, for_each: word, in: '[\"a\"]', steps: [ { id: a, uses: lab.ask, role: head } ] }",
            "  - { id: each, for_each: word, in: '[\"a\"]', mode: one_by_one, steps: [ { id: a, uses: lab.ask, role: head } ] }",
            "\"each\" is open as a loop, parallel; in version 2 each is a loop, one_by_one"
        ),
        (
            "  - { id: other, call: trial }", "  - { id: other, call: trial, detach: true }",
            "\"other\" is open as a call of trial; in version 2 other is a call of trial that nobody waits for"
        ),
        (
            "  - { id: draft, uses: lab.ask, role: head }",
            """
              - { id: amount, uses: lab.echo, with: { number: 1 } }
              - { id: draft, uses: lab.ask, role: head }
              - { id: again, uses: lab.echo, with: { number: "${steps.amount.number}" } }
            """,
            "\"again\" of version 2 reads what amount gives, and the case would be past amount without having done it"
        ),
    ]

    @Test(arguments: stuck.indices) func `What has no place keeps the case where it is, with the reason`(
        place: Int
    ) throws {
        let (old, new, reason) = Self.stuck[place]
        let header = "messages: { news: { text: text } }"
        var trial = try Trial(old, header: old.contains("news") ? header : "")
        let target = try Trial.compiled(new, version: "2")
        let before = CaseSnapshot.bytes(of: try #require(trial.state))
        let plan = try trial.plan(target)
        #expect(plan.obstacles.first?.message == reason)
        #expect(plan.obstacles.allSatisfy { !$0.help.isEmpty })
        let rejection = #expect(throws: Rejection.self) { try trial.migrate(to: target) }
        #expect(rejection?.code == .cannotMove)
        #expect(CaseSnapshot.bytes(of: try #require(trial.state)) == before)
    }

    @Test func `Votes need a quorum to go on in, and their outcomes`() throws {
        var trial = try Trial(
            "  - { id: panel, uses: lab.judge, role: panel, quorum: { of: panel, needed: 3 } }")
        try trial.answer("panel", by: "pia")
        let alone = try Trial.compiled("  - { id: panel, uses: lab.judge, role: panel }", version: "2")
        #expect(
            try trial.plan(alone).obstacles.first?.message
                == "1 have handed in \"panel\"; in version 2 one person decides it")
        let fewer = try Trial.compiled(
            "  - { id: panel, uses: lab.judge, role: panel, quorum: { of: panel, needed: 2 } }", version: "2")
        try trial.migrate(to: fewer)
        try trial.answer("panel", by: "pim")
        #expect(trial.state?.status == .completed)
    }

    @Test func `A join that needs less goes on at once`() throws {
        func steps(_ join: String) -> String {
            "  - { id: both, join: \(join), parallel: { left: [ { id: a, uses: lab.ask, role: head } ], right: [ { id: b, uses: lab.ask, role: inspector } ] } }"
        }
        var trial = try Trial(steps("all"))
        try trial.answer("a")
        #expect(trial.state?.status == .open)
        try trial.migrate(to: try Trial.compiled(steps("any"), version: "2"))
        #expect(trial.state?.status == .completed)
        try FoldingTests.check(trial)
    }

    @Test func `A wait for a length of time is counted from when it began`() throws {
        var trial = try Trial("  - { id: pause, wait: { for: 10 days } }")
        try trial.pass(to: Trial.start.adding(seconds: 2 * 86_400))
        let target = try Trial.compiled("  - { id: pause, wait: { for: 3 days } }", version: "2")
        let standing = try #require(try trial.plan(target).standings.first)
        #expect(standing.newDue == Instant("2013-10-04T17:00:00Z"))
        try trial.migrate(to: target)
        try trial.pass(to: Trial.start.adding(seconds: 4 * 86_400))
        #expect(trial.state?.status == .completed)
    }

    @Test func `A race keeps the branch that won, wherever it stands`() throws {
        var trial = try Trial(
            """
              - id: first
                race:
                  asked: [ { id: ask, uses: lab.ask, role: head }, { id: more, uses: lab.ask, role: head } ]
                  told: [ { id: tell, uses: lab.ask, role: inspector } ]
            """)
        try trial.answer("ask")
        let target = try Trial.compiled(
            """
              - id: first
                race:
                  late: [ { id: pause, wait: { for: 1 day } } ]
                  told: [ { id: tell, uses: lab.ask, role: inspector } ]
                  asked: [ { id: ask, uses: lab.ask, role: head }, { id: more, uses: lab.ask, role: head } ]
            """, version: "2")
        try trial.migrate(to: target)
        try trial.answer("more")
        let first = try #require(trial.definition.step("first"))
        #expect(trial.state?.results[ResultKey(step: first.index, frame: 0)]?["winner"] == .string("asked"))
    }

    @Test func `Who has done a step is still held to it`() throws {
        let rule = "rules: [ { different_people: [draft, sign] } ]"
        let steps = "  - { id: draft, uses: lab.ask, role: head }\n  - { id: sign, uses: lab.ask, role: head }"
        var trial = try Trial(steps)
        try trial.answer("draft", by: "ann")
        _ = try trial.perform(.claimTask(task: trial.task("sign")), by: trial.person("ann"))
        let target = try Trial.compiled(steps, header: rule, version: "2")
        #expect(try trial.plan(target).standings.first?.lostClaim == "ann")
        try trial.migrate(to: target)
        #expect(throws: Rejection.self) { try trial.answer("sign", by: "ann") }
        try trial.answer("sign", by: "bob")
    }

    @Test func `A preview that is older than the case moves nothing`() throws {
        var trial = try Trial(Self.two)
        let revision = try #require(trial.state?.revision)
        try trial.answer("draft")
        let target = try Trial.compiled(Self.two + "\n  - { id: file, uses: lab.post }", version: "2")
        let rejection = #expect(throws: Rejection.self) { try trial.migrate(to: target, revision: revision) }
        #expect(rejection?.code == .wrongState)
        #expect(rejection?.message.contains("as it was previewed") == true)
        try trial.migrate(to: target)
        #expect(throws: Rejection.self) { try trial.migrate(to: target) }
    }

    @Test func `Reasons, ended cases and cases being cancelled are refused`() throws {
        var trial = try Trial(Self.two)
        let target = try Trial.compiled(Self.two + "\n  - { id: file, uses: lab.post }", version: "2")
        #expect(throws: Rejection.self) { try trial.migrate(to: target, reason: " ") }
        _ = try trial.perform(.cancelCase(reason: "no"), by: trial.person("cyd"))
        let rejection = #expect(throws: Rejection.self) { try trial.migrate(to: target) }
        #expect(rejection?.code == .notOpen)
    }
}
