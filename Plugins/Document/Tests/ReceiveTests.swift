import CEL
import Document
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

@Suite("document.receive")
struct ReceiveTests {
    private let harness = StepHarness(plugin: DocumentPlugin.plugin)
    private let form = #"{"title": "Annual report", "text": "All is well.", "note": "signed"}"#

    @Test func `keeps a document that comes on its last day`() throws {
        let result = try harness.submit(
            "document.receive", with: #"{"document": "annual report", "last_day": "2013-10-31"}"#, form: form)
        #expect(result.outcome == "received")
        #expect(result.outputs["late"] == .bool(false))
        #expect(result.outputs["received_on"]?.text == "2013-10-31")
        #expect(result.documents.map(\.document.title) == ["Annual report"])
        #expect(result.outputs["document"]?["hash"]?.text == result.documents.first?.document.hash)
    }

    @Test func `marks a document that comes after its last day`() throws {
        let late = #"{"document": "annual report", "last_day": "2013-10-30"}"#
        #expect(try harness.submit("document.receive", with: late, form: form).outcome == "late")
        #expect(
            try harness.refusal("document.receive", with: late, form: form, outcome: "received") == [
                "outcome: received was chosen, but the answers mean late"
            ])
    }

    @Test func `refuses an empty document`() throws {
        let refusal = try harness.refusal(
            "document.receive", with: #"{"document": "report"}"#, form: #"{"title": " ", "text": ""}"#)
        #expect(refusal == ["title: the document needs a title", "text: the document is empty"])
    }

    @Test(arguments: [(0, []), (1, ["text: the document is longer than \(DocumentLimits.documentBytesMax) bytes"])])
    func `takes as much as the limit`(excess: Int, expected: [String]) throws {
        let text = String(repeating: "x", count: DocumentLimits.documentBytesMax + excess)
        let refusal = try harness.refusal(
            "document.receive", with: #"{"document": "report"}"#, form: #"{"title": "T", "text": "\#(text)"}"#)
        #expect(refusal == expected)
    }

    @Test func `silence is no document`() throws {
        let outputs = try harness.lapse("document.receive", with: #"{"document": "report"}"#)
        #expect(outputs["received"] == .bool(false))
        #expect(outputs["document"] == nil)
    }

    @Test func `says what is asked for`() throws {
        let brief = try harness.brief(
            "document.receive", with: #"{"document": "trajectory", "asked": ["by when"], "last_day": "2013-11-08"}"#)
        #expect(brief.text == "Hand in: trajectory.")
        #expect(brief.facts.map(\.label) == ["What it must say", "Last day"])
    }
}
