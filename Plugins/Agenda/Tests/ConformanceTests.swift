import Agenda
import Testing
import WaymarkPluginKit
import WaymarkTestKit

@Suite("The family agenda")
struct ConformanceTests {
    private var samples: [StepSample] {
        [
            StepSample(
                "agenda.areas",
                with: """
                    {"evidence": [{"id": "e1", "type": "jsna", "domain": "d3", "title": "Waits", "source": "Council", "finding": "concern"}], "domains": ["d1", "d3"]}
                    """),
            StepSample(
                "agenda.propose",
                with: """
                    {"domains": ["d1"], "areas": [{"id": "dashboard-a", "domain": "d1", "title": "Waits", "source": "Dashboard",
                     "origin": "dashboard", "mandatory": true, "evidence": ["dashboard-a"]}]}
                    """,
                form: """
                    {"items": [{"area": "dashboard-a"}], "meeting_on": "2013-11-29", "lay_participation": "healthwatch",
                     "attendance": [{"name": "Amira Holt", "role": "lead", "organisation": "north"}]}
                    """),
            StepSample(
                "agenda.agree", with: #"{"version": "0123456789abcdef", "party": "Alder Vale CCG"}"#,
                form: #"{"version": "01234567", "attendees": [{"name": "Ada"}], "remark": "Good."}"#, outcome: "agreed"),
            StepSample(
                "agenda.agree", with: #"{"version": "0123456789abcdef", "party": "Alder Vale CCG"}"#,
                outcome: "not_agreed", reason: "Too long."),
        ]
    }

    @Test func `keeps the contract of step kinds`() async throws {
        await StepKindConformance(StepHarness(plugin: AgendaPlugin.plugin), samples: samples).check()
    }

    @Test func `has its kinds`() {
        #expect(AgendaPlugin.plugin.kinds.map(\.name) == ["agenda.areas", "agenda.propose", "agenda.agree"])
    }
}
