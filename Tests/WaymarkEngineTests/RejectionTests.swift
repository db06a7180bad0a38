import CEL
import Testing
import WaymarkDefinition
import WaymarkEngine

/// Every reason that the engine can refuse a command for is given by some command here.
@Suite struct RejectionTests {
    private static let steps = """
          - { id: draft, uses: lab.ask, role: head }
          - { id: sign, uses: lab.ask, role: head }
        """
    private static let header = "rules: [ { different_people: [draft, sign] } ]"

    /// What is tried, and why it is refused.
    enum Scenario: CaseIterable {
        case byAnotherRole, bySamePerson, claimedByOther, doneAlready, unknownRung, faultyForm, releasedUnclaimed, loop
        case votedBefore, heldBack, outOfTurn, cannotMove

        var code: Rejection.Code {
            switch self {
            case .byAnotherRole: .notPermitted
            case .bySamePerson: .separationOfDuties
            case .claimedByOther: .claimedByOther
            case .doneAlready: .notOpen
            case .unknownRung: .notFound
            case .faultyForm: .invalid
            case .releasedUnclaimed: .wrongState
            case .loop: .endless
            case .votedBefore: .handedInBefore
            case .heldBack: .notOffered
            case .outOfTurn: .outOfTurn
            case .cannotMove: .cannotMove
            }
        }
    }

    @Test(arguments: Scenario.allCases) func `A command that may not be is refused for its reason`(
        scenario: Scenario
    ) throws {
        let rejection = #expect(throws: Rejection.self) { try attempt(scenario) }
        #expect(rejection?.code == scenario.code, "\(rejection?.message ?? "")")
        #expect(rejection?.message.hasPrefix("Expected ") == true || scenario == .faultyForm)
    }

    @Test func `Every reason is tried, and has a number of its own`() {
        #expect(Set(Scenario.allCases.map(\.code)) == Set(Rejection.Code.allCases))
        #expect(Set(Rejection.Code.allCases.map(\.number)).count == Rejection.Code.allCases.count)
    }

    private func attempt(_ scenario: Scenario) throws {
        switch scenario {
        case .loop: return try runLoop()
        case .votedBefore, .heldBack, .outOfTurn: return try attemptOffer(scenario)
        default: break
        }
        var trial = try Trial(Self.steps, header: Self.header)
        switch scenario {
        case .byAnotherRole: try trial.answer("draft", by: "cyd")
        case .bySamePerson:
            try trial.answer("draft", by: "ann")
            try trial.answer("sign", by: "ann")
        case .claimedByOther:
            _ = try trial.perform(.claimTask(task: trial.task("draft")), by: trial.person("ann"))
            try trial.answer("draft", by: "bob")
        case .doneAlready:
            let task = try trial.task("draft")
            try trial.answer("draft", by: "ann")
            _ = try trial.perform(.claimTask(task: task), by: trial.person("bob"))
        case .unknownRung:
            var trial = try Trial(
                "  - { id: asked, uses: lab.ask, role: head, due: 1 working day, escalate: [ { to: inspector } ] }")
            _ = try trial.perform(
                .escalateTask(task: trial.task("asked"), rung: 7, reason: "Nobody is here"), by: trial.person("ann"))
        case .faultyForm: try trial.answer("draft", "nonsense")
        case .cannotMove:
            try trial.migrate(
                to: try Trial.compiled("  - { id: other, uses: lab.ask, role: head }", version: "2"))
        case .releasedUnclaimed:
            _ = try trial.perform(.releaseTask(task: trial.task("draft")), by: trial.person("ann"))
        default: break
        }
    }

    /// Tasks that are not everyone's to take at any time.
    private func attemptOffer(_ scenario: Scenario) throws {
        switch scenario {
        case .votedBefore:
            var trial = try Trial("  - { id: vote, uses: lab.ask, role: head, quorum: { of: head, needed: 2 } }")
            try trial.answer("vote", by: "ann")
            try trial.answer("vote", by: "ann")
        case .heldBack:
            var trial = try Trial("  - { id: held, uses: lab.ask, role: head, available_while: 1 > 2 }")
            try trial.answer("held", by: "ann")
        default:
            var trial = try Trial(
                """
                  - id: both
                    any_order:
                      - { id: one, uses: lab.ask, role: head }
                      - { id: other, uses: lab.ask, role: head }
                """)
            _ = try trial.perform(.claimTask(task: trial.task("one")), by: trial.person("ann"))
            _ = try trial.perform(.claimTask(task: trial.task("other")), by: trial.person("bob"))
        }
    }

    /// A loop within its bound that causes more events than one command may.
    private func runLoop() throws {
        _ = try Trial(
            """
              - id: again
                repeat:
                  - { id: count, set: { passes: "${vars.passes + 1}" } }
                until: vars.passes > 1000000
                at_most: 1000000
            """, header: "vars: { passes: { type: integer, initial: 0 } }")
    }
}
