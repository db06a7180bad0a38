import Agreement
import Testing
import WaymarkPluginKit
import WaymarkTestKit

@Suite("The family agreement")
struct ConformanceTests {
    private var samples: [StepSample] {
        [
            StepSample(
                "agreement.support", with: #"{"domains": ["d1"]}"#,
                form: """
                    {"measures": [{"domain": "d1", "need": "long waits", "kind": "expertise", "provider": "NHS IQ", "measure": "weeks",
                     "baseline": "20", "target": "18", "by": "2014-03-31"}], "ccg_undertakes": "A pathway.", "nhs_england_undertakes": "A team."}
                    """),
            StepSample(
                "agreement.trajectory", with: #"{"domains": ["d1"]}"#,
                form: """
                    {"trajectories": [{"id": "t1", "domain": "d1", "measure": "weeks", "baseline": "20", "target": "18", "by": "2014-03-31",
                     "milestones": [{"by": "2013-12-31", "target": "19"}]}]}
                    """),
            StepSample(
                "agreement.sign", with: #"{"version": "0123456789abcdef", "party": "The CCG"}"#,
                form: #"{"version": "01234567"}"#, outcome: "agreed"),
            StepSample(
                "agreement.sign", with: #"{"version": "0123456789abcdef", "party": "The CCG"}"#, outcome: "not_agreed",
                reason: "Too slow."),
        ]
    }

    @Test func `keeps the contract of step kinds`() async throws {
        await StepKindConformance(StepHarness(plugin: AgreementPlugin.plugin), samples: samples).check()
    }

    @Test func `has its kinds`() {
        #expect(
            AgreementPlugin.plugin.kinds.map(\.name) == ["agreement.support", "agreement.trajectory", "agreement.sign"])
    }
}
