import CEL
import Testing
import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
import WaymarkStore

@Suite struct CallingCasesTests {
    private static let countdown = """
        workflow: countdown
        version: "1"
        title: Countdown
        subject: school
        inputs: { left: integer }
        outputs: { depth: { type: integer, value: "${inputs.left == 0 ? 0 : steps.again.depth + 1}" } }
        steps:
          - { id: again, when: inputs.left > 0, call: countdown, with: { left: "${inputs.left - 1}" } }
        """

    @Test(arguments: Works.Store.allCases)
    func `A workflow calls itself, and what the deepest gave comes back`(store: Works.Store) async throws {
        try await Works.open(store, [Self.countdown]) { works in
            let id = try await works.start("countdown", "S1", [("left", .int(5))])
            #expect(try works.state(id).outputs["depth"] == .int(5))
        }
    }

    @Test(arguments: Works.Store.allCases)
    func `Past the limit the deepest stops with an incident, and the others wait for it`(store: Works.Store)
        async throws
    {
        try await Works.open(store, [Self.countdown]) { works in
            let id = try await works.start("countdown", "S1", [("left", .int(40))])
            #expect(try works.state(id).status == .open)
            let incidents = try works.runtime.store.read { try $0.incidents(state: .open, caseID: nil, limit: 9) }
            #expect(incidents.count == 1)
            #expect(incidents.first?.message.hasPrefix("cases would call each other deeper than 32") == true)
            try await works.act(.cancelCase(reason: "too deep"), on: id)
            #expect(try works.runtime.store.read { try $0.cases(CaseQuery(status: "open", limit: 50)) }.isEmpty)
        }
    }

    @Test(arguments: Works.Store.allCases)
    func `A case that is not waited for goes its own way`(store: Works.Store) async throws {
        let caller = """
            workflow: caller
            version: "1"
            title: Caller
            subject: school
            roles: { head: { in: subject, position: head } }
            steps:
              - { id: aside, call: question, detach: true }
              - { id: own, uses: office.ask, role: head }
            """
        let question = """
            workflow: question
            version: "1"
            title: Question
            subject: school
            roles: { head: { in: subject, position: head } }
            steps: [ { id: asked, uses: office.ask, role: head } ]
            """
        try await Works.open(store, [caller, question]) { works in
            let id = try await works.start("caller", "S1")
            #expect(try works.open() == [id: ["own"], "question-S1": ["asked"]])
            try await works.act(.cancelCase(reason: "enough"), on: id)
            #expect(try works.open() == ["question-S1": ["asked"]])
            #expect(try works.state("question-S1").parent == nil)
        }
    }

    @Test(arguments: Works.Store.allCases)
    func `A message to the children reaches those that are open`(store: Works.Store) async throws {
        let parent = """
            workflow: parent
            version: "1"
            title: Parent
            subject: school
            messages: { stop: { why: text } }
            roles: { head: { in: subject, position: head } }
            steps:
              - id: both
                parallel:
                  called: [ { id: called, call: child, each: '["S1", "S2"]', as: school, subject: "${school}" } ]
                  told:
                    - { id: decide, uses: office.ask, role: head }
                    - { id: tell, send: stop, to: children, data: { why: enough } }
            """
        let child = """
            workflow: child
            version: "1"
            title: Child
            subject: school
            messages: { stop: { why: text } }
            roles: { head: { in: subject, position: head } }
            outputs: { winner: "${steps.first.winner}" }
            steps:
              - id: first
                race:
                  told: [ { id: stopped, wait: { message: stop } } ]
                  asked: [ { id: asked, uses: office.ask, role: head } ]
            """
        try await Works.open(store, [parent, child]) { works in
            let id = try await works.start("parent", "S3")
            try await works.answer("asked", of: "child-S1")
            try await works.answer("decide", of: id)
            #expect(try works.state("child-S1").outputs["winner"] == .string("asked"))
            #expect(try works.state("child-S2").outputs["winner"] == .string("told"))
            #expect(try works.state(id).status == .completed)
        }
    }
}
