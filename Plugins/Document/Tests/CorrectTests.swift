import Document
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

@Suite("document.correct")
struct CorrectTests {
    private let harness = StepHarness(
        plugin: DocumentPlugin.plugin, templates: ["t.mustache": "# Report\n\nThe team is small. The team is new."])
    private let parameters = #"{"document": {"hash": "ab", "title": "Report", "media_type": "text/markdown"}}"#

    @Test func `hands on what is to be corrected`() throws {
        let result = try harness.submit(
            "document.correct", with: parameters, form: #"{"wording": [{"find": "team", "replace": "group"}]}"#,
            outcome: "wording_only")
        #expect(result.outputs["corrections"]?.items?.first?["replace"]?.text == "group")
        let again = try harness.submit("document.correct", with: parameters, outcome: "do_again", reason: "So.")
        #expect(again.outputs["corrections"]?.items == [])
    }

    @Test(arguments: [
        ("{}", "wording_only", ["wording: expected what is corrected, but nothing is"]),
        (
            #"{"wording": [{"find": "a", "replace": "b"}]}"#, "do_again",
            ["wording: do_again was chosen, but wording is corrected"]
        ),
        (
            #"{"wording": [{"find": " ", "replace": "b"}, {"find": "a", "replace": "a"}]}"#, "wording_only",
            [
                "wording[0].find: expected the words as they stand",
                "wording[1].replace: this is what stands there already",
            ]
        ),
    ])
    func `refuses`(form: String, outcome: String, faults: [String]) throws {
        #expect(
            try harness.refusal("document.correct", with: parameters, form: form, outcome: outcome, reason: "So.")
                == faults)
    }

    @Test func `makes nothing of silence`() throws {
        #expect(throws: StepFailure.self) { try harness.lapse("document.correct", with: parameters) }
    }

    private func render(_ corrections: String) throws -> AnyStepResult {
        try harness.compute(
            "document.render", with: #"{"template": "t.mustache", "title": "Report", "corrections": \#(corrections)}"#)
    }

    @Test func `a document made anew has the corrections everywhere, and another hash`() throws {
        let plain = try render("[]")
        let corrected = try render(#"[{"find": "team", "replace": "group"}, {"find": "new", "replace": "young"}]"#)
        #expect(corrected.outcome == "complete")
        let text = corrected.documents.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
        #expect(text.hasPrefix("# Report\n\nThe group is small. The group is young."))
        #expect(corrected.outputs["document"]?["hash"] != plain.outputs["document"]?["hash"])
    }

    @Test func `words that are not there are named`() throws {
        let result = try render(#"[{"find": "team", "replace": "group"}, {"find": "team", "replace": "x"}]"#)
        #expect(result.outcome == "not_found")
        #expect(result.outputs["not_found"]?.items?.map(\.text) == ["team"])
    }
}
