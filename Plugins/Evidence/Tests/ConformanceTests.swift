import Evidence
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

@Suite("The family evidence")
struct ConformanceTests {
    private var samples: [StepSample] {
        [
            StepSample(
                "evidence.gather", with: #"{"period": "2013-14-Q2"}"#),
            StepSample(
                "evidence.collect",
                with: """
                    {"gathered": [{"id": "e1", "type": "jsna", "domain": "d3", "title": "Waits", "source": "Council", "finding": "concern"}], "expected": ["jsna", "healthwatch"], "domains": ["d1", "d3"]}
                    """,
                form: """
                    {"items": [{"type": "healthwatch", "domain": "d1", "title": "Heard", "source": "Healthwatch", "date": "2013-10-01",
                      "finding": "note"}]}
                    """),
            StepSample(
                "evidence.collect",
                with: """
                    {"gathered": [{"id": "e1", "type": "jsna", "domain": "d3", "title": "Waits", "source": "Council", "finding": "concern"}], "expected": ["healthwatch"]}
                    """, reason: "They never answered."),
            StepSample(
                "evidence.carry_forward", with: #"{"workflow": "assurance", "key": "2013-14-Q1"}"#),
        ]
    }

    @Test func `keeps the contract of step kinds`() async throws {
        let fixture = try EffectFixture(
            [
                "evidence/2013-14-Q2.csv": """
                ccg,type,domain,title,source,date,finding
                alder_vale,jsna,d3,Needs,Council,2013-08-25,note

                """
            ],
            outputs: [
                "assurance alder_vale 2013-14-Q1": try JSONParser.parse(
                    Array(
                        #"""
                        {"actions": [{"id": "action-1", "text": "Write", "owner": "CCG", "due": "2013-09-30", "state": "planned"}]}
                        """#.utf8), style: .plain)
            ])
        await StepKindConformance(StepHarness(plugin: EvidencePlugin.plugin), samples: samples, effectsOn: fixture)
            .check()
    }

    @Test func `has its kinds`() {
        #expect(
            EvidencePlugin.plugin.kinds.map(\.name) == [
                "evidence.gather", "evidence.collect", "evidence.carry_forward",
            ])
    }
}
