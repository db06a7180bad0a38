import Assessment
import Testing
import WaymarkPluginKit
import WaymarkTestKit

@Suite("The family assessment")
struct ConformanceTests {
    private var samples: [StepSample] {
        [
            StepSample(
                "assessment.rate",
                with: """
                    {"scale": "rating", "domain": "d3", "question": "Is care good?", "evidence": [{"id": "e1", "type": "jsna", "domain": "d3", "title": "Waits", "source": "Council", "finding": "concern"}]}
                    """, form: #"{"rating": "assured", "reason": "Local evidence outweighs.", "evidence": ["e1"]}"#),
            StepSample(
                "assessment.worst",
                with: """
                    {"ratings": [{"domain": "d1", "rating": "assured", "reason": "r", "evidence": ["e1"]}], "scale": "rating"}
                    """),
            StepSample(
                "assessment.confirm",
                with: #"{"scale": "headline", "proposed": "assured", "because": "The worst is assured."}"#,
                form: #"{"headline": "assured"}"#),
            StepSample(
                "assessment.confirm",
                with: #"{"scale": "headline", "proposed": "assured", "because": "The worst is assured."}"#,
                form: #"{"headline": "not_assured"}"#, reason: "Leadership left."),
            StepSample(
                "assessment.respond",
                with: """
                    {"scale": "rating", "returned_because": "Others get expertise.", "proposal": {"ccg": "alder_vale", "ccg_name": "Alder Vale", "area_team": "north", "domain": "d1",
                     "rating": "assured_with_support", "concern": "waits", "support": [{"domain": "d1", "need": "long waits", "kind": "expertise", "provider": "NHS IQ", "measure": "weeks",
                     "baseline": "20", "target": "18", "by": "2014-03-31"}]}, "evidence": [{"id": "e1", "type": "jsna", "domain": "d3", "title": "Waits", "source": "Council", "finding": "concern"}]}
                    """,
                form: #"{"rating": "assured", "evidence": ["e1"]}"#, outcome: "revised"),
            StepSample(
                "assessment.respond",
                with: """
                    {"scale": "rating", "returned_because": "Others get expertise.", "proposal": {"ccg": "alder_vale", "ccg_name": "Alder Vale", "area_team": "north", "domain": "d1",
                     "rating": "assured_with_support", "concern": "waits", "support": [{"domain": "d1", "need": "long waits", "kind": "expertise", "provider": "NHS IQ", "measure": "weeks",
                     "baseline": "20", "target": "18", "by": "2014-03-31"}]}}
                    """, outcome: "maintained", reason: "The need is smaller here."),
        ]
    }

    @Test func `keeps the contract of step kinds`() async throws {
        await StepKindConformance(
            StepHarness(
                plugin: AssessmentPlugin.plugin,
                types: [
                    "rating": ["assured", "assured_with_support", "not_assured_without_intervention"],
                    "headline": ["assured", "not_assured"],
                ]), samples: samples
        ).check()
    }

    @Test func `has its kinds`() {
        #expect(
            AssessmentPlugin.plugin.kinds.map(\.name) == [
                "assessment.rate", "assessment.worst", "assessment.confirm", "assessment.respond",
            ])
    }
}
