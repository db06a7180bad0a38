import CEL
import Moderation
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

private let harness = StepHarness(plugin: ModerationPlugin.plugin)

/// A proposal with kinds of support for a concern.
private func proposal(_ ccg: String, _ kinds: [String], concern: String = "waits", domain: String = "d1") -> String {
    let support = kinds.map {
        """
        {"domain": "\(domain)", "need": "n", "kind": "\($0)", "provider": "p", "measure": "m", "baseline": "1",
         "target": "2", "by": "2014-03-31"}
        """
    }
    return """
        {"ccg": "\(ccg)", "ccg_name": "\(ccg)", "area_team": "north", "domain": "\(domain)",
         "rating": "assured_with_support", "concern": "\(concern)", "support": [\(support.joined(separator: ","))]}
        """
}

@Suite("moderation.compare")
struct CompareTests {
    private func compare(_ proposals: String..., expected: String = "[]", received: String = "[]") throws
        -> AnyStepResult
    {
        try harness.compute(
            "moderation.compare",
            with: """
                {"proposals": [\(proposals.joined(separator: ","))], "expected": \(expected), "received": \(received)}
                """)
    }

    @Test func `flags both where two differ for the same concern`() throws {
        let result = try compare(
            proposal("alder_vale", ["advice"]), proposal("birch_hill", ["capacity"], concern: "Waits"))
        let outliers = result.outputs["outliers"]?.items ?? []
        #expect(outliers.map { $0["ccg"]?.text } == ["alder_vale", "birch_hill"])
        #expect(
            outliers.first?["note"]?.text == "alder_vale gets advice for waits; others with the same concern differ.")
        #expect(result.outputs["sheet"]?.items?.count == 2)
    }

    @Test func `flags the one that differs from most`() throws {
        let result = try compare(
            proposal("cedar_moor", ["capacity"]), proposal("birch_hill", ["peer_support", "advice"]),
            proposal("alder_vale", ["advice", "peer_support"]))
        let outliers = result.outputs["outliers"]?.items ?? []
        #expect(outliers.map { $0["ccg"]?.text } == ["cedar_moor"])
        #expect(outliers.first?["usual"] == .list([.string("advice"), .string("peer_support")]))
        let rows = result.outputs["sheet"]?.items ?? []
        #expect(rows.first?["ccgs"] == .list([.string("alder_vale"), .string("birch_hill")]))
    }

    @Test func `flags nothing where concerns differ, are not named, or are met alike`() throws {
        let result = try compare(
            proposal("alder_vale", ["advice"]), proposal("birch_hill", ["capacity"], concern: "finance"),
            proposal("cedar_moor", ["expertise"], domain: "d2"), proposal("north", ["advice"], concern: ""),
            proposal("south", ["capacity"], concern: ""))
        #expect(result.outputs["outliers"]?.items?.isEmpty == true)
    }

    @Test func `gives the same sheet in whatever order proposals come`() throws {
        let one = try compare(proposal("alder_vale", ["advice"]), proposal("birch_hill", ["capacity"]))
        let other = try compare(proposal("birch_hill", ["capacity"]), proposal("alder_vale", ["advice"]))
        #expect(one.outputs == other.outputs)
    }

    @Test func `names the members that are missing`() throws {
        let everyone = #"["alder_vale", "birch_hill", "cedar_moor"]"#
        let ready = try compare(
            proposal("alder_vale", ["advice"]), expected: everyone, received: #"["birch_hill", "cedar_moor"]"#)
        #expect(ready.outcome == "ready")
        let closed = try compare(expected: everyone, received: #"["alder_vale", "cedar_moor"]"#)
        #expect(closed.outcome == "closed_with_missing")
        #expect(closed.outputs["missing"] == .list([.string("birch_hill")]))
        #expect(closed.outputs["missing_names"] == .list([.string("Birch Hill CCG")]))
    }

    @Test func `rates nothing`() {
        let kind = ModerationPlugin.plugin.kinds.first { $0.name == "moderation.compare" }
        #expect(kind?.outputs.field("rating") == nil)
        #expect(kind?.outputs.fields.contains { $0.typedBy != nil } == false)
    }
}

@Suite("moderation.decide")
struct DecideTests {
    private var parameters: String { #"{"proposal": \#(proposal("alder_vale", ["advice"])), "flags": ["differs"]}"# }

    @Test(arguments: [("confirmed", nil), ("change_advised", "Add peers."), ("returned", "Others get more.")])
    func `keeps the proposal as it was, whatever is decided`(outcome: String, reason: String?) throws {
        let result = try harness.submit("moderation.decide", with: parameters, outcome: outcome, reason: reason)
        #expect(result.outcome == outcome)
        #expect(result.outputs["result"]?.text == outcome)
        #expect(result.outputs["proposal"]?["rating"]?.text == "assured_with_support")
        #expect(result.outputs["proposal"]?["support"]?.items?.count == 1)
    }

    @Test(arguments: ["change_advised", "returned"])
    func `needs a reason`(outcome: String) throws {
        #expect(
            try harness.refusal("moderation.decide", with: parameters, outcome: outcome) == [
                "reason: \(outcome) needs a reason"
            ])
    }

    @Test func `returns a proposal once only`() throws {
        let again = #"{"proposal": \#(proposal("alder_vale", ["advice"])), "round": 2}"#
        #expect(
            try harness.refusal("moderation.decide", with: again, outcome: "returned", reason: "r") == [
                "outcome: this proposal was returned before, and goes back once only"
            ])
        #expect(try harness.submit("moderation.decide", with: again, outcome: "confirmed").outcome == "confirmed")
    }
}

