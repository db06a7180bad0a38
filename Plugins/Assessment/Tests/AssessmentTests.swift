import Assessment
import CEL
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

private let harness = StepHarness(
    plugin: AssessmentPlugin.plugin,
    types: [
        "rating": ["assured", "assured_with_support", "not_assured_without_intervention"],
        "headline": ["assured", "not_assured"],
    ])

@Suite("assessment.rate")
struct RateTests {
    private let parameters = """
        {"scale": "rating", "domain": "d1", "question": "Is care good?", "evidence": [
          {"id": "e1", "type": "dashboard", "domain": "d1", "title": "Waits", "source": "dashboard", "finding": "concern"},
          {"id": "e2", "type": "healthwatch", "domain": "d1", "title": "Praise", "source": "Healthwatch"}]}
        """

    @Test func `takes a rating that cites its evidence, whatever the figures say`() throws {
        let result = try harness.submit(
            "assessment.rate", with: parameters,
            form: #"{"rating": "assured", "reason": "Local evidence outweighs.", "evidence": ["e2", "e1"]}"#)
        #expect(result.outcome == "assessed")
        #expect(result.outputs["rating"]?.text == "assured")
        #expect(result.outputs["assessment"]?["domain"]?.text == "d1")
        #expect(result.outputs["assessment"]?["evidence"] == .list([.string("e2"), .string("e1")]))
    }

    @Test(arguments: [
        (
            #""assured", "reason": "x", "evidence": []"#,
            "evidence: expected the evidence that this rests on, but none is cited"
        ),
        (#""assured", "reason": "x", "evidence": ["e9"]"#, "evidence[0]: e9 is not among the evidence of this step"),
        (#""assured", "reason": "x", "evidence": ["e1", "e1"]"#, "evidence[1]: e1 is cited twice"),
        (#""assured", "reason": " ", "evidence": ["e1"]"#, "reason: a rating needs its reason"),
        (#""green", "reason": "x", "evidence": ["e1"]"#, "rating: \"green\" is not a rating"),
    ])
    func `refuses`(form: String, fault: String) throws {
        #expect(try harness.refusal("assessment.rate", with: parameters, form: #"{"rating": \#(form)}"#) == [fault])
    }

    @Test func `the workflow's scale types the rating`() {
        let kind = AssessmentPlugin.plugin.kinds.first { $0.name == "assessment.rate" }
        #expect(kind?.form.field("rating")?.typedBy == "scale")
        #expect(kind?.outputs.field("rating")?.typedBy == "scale")
    }

    @Test func `shows question and evidence, and proposes nothing`() throws {
        let brief = try harness.brief("assessment.rate", with: parameters)
        #expect(brief.text == "Is care good?")
        #expect(brief.facts.map(\.label) == ["Domain", "Ratings, best first", "Evidence"])
        #expect(brief.suggestion == nil)
    }
}

@Suite("assessment.worst")
struct WorstTests {
    private func parameters(_ ratings: [(String, String)], domains: String = "[]") -> String {
        let list = ratings.map { #"{"domain": "\#($0)", "rating": "\#($1)", "reason": "r", "evidence": ["e"]}"# }
        return #"{"ratings": [\#(list.joined(separator: ","))], "scale": "rating", "domains": \#(domains)}"#
    }

    @Test(arguments: [
        ([("d1", "assured"), ("d2", "assured")], "assured", ["d1", "d2"]),
        ([("d1", "assured"), ("d2", "assured_with_support")], "assured_with_support", ["d2"]),
        (
            [("d1", "not_assured_without_intervention"), ("d2", "assured")], "not_assured_without_intervention", ["d1"]
        ),
    ])
    func `the worst rating is found with its domains`(
        ratings: [(String, String)], worst: String, domains: [String]
    ) throws {
        let result = try harness.compute("assessment.worst", with: parameters(ratings))
        #expect(result.outcome == "found")
        #expect(result.outputs["worst"]?.text == worst)
        #expect(result.outputs["domains"] == .list(domains.map(Value.string)))
    }

    @Test func `fails where the ratings do not suffice`() {
        let failures: [(String, String)] = [
            (parameters([]), "there is no rating to find the worst of"),
            (parameters([("d1", "green")]), "the rating \"green\" of d1 is not a rating"),
            (parameters([("d1", "assured")], domains: #"["d1", "d2"]"#), "not rated: d2"),
            (parameters([("d1", "assured"), ("d1", "assured")]), "d1 is rated twice"),
        ]
        for (parameters, message) in failures {
            let failure = #expect(throws: StepFailure.self) {
                try harness.compute("assessment.worst", with: parameters)
            }
            #expect(failure?.message == message)
            #expect(failure?.isPermanent == true)
        }
    }

    @Test func `takes nothing but ratings`() {
        let kind = AssessmentPlugin.plugin.kinds.first { $0.name == "assessment.worst" }
        #expect(kind?.parameters.fields.map(\.name) == ["ratings", "scale", "domains"])
    }
}

@Suite("assessment.confirm")
struct ConfirmTests {
    private let parameters = #"{"scale": "headline", "proposed": "assured", "because": "The worst is assured."}"#

    @Test func `confirms what was proposed`() throws {
        for form in [#"{"headline": "assured"}"#, "{}"] {
            let result = try harness.submit("assessment.confirm", with: parameters, form: form)
            #expect(result.outcome == "confirmed")
            #expect(result.outputs["headline"]?.text == "assured")
            #expect(result.outputs["overridden"] == .bool(false))
        }
    }

    @Test func `silence confirms nothing`() throws {
        let outputs = try harness.lapse("assessment.confirm", with: parameters)
        #expect(outputs["headline"]?.text == "")
        #expect(outputs["proposed"]?.text == "assured")
    }

    @Test func `overrides with a reason only`() throws {
        let form = #"{"headline": "not_assured"}"#
        #expect(
            try harness.refusal("assessment.confirm", with: parameters, form: form) == [
                "reason: overridden needs a reason"
            ])
        let result = try harness.submit("assessment.confirm", with: parameters, form: form, reason: "Leadership left.")
        #expect(result.outcome == "overridden")
        #expect(result.outputs["headline"]?.text == "not_assured")
        #expect(result.outputs["proposed"]?.text == "assured")
    }

    @Test func `refuses an answer that contradicts itself or the scale`() throws {
        #expect(
            try harness.refusal(
                "assessment.confirm", with: parameters, form: #"{"headline": "not_assured"}"#, outcome: "confirmed")
                == [
                    "outcome: confirmed was chosen, but the answers mean overridden"
                ])
        #expect(
            try harness.refusal(
                "assessment.confirm", with: parameters, form: #"{"headline": "green"}"#, reason: "x") == [
                    "headline: \"green\" is not a headline"
                ])
    }

    @Test func `suggests the proposed headline`() throws {
        let brief = try harness.brief("assessment.confirm", with: parameters)
        #expect(brief.suggestion?["headline"]?.text == "assured")
    }
}

@Suite("assessment.respond")
struct RespondTests {
    private let parameters = """
        {"scale": "rating", "returned_because": "Others get expertise.",
         "proposal": {"ccg": "alder_vale", "ccg_name": "Alder Vale", "area_team": "north", "domain": "d1",
                      "rating": "assured_with_support", "concern": "waits"},
         "evidence": [{"id": "e1", "type": "t", "domain": "d1", "title": "x", "source": "y"}]}
        """
    private let measure = """
        {"domain": "d1", "need": "waits", "kind": "expertise", "provider": "NHS IQ", "measure": "weeks",
         "baseline": "20", "target": "18", "by": "2014-03-31"}
        """

    @Test func `maintains with a reason and changes nothing`() throws {
        let result = try harness.submit(
            "assessment.respond", with: parameters, outcome: "maintained", reason: "The need is smaller here.")
        #expect(result.outcome == "maintained")
        #expect(result.outputs["revised"] == .bool(false))
        #expect(result.outputs["rating"]?.text == "assured_with_support")
        #expect(
            try harness.refusal("assessment.respond", with: parameters, outcome: "maintained") == [
                "reason: maintained needs a reason"
            ])
    }

    @Test func `silence leaves the proposal as it was`() throws {
        let outputs = try harness.lapse("assessment.respond", with: parameters)
        #expect(outputs["revised"] == .bool(false))
        #expect(outputs["proposal"]?["domain"]?.text == "d1")
    }

    @Test func `revises support, or the rating with its evidence`() throws {
        let support = try harness.submit(
            "assessment.respond", with: parameters, form: #"{"support": [\#(measure)]}"#, outcome: "revised")
        #expect(support.outputs["proposal"]?["support"]?.items?.count == 1)
        let rating = try harness.submit(
            "assessment.respond", with: parameters, form: #"{"rating": "assured", "evidence": ["e1"]}"#,
            outcome: "revised")
        #expect(rating.outputs["proposal"]?["rating"]?.text == "assured")
    }

    @Test(arguments: [
        ("{}", "revised", "outcome: revised was chosen, but neither rating nor support differs"),
        (
            #"{"rating": "assured", "evidence": ["e1"]}"#, "maintained",
            "rating: maintained was chosen, but this is changed"
        ),
        (
            #"{"rating": "assured"}"#, "revised",
            "evidence: expected the evidence that this rests on, but none is cited"
        ),
        (#"{"rating": "green", "evidence": ["e1"]}"#, "revised", "rating: \"green\" is not a rating"),
        (#"{"support": []}"#, "revised", "support: d1 has no support"),
    ])
    func `refuses`(form: String, outcome: String, fault: String) throws {
        let refusal = try harness.refusal(
            "assessment.respond", with: parameters, form: form, outcome: outcome, reason: "r")
        #expect(refusal.first == fault)
    }
}
