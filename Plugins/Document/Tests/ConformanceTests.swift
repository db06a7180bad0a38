import Document
import Testing
import WaymarkPluginKit
import WaymarkTestKit

@Suite("The family document")
struct ConformanceTests {
    private var samples: [StepSample] {
        [
            StepSample(
                "document.render", with: #"{"template": "t.mustache", "title": "Report", "data": {"name": "Ada"}}"#),
            StepSample(
                "document.correct",
                with:
                    #"{"document": {"hash": "ab", "title": "Report", "media_type": "text/markdown"}, "facts": {"why": "x"}}"#,
                form: #"{"wording": [{"find": "team", "replace": "group"}]}"#, outcome: "wording_only"),
            StepSample(
                "document.correct",
                with: #"{"document": {"hash": "ab", "title": "Report", "media_type": "text/markdown"}}"#,
                outcome: "do_again", reason: "It says something else."),
            StepSample(
                "document.receive",
                with: #"{"document": "annual report", "asked": ["by when"], "last_day": "2013-10-31"}"#,
                form: #"{"title": "Annual report", "text": "All is well.", "note": "signed"}"#),
        ]
    }

    @Test func `keeps the contract of step kinds`() async throws {
        await StepKindConformance(
            StepHarness(plugin: DocumentPlugin.plugin, templates: ["t.mustache": "Dear {{name}}."]), samples: samples
        ).check()
    }

    @Test func `has its kinds`() {
        #expect(DocumentPlugin.plugin.kinds.map(\.name) == ["document.render", "document.correct", "document.receive"])
    }
}