@Suite("moderation.gaps")
struct GapsTests {
    @Test func `the gaps say which outcome it is`() throws {
        #expect(try harness.submit("moderation.gaps").outcome == "none_found")
        let form = #"{"gaps": [{"domain": "d1", "need": "analysts", "missing": "any offer", "ccgs": ["alder_vale"]}]}"#
        #expect(try harness.submit("moderation.gaps", form: form).outcome == "recorded")
        #expect(
            try harness.refusal("moderation.gaps", form: form, outcome: "none_found") == [
                "outcome: none_found was chosen, but the answers mean recorded"
            ])
    }

    @Test func `refuses with every fault at once`() throws {
        let form = #"{"gaps": [{"domain": "", "need": "", "missing": "", "ccgs": ["nowhere"]}]}"#
        #expect(
            try harness.refusal("moderation.gaps", form: form) == [
                "gaps[0].domain: expected the domain of the gap", "gaps[0].need: expected what is needed",
                "gaps[0].missing: expected what cannot be offered",
                "gaps[0].ccgs[0]: the register has no organisation nowhere",
            ])
    }
}

@Suite("moderation.national")
struct NationalTests {
    private func row(_ support: String, concern: String = "waits") -> String {
        """
        {"domain": "d1", "concern": "\(concern)", "support": [\(support)], "ratings": ["r"], "ccgs": ["alder_vale"]}
        """
    }

    private func compare(_ north: String, _ south: String) throws -> AnyStepResult {
        try harness.compute(
            "moderation.national",
            with: #"{"sheets": [{"region": "south", "sheet": [\#(south)]}, {"region": "north", "sheet": [\#(north)]}]}"#
        )
    }

    @Test func `notes where regions differ`() throws {
        let result = try compare(row(#""advice", "peer_support""#), row("", concern: "Waits"))
        #expect(result.outcome == "differences")
        let difference = result.outputs["differences"]?.items?.first
        #expect(difference?["note"]?.text == "North: advice, peer support; South: no support.")
        #expect(difference?["regions"] == .list([.string("north"), .string("south")]))
    }

    @Test func `is consistent where they do not`() throws {
        #expect(try compare(row(#""advice""#), row(#""advice""#)).outcome == "consistent")
        #expect(try compare(row(#""advice""#), row(#""capacity""#, concern: "finance")).outcome == "consistent")
    }
}
