import Consultation
import Testing
import WaymarkPluginKit
import WaymarkTestKit

@Suite("The family consultation")
struct ConformanceTests {
    private var samples: [StepSample] {
        [
            StepSample(
                "consultation.reply",
                with: """
                    {"partner": "healthwatch", "partner_name": "Healthwatch", "domains": ["d1"]}
                    """,
                form: """
                    {"text": "A matter.", "matters": [{"domain": "d1", "title": "Not heard", "finding": "concern"}]}
                    """, outcome: "replied"),
            StepSample(
                "consultation.reply",
                with: """
                    {"partner": "healthwatch", "partner_name": "Healthwatch", "domains": ["d1"]}
                    """, outcome: "nothing_to_add"),
            StepSample(
                "consultation.comment",
                with: """
                    {"document": {"hash": "abc", "title": "Agenda", "media_type": "text/markdown"}, "items": [{"id": "jsna-1", "domain": "d3", "title": "Needs", "source": "Council", "origin": "evidence"}]}
                    """, form: #"{"comments": [{"about": "jsna-1", "text": "Old.", "suggestion": "Drop it."}]}"#),
            StepSample(
                "consultation.respond", with: #"{"comments": [{"id": "comment-1", "about": "whole", "text": "a"}]}"#,
                form: """
                    {"answers": [{"comment": "comment-1", "answer": "declined", "reason": "Too late."}]}
                    """),
            StepSample(
                "consultation.represent",
                with: """
                    {"proposal": "Intervene.", "reasons": "Support did not help.", "evidence": [{"id": "e1", "type": "jsna", "domain": "d3", "title": "Waits", "source": "Council", "finding": "concern"}]}
                    """, form: #"{"statement": "The figures are old.", "disputed": ["e1"]}"#),
        ]
    }

    @Test func `keeps the contract of step kinds`() async throws {
        await StepKindConformance(StepHarness(plugin: ConsultationPlugin.plugin), samples: samples).check()
    }

    @Test func `has its kinds`() {
        #expect(
            ConsultationPlugin.plugin.kinds.map(\.name) == [
                "consultation.reply", "consultation.comment", "consultation.respond", "consultation.represent",
            ])
    }
}
