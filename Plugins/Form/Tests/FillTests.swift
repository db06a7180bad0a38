import CEL
import Form
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

@Suite("form.fill")
struct FillTests {
    private let harness = StepHarness(plugin: FormPlugin.plugin)
    private let asking = #"{"asks": "extension"}"#
    private let declining = #"{"asks": "extension", "decline": "not_agreed"}"#

    @Test func `gives what was filled in`() throws {
        let result = try harness.submit("form.fill", with: asking, form: #"{"answers": {"until": "2014-01-31"}}"#)
        #expect(result.outcome == "filled")
        #expect(result.outputs["answers"]?["until"]?.text == "2014-01-31")
    }

    @Test func `asks for an answer where the workflow lets nobody decline`() throws {
        #expect(try harness.refusal("form.fill", with: asking) == ["answers: a value is required"])
    }

    @Test func `can be declined with a reason where the workflow says so`() throws {
        let outcomes = try harness.outcomes("form.fill", with: declining)
        #expect(outcomes.map(\.name) == ["filled", "not_agreed"])
        #expect(outcomes.map(\.needsReason) == [false, true])
        let result = try harness.submit(
            "form.fill", with: declining, outcome: "not_agreed", reason: "The applicant wants a decision now.")
        #expect(result.outcome == "not_agreed")
        #expect(result.outputs["answers"] == nil)
        #expect(result.outputs["reason"]?.text == "The applicant wants a decision now.")
    }

    @Test(
        arguments: [
            ("{}", "not_agreed", "reason: not_agreed needs a reason"),
            (#"{"answers": {}}"#, "not_agreed", "outcome: not_agreed was chosen, but the answers mean filled"),
            ("{}", "filled", "outcome: filled was chosen, but the answers mean not_agreed"),
        ])
    func `refuses an outcome that the answers do not mean`(form: String, outcome: String, fault: String) throws {
        #expect(try harness.refusal("form.fill", with: declining, form: form, outcome: outcome) == [fault])
    }

    @Test(
        arguments: [
            (#"{"decline": "filled"}"#, "decline: filled is the outcome of a form that is filled in"),
            (#"{"decline": "Not Agreed"}"#, "decline: \"Not Agreed\" cannot name an outcome"),
        ])
    func `finds faults in the file`(parameters: String, fault: String) throws {
        #expect(try harness.faults("form.fill", with: parameters) == [fault])
    }

    @Test func `shows the prompt, the facts, and what is filled in already`() throws {
        let brief = try harness.brief(
            "form.fill",
            with: """
                {"asks": "extension", "prompt": "Until when?", "facts": {"Received": "2013-10-01"},
                 "start": {"until": "2014-01-31"}}
                """)
        #expect(brief.text == "Until when?")
        #expect(brief.facts == [.init("Received", .string("2013-10-01"))])
        #expect(brief.suggestion?["answers"]?["until"]?.text == "2014-01-31")
    }

    @Test func `records no answers for silence`() throws {
        #expect(try harness.lapse("form.fill", with: asking)["answers"] == nil)
    }
}
