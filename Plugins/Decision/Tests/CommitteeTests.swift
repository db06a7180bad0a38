import CEL
import Decision
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

@Suite("decision.committee")
struct CommitteeTests {
    private let harness = StepHarness(plugin: DecisionPlugin.plugin)
    private let parameters = #"{"committee": "committee", "question": "Intervene?"}"#

    /// A minute with those present, all but the recused voting as the letters say: f, a, or - for abstain.
    private func minute(
        _ present: String, votes: String = "", recused: String? = nil, heldOn: String = "2013-10-30"
    ) -> String {
        let people = present.split(separator: " ")
        let words: [Character: String] = ["f": "for", "a": "against", "-": "abstain"]
        let ballots = zip(people, votes).map { #"{"member": "\#($0)", "vote": "\#(words[$1] ?? "?")"}"# }
        let recusal = recused.map { #"{"member": "\#($0)", "reason": "Sits on the CCG's board."}"# } ?? ""
        return """
            {"held_on": "\(heldOn)", "present": [\(people.map { "\"\($0)\"" }.joined(separator: ","))],
             "recusals": [\(recusal)], "votes": [\(ballots.joined(separator: ","))], "minute": "Discussed at length."}
            """
    }

    @Test func `agrees when more are for than against`() throws {
        let result = try harness.submit(
            "decision.committee", with: parameters, form: minute("ada ben cleo dan", votes: "ff-a"))
        #expect(result.outcome == "agreed")
        #expect(result.outputs["votes_for"] == .int(2))
        #expect(result.outputs["votes_against"] == .int(1))
        #expect(result.outputs["abstained"] == .int(1))
        #expect(result.outputs["eligible"] == .int(7))
        #expect(result.outputs["needed"] == .int(4))
    }

    @Test func `does not agree on a tie, and says why`() throws {
        let form = minute("ada ben cleo dan", votes: "ffaa")
        #expect(
            try harness.refusal("decision.committee", with: parameters, form: form) == [
                "reason: not_agreed needs a reason"
            ])
        let result = try harness.submit("decision.committee", with: parameters, form: form, reason: "Support first.")
        #expect(result.outcome == "not_agreed")
    }

    @Test func `may ask for more without a vote`() throws {
        let result = try harness.submit(
            "decision.committee", with: parameters, form: minute("ada ben cleo dan"), outcome: "more_information",
            reason: "The trajectory is missing.")
        #expect(result.outcome == "more_information")
    }

    @Test func `is inquorate with too few, and takes no vote then`() throws {
        let result = try harness.submit("decision.committee", with: parameters, form: minute("ada ben cleo"))
        #expect(result.outcome == "inquorate")
        let refusal = try harness.refusal(
            "decision.committee", with: parameters, form: minute("ada ben cleo", votes: "fff"), outcome: "agreed")
        #expect(
            refusal == [
                "outcome: agreed was chosen, but the answers mean inquorate",
                "votes: 3 of 4 needed members could decide, so no vote counts",
            ])
    }

    @Test func `recusal changes the quorum and takes the vote away`() throws {
        let form = minute("ada ben cleo dan", votes: "fff", recused: "dan")
        #expect(
            try harness.refusal("decision.committee", with: parameters, form: form).first?.contains("3 of 4") ?? false)
        let kept = try harness.submit(
            "decision.committee", with: parameters, form: minute("ada ben cleo dan eve", votes: "fff-", recused: "eve"))
        #expect(kept.outcome == "agreed")
        #expect(kept.outputs["needed"] == .int(4))
        #expect(kept.outputs["eligible"] == .int(6))
        let voted = try harness.refusal(
            "decision.committee", with: parameters, form: minute("ada ben cleo dan eve", votes: "fffff", recused: "eve")
        )
        #expect(voted == ["votes[4].member: eve declared an interest and may not vote"])
    }

    @Test func `the proposer neither counts nor votes`() throws {
        let proposed = #"{"committee": "committee", "question": "?", "proposers": ["ada"]}"#
        let refusal = try harness.refusal(
            "decision.committee", with: proposed, form: minute("ada ben cleo dan eve", votes: "fffff"))
        #expect(refusal == ["votes[0].member: ada made the proposal and may not vote on it"])
    }

    @Test func `takes the members from the register, by position where one is named`() throws {
        let brief = try harness.brief(
            "decision.committee",
            with: #"{"committee": "committee", "question": "?", "positions": ["chair", "member"], "quorum": 2}"#)
        #expect(brief.facts.first?.value.items?.count == 7)
        #expect(brief.facts[1].value == .int(2))
        let refusal = try harness.refusal(
            "decision.committee", with: parameters, form: minute("ada ben cleo dan zoe", votes: "ffff"))
        #expect(refusal == ["present[4]: zoe was not a member of committee on 2013-10-30"])
    }

    @Test func `refuses with every fault at once`() throws {
        let form = """
            {"held_on": "2013-11-01", "present": ["ada", "ada", "ben", "cleo", "dan"],
             "recusals": [{"member": "eve", "reason": " "}], "votes": [{"member": "finn", "vote": "for"}], "minute": ""}
            """
        #expect(
            try harness.refusal("decision.committee", with: parameters, form: form) == [
                "held_on: 2013-11-01 is still to come",
                "minute: expected what was said, but the minute is empty",
                "present[1]: ada is named twice",
                "recusals[0].reason: a recusal needs its reason",
                "votes[0].member: finn was not there",
                "votes: expected the vote of everyone present, but ada, ben, cleo, dan gave none",
            ])
    }

    @Test func `a quorum is at least one`() throws {
        #expect(try harness.faults("decision.committee", with: #"{"quorum": 1}"#) == [])
        #expect(
            try harness.faults("decision.committee", with: #"{"quorum": 0}"#) == [
                "quorum: expected at least 1, but found 0"
            ])
    }
}
