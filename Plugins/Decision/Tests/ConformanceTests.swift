import Decision
import Testing
import WaymarkPluginKit
import WaymarkTestKit

@Suite("The family decision")
struct ConformanceTests {
    private var samples: [StepSample] {
        [
            StepSample(
                "decision.decide",
                with: """
                    {"question": "Is it agreed?", "approve": "signed", "return": "returned", "also": ["noted"]}
                    """, form: #"{"note": "seen"}"#, outcome: "returned", reason: "Domain d2 is thin."),
            StepSample(
                "decision.committee", with: #"{"committee": "committee", "question": "Intervene?"}"#,
                form: """
                    {"held_on": "2013-10-30", "present": ["ada", "ben", "cleo", "dan"], "minute": "Discussed at length.",
                     "recusals": [{"member": "eve", "reason": "Sits on the board of the CCG."}],
                     "votes": [{"member": "ada", "vote": "for"}, {"member": "ben", "vote": "for"}, {"member": "cleo", "vote": "abstain"},
                      {"member": "dan", "vote": "against"}]}
                    """),
        ]
    }

    @Test func `keeps the contract of step kinds`() async throws {
        await StepKindConformance(StepHarness(plugin: DecisionPlugin.plugin), samples: samples).check()
    }

    @Test func `has its kinds`() {
        #expect(DecisionPlugin.plugin.kinds.map(\.name) == ["decision.decide", "decision.committee"])
    }
}
