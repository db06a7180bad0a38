import Meeting
import Testing
import WaymarkPluginKit
import WaymarkTestKit

@Suite("The family meeting")
struct ConformanceTests {
    private var samples: [StepSample] {
        [
            StepSample(
                "meeting.hold",
                with: """
                    {"required": ["alder_vale"], "agenda": [{"id": "jsna-1", "domain": "d3", "title": "Needs", "source": "Council", "origin": "evidence"}]}
                    """,
                form: """
                    {"held_on": "2013-10-30", "attendees": [{"name": "Ada", "organisation": "Alder Vale CCG"}], "lay_participation": true,
                     "notes": [{"item": "jsna-1", "performance": "Behind.", "development": "A new lead."}],
                     "actions": [{"text": "Write", "owner": "CCG", "due": "2013-12-31", "domain": "d3"}]}
                    """)
        ]
    }

    @Test func `keeps the contract of step kinds`() async throws {
        await StepKindConformance(StepHarness(plugin: MeetingPlugin.plugin), samples: samples).check()
    }

    @Test func `has its kinds`() {
        #expect(MeetingPlugin.plugin.kinds.map(\.name) == ["meeting.hold"])
    }
}
