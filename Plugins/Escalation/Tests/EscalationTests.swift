import CEL
import Escalation
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

private let harness = StepHarness(plugin: EscalationPlugin.plugin)
private let evidence = #"[{"id": "e1", "type": "t", "domain": "d1", "title": "Waits", "source": "dashboard"}]"#

@Suite("escalation.raise")
struct RaiseTests {
    private func form(_ route: String = "intervention", cited: String = #"["e1"]"#, further: String = "") -> String {
        """
        {"concern": "Plans fail.", "domain": "d3", "route": "\(route)", "evidence": \(cited),
         "further_evidence": "\(further)"}
        """
    }

    @Test func `raises a concern with its evidence and who raised it`() throws {
        let result = try harness.submit(
            "escalation.raise", with: #"{"evidence": \#(evidence)}"#, form: form(), outcome: "raised")
        #expect(result.outcome == "raised")
        #expect(result.outputs["raised_by"]?.text == "amira.holt")
        #expect(result.outputs["evidence"]?.items?.first?["title"]?.text == "Waits")
        #expect(result.outputs["route"]?.text == "intervention")
    }

    @Test func `a prompt forces nothing`() throws {
        let result = try harness.submit(
            "escalation.raise", with: #"{"prompt": "Two rounds without improvement."}"#, outcome: "not_raised",
            reason: "The trajectory is late, not lost.")
        #expect(result.outcome == "not_raised")
        #expect(result.outputs["raised"] == .bool(false))
        #expect(try harness.refusal("escalation.raise", outcome: "not_raised") == ["reason: not_raised needs a reason"])
    }

    @Test func `says what is missing, all at once`() throws {
        #expect(
            try harness.refusal("escalation.raise", outcome: "raised") == [
                "concern: expected the concern, but nothing is said", "domain: expected the domain that it is about",
                "route: expected where the concern should go", "evidence: a concern must rest on evidence",
            ])
    }

    @Test(arguments: [
        ("ccg", "board"), ("ccg", "line_management"), ("area_team", "intervention"), ("area_team", "support"),
    ])
    func `each kind of body has its own ladder`(body: String, route: String) throws {
        let refusal = try harness.refusal(
            "escalation.raise", with: #"{"body": "\#(body)", "evidence": \#(evidence)}"#, form: form(route),
            outcome: "raised")
        #expect(refusal == ["route: \(route) is not a route for \(body == "ccg" ? "a CCG" : "an area team")"])
    }

    @Test func `evidence may come from outside the list, but none may be invented`() throws {
        let outside = try harness.submit(
            "escalation.raise", form: form(cited: "[]", further: "A letter."), outcome: "raised")
        #expect(outside.outputs["further_evidence"]?.text == "A letter.")
        #expect(
            try harness.refusal(
                "escalation.raise", with: #"{"evidence": \#(evidence)}"#, form: form(cited: #"["e9"]"#),
                outcome: "raised") == ["evidence[0]: e9 is not among the evidence of this step"])
    }
}

@Suite("escalation.test")
struct StatutoryTestTests {
    private let parameters = #"{"concern": "Plans fail.", "evidence": \#(evidence)}"#

    @Test(arguments: ["failing", "at_risk_of_failing"])
    func `records a limb with functions, evidence and reason`(outcome: String) throws {
        let result = try harness.submit(
            "escalation.test", with: parameters, form: #"{"functions": ["planning"], "evidence": ["e1"]}"#,
            outcome: outcome, reason: "Two plans were refused.")
        #expect(result.outputs["test"]?.text == outcome)
        #expect(
            try harness.refusal("escalation.test", with: parameters, outcome: outcome) == [
                "reason: \(outcome) needs a reason", "functions: expected the functions in question, but none is named",
                "evidence: expected the evidence that this rests on, but none is cited",
            ])
    }

    @Test func `neither needs a reason and no more`() throws {
        let result = try harness.submit(
            "escalation.test", with: parameters, outcome: "neither", reason: "Support works.")
        #expect(result.outcome == "neither")
    }

    @Test func `no outcome is presumed`() throws {
        #expect(
            try harness.refusal("escalation.test", with: parameters) == [
                "outcome: expected an outcome, but none was chosen"
            ])
    }
}

