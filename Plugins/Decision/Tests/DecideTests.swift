import Decision
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

@Suite("decision.decide")
struct DecideTests {
    private let harness = StepHarness(plugin: DecisionPlugin.plugin)
    private let ladder =
        #"{"question": "Is it agreed?", "approve": "signed", "return": "returned", "reject": "refused", "also": ["noted"]}"#

    @Test func `offers the outcomes that the workflow names, in their order`() throws {
        let outcomes = try harness.outcomes("decision.decide", with: ladder)
        #expect(outcomes.map(\.name) == ["signed", "returned", "refused", "noted"])
        #expect(outcomes.map(\.verb) == [.approve, .return, .reject, nil])
        #expect(outcomes.map(\.needsReason) == [false, true, true, true])
    }

    @Test func `needs a reason for every outcome but the presumed one`() throws {
        let outcomes = try harness.outcomes(
            "decision.decide", with: #"{"approve": "full", "also": ["shadow"], "presumption": "shadow"}"#)
        #expect(outcomes.map(\.needsReason) == [true, false])
    }

    @Test func `takes a decision with its document`() throws {
        let result = try harness.submit(
            "decision.decide",
            with:
                #"{"question": "?", "return": "returned", "document": {"hash": "ab", "title": "T", "media_type": "m"}}"#,
            form: #"{"note": "seen"}"#, outcome: "returned", reason: "Domain d2 is thin.")
        #expect(result.outcome == "returned")
        #expect(result.outputs["decision"]?.text == "returned")
        #expect(result.outputs["reason"]?.text == "Domain d2 is thin.")
        #expect(result.outputs["note"]?.text == "seen")
        #expect(result.outputs["document"]?["hash"]?.text == "ab")
    }

    @Test(
        arguments: [
            (nil, nil, "outcome: expected an outcome, but none was chosen"),
            ("postponed", nil, "outcome: postponed is not an outcome of this step"),
            ("refused", nil, "reason: refused needs a reason"),
        ] as [(String?, String?, String)])
    func `refuses what is no decision`(outcome: String?, reason: String?, fault: String) throws {
        #expect(try harness.refusal("decision.decide", with: ladder, outcome: outcome, reason: reason) == [fault])
    }

    @Test(arguments: [
        (#"{"return": "Back Again"}"#, "return: \"Back Again\" cannot name an outcome"),
        (#"{"return": "overdue"}"#, "return: overdue is an outcome that the engine gives"),
        (#"{"return": "approved"}"#, "return: the outcome approved is named twice"),
        (#"{"approve": "noted"}"#, "approve: a decision needs more than one outcome"),
        (#"{"reject": "no", "presumption": "yes"}"#, "presumption: yes is not an outcome of this decision"),
    ])
    func `finds faults in the file`(parameters: String, fault: String) throws {
        #expect(try harness.faults("decision.decide", with: parameters) == [fault])
    }

    @Test func `shows the facts, the document and what is presumed`() throws {
        let brief = try harness.brief(
            "decision.decide",
            with: #"{"question": "Well?", "reject": "no", "presumption": "approved", "facts": {"Headline": "assured"}}"#
        )
        #expect(brief.text == "Well?")
        #expect(brief.facts.map(\.label) == ["Presumed, unless there is a reason", "Headline"])
    }

    @Test func `records nothing for silence`() throws {
        #expect(try harness.lapse("decision.decide", with: ladder)["decision"] == nil)
    }
}
