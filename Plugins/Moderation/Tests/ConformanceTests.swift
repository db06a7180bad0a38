import Moderation
import Testing
import WaymarkPluginKit
import WaymarkTestKit

@Suite("The family moderation")
struct ConformanceTests {
    private var samples: [StepSample] {
        [
            StepSample(
                "moderation.compare",
                with: """
                    {"proposals": [{"ccg": "alder_vale", "ccg_name": "Alder Vale", "area_team": "north", "domain": "d1",
                     "rating": "assured_with_support", "concern": "waits", "support": [{"domain": "d1", "need": "long waits", "kind": "expertise", "provider": "NHS IQ", "measure": "weeks",
                     "baseline": "20", "target": "18", "by": "2014-03-31"}]}], "expected": ["alder_vale"], "received": ["alder_vale"]}
                    """),
            StepSample(
                "moderation.decide",
                with: """
                    {"proposal": {"ccg": "alder_vale", "ccg_name": "Alder Vale", "area_team": "north", "domain": "d1",
                     "rating": "assured_with_support", "concern": "waits", "support": [{"domain": "d1", "need": "long waits", "kind": "expertise", "provider": "NHS IQ", "measure": "weeks",
                     "baseline": "20", "target": "18", "by": "2014-03-31"}]}, "flags": ["differs"]}
                    """, outcome: "returned", reason: "Others get more."),
            StepSample(
                "moderation.gaps",
                form: """
                    {"gaps": [{"domain": "d1", "need": "analysts", "missing": "any offer", "ccgs": ["alder_vale"]}]}
                    """),
            StepSample(
                "moderation.national",
                with: """
                    {"sheets": [{"region": "north", "sheet": [{"domain": "d1", "concern": "waits", "support": ["advice"], "ratings": ["r"],
                     "ccgs": ["alder_vale"]}]}]}
                    """),
        ]
    }

    @Test func `keeps the contract of step kinds`() async throws {
        await StepKindConformance(StepHarness(plugin: ModerationPlugin.plugin), samples: samples).check()
    }

    @Test func `has its kinds`() {
        #expect(
            ModerationPlugin.plugin.kinds.map(\.name) == [
                "moderation.compare", "moderation.decide", "moderation.gaps", "moderation.national",
            ])
    }
}
