import Escalation
import Testing
import WaymarkPluginKit
import WaymarkTestKit

@Suite("The family escalation")
struct ConformanceTests {
    private var samples: [StepSample] {
        [
            StepSample(
                "escalation.raise",
                with: """
                    {"evidence": [{"id": "e1", "type": "jsna", "domain": "d3", "title": "Waits", "source": "Council", "finding": "concern"}]}
                    """,
                form: """
                    {"concern": "Plans fail.", "domain": "d3", "route": "intervention", "evidence": ["e1"]}
                    """, outcome: "raised"),
            StepSample(
                "escalation.raise", with: #"{"prompt": "Two rounds without improvement."}"#, outcome: "not_raised",
                reason: "The trajectory is late, not lost."),
            StepSample(
                "escalation.test",
                with: """
                    {"concern": "Plans fail.", "evidence": [{"id": "e1", "type": "jsna", "domain": "d3", "title": "Waits", "source": "Council", "finding": "concern"}]}
                    """, form: #"{"functions": ["planning"], "evidence": ["e1"]}"#, outcome: "failing",
                reason: "Two plans were refused."),
            StepSample(
                "escalation.history",
                with: """
                    {"concern": "Plans fail.", "trajectories": [{"id": "t1", "domain": "d1", "measure": "weeks", "baseline": "20", "target": "18", "by": "2014-03-31",
                     "milestones": [{"by": "2013-12-31", "target": "19"}]}]}
                    """,
                form: """
                    {"tried": [{"trajectory": "t1", "support": "expertise", "result": "not_met", "since": "2013-04-01"}],
                     "why_not_enough": "No change in two rounds."}
                    """),
            StepSample(
                "escalation.direct", with: #"{"concern": "Plans fail."}"#,
                form: """
                    {"directions": [{"id": "d1", "function": "planning", "text": "Redo the plan.", "review": "2014-03-31"}]}
                    """),
            StepSample(
                "escalation.urgent_action",
                form: """
                    {"what": "Closed the ward.", "why": "Patients at risk.", "who": "Amira Holt", "acted_at": "2013-10-31T11:59:00Z"}
                    """),
        ]
    }

    @Test func `keeps the contract of step kinds`() async throws {
        await StepKindConformance(StepHarness(plugin: EscalationPlugin.plugin), samples: samples).check()
    }

    @Test func `has its kinds`() {
        #expect(
            EscalationPlugin.plugin.kinds.map(\.name) == [
                "escalation.raise", "escalation.test", "escalation.history", "escalation.direct",
                "escalation.urgent_action",
            ])
    }
}