@Suite("escalation.history")
struct HistoryTests {
    private let parameters = """
        {"concern": "Plans fail.", "trajectories": [{"id": "t1", "domain": "d3", "measure": "m", "baseline": "1",
         "target": "2", "by": "2013-09-30"}]}
        """

    @Test func `counts what did not do what it was to do`() throws {
        let result = try harness.submit(
            "escalation.history", with: parameters,
            form: """
                {"tried": [{"trajectory": "t1", "support": "expertise", "result": "not_met", "since": "2013-04-01"},
                           {"support": "advice", "result": "met"}], "why_not_enough": "No change in two rounds."}
                """)
        #expect(result.outcome == "recorded")
        #expect(result.outputs["missed"] == .int(1))
    }

    @Test func `accounts for every trajectory`() throws {
        #expect(
            try harness.refusal(
                "escalation.history", with: parameters,
                form: #"{"tried": [{"trajectory": "t9", "support": "", "result": "met"}], "why_not_enough": ""}"#) == [
                    "tried[0].support: expected what was tried",
                    "tried[0].trajectory: t9 is not a trajectory of this case",
                    "tried: nothing is said of trajectory t1", "why_not_enough: expected why support is not enough",
                ])
    }
}

@Suite("escalation.direct")
struct DirectTests {
    private func direction(_ id: String, review: String) -> String {
        #"{"id": "\#(id)", "function": "planning", "text": "Redo the plan.", "review": "\#(review)"}"#
    }

    @Test func `keeps the directions with the first and last day of review`() throws {
        let list = [direction("d1", review: "2014-03-31"), direction("d2", review: "2014-01-31")]
        let result = try harness.submit(
            "escalation.direct", with: #"{"concern": "c"}"#, form: #"{"directions": [\#(list.joined(separator: ","))]}"#
        )
        #expect(result.outcome == "directed")
        #expect(result.outputs["next_review"]?.text == "2014-01-31")
        #expect(result.outputs["last_review"]?.text == "2014-03-31")
    }

    @Test func `refuses with every fault at once`() throws {
        #expect(
            try harness.refusal("escalation.direct", with: #"{"concern": "c"}"#, form: #"{"directions": []}"#) == [
                "directions: expected at least one direction, but there is none"
            ])
        let list = """
            \(direction("d1", review: "2014-03-31")), \(direction("d1", review: "2013-10-31")),
            {"id": "", "function": "", "text": "", "review": "2014-03-31"}
            """
        #expect(
            try harness.refusal(
                "escalation.direct", with: #"{"concern": "c"}"#, form: #"{"directions": [\#(list)]}"#) == [
                    "directions[1].id: two directions have the id d1",
                    "directions[1].review: 2013-10-31 is not after today, 2013-10-31",
                    "directions[2].id: a direction needs an id",
                    "directions[2].function: expected the function that it is about",
                    "directions[2].text: expected what is to be done",
                ])
    }
}

@Suite("escalation.urgent_action")
struct UrgentActionTests {
    private func form(_ moment: String, what: String = "Closed the ward.") -> String {
        #"{"what": "\#(what)", "why": "Patients at risk.", "who": "Amira Holt", "acted_at": "\#(moment)"}"#
    }

    @Test func `logs what was done, with both moments`() throws {
        let result = try harness.submit("escalation.urgent_action", form: form("2013-10-31T11:59:00Z"))
        #expect(result.outcome == "logged")
        #expect(result.outputs["acted_at"]?.shortDescription == "a moment")
        #expect(result.outputs["recorded_at"] != result.outputs["acted_at"])
    }

    @Test func `is a record, never a permission`() throws {
        #expect(
            try harness.refusal("escalation.urgent_action", form: form("2013-10-31T12:00:01Z", what: "")) == [
                "what: expected what was done",
                "acted_at: 2013-10-31T12:00:01Z is still to come, and this records what was done",
            ])
    }
}
