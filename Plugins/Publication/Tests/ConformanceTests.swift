import Publication
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

@Suite("The family publication")
struct ConformanceTests {
    private let report = DocumentContent(title: "Report", text: "# Report\n")

    private var samples: [StepSample] {
        [
            StepSample(
                "publication.share",
                with: #"{"document": \#(report.document.recordText), "to": ["alder_vale", "north"]}"#),
            StepSample(
                "publication.publish", with: #"{"document": \#(report.document.recordText), "audience": "public"}"#),
            StepSample(
                "publication.confirm",
                with: #"{"document": {"hash": "ab", "title": "Report", "media_type": "text/markdown"}}"#,
                form: #"{"place": "alder.example/report"}"#, outcome: "published"),
            StepSample(
                "publication.confirm",
                with: #"{"document": {"hash": "ab", "title": "Report", "media_type": "text/markdown"}}"#,
                outcome: "not_published", reason: "The board meets in May."),
            StepSample(
                "publication.acknowledge",
                with:
                    #"{"document": {"hash": "ab", "title": "Record", "media_type": "text/markdown"}, "news": "A ward."}"#,
                form: #"{"remark": "Seen."}"#),
        ]
    }

    @Test func `keeps the contract of step kinds`() async throws {
        let fixture = try EffectFixture(documents: [report])
        await StepKindConformance(StepHarness(plugin: PublicationPlugin.plugin), samples: samples, effectsOn: fixture)
            .check()
    }

    @Test func `has its kinds`() {
        #expect(
            PublicationPlugin.plugin.kinds.map(\.name) == [
                "publication.share", "publication.publish", "publication.confirm", "publication.acknowledge",
            ])
    }
}

extension Document {
    /// The record as JSON.
    fileprivate var recordText: String {
        #"{"hash": "\#(hash)", "title": "\#(title)", "media_type": "\#(mediaType)"}"#
    }
}
