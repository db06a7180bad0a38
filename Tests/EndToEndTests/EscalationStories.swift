import CEL
import Testing
import WaymarkDefinition
import WaymarkEngine
import WaymarkStore

/// The ladder from support to intervention, and the action that needs no ladder.
@Suite struct EscalationStories {
    private static let referral = "13Q2-INT-ALV-d3"
    private static let inputs = """
        {"quarter": "2013-14-Q2", "domain": "d3", "reason": "Two rounds of support changed nothing.",
         "proposers": ["nadia.kapoor"], "evidence": [
           {"id": "e-1", "type": "ccg_documents", "domain": "d3", "title": "Board papers", "source": "The group"}]}
        """
    private static let concern = """
        {"concern": "Plans have no costs.", "domain": "d3", "route": "intervention", "evidence": ["e-1"]}
        """

    private func refer(_ body: (Programme) async throws -> Void) async throws {
        try await Programme.open(on: "2013-12-09") { programme in
            #expect(try await programme.start("intervention", "X38000001", Self.inputs) == Self.referral)
            try await programme.act(
                "raise_concern", of: Self.referral, Self.concern, outcome: "raised", by: "amira.holt")
            try await body(programme)
        }
    }

    private func reachCommittee(_ programme: Programme) async throws {
        let test = #"{"functions": ["Living within its means"], "evidence": ["e-1"]}"#
        try await programme.act(
            "statutory_test", of: Self.referral, test, outcome: "at_risk_of_failing", reason: "No plan has costs.",
            by: "amira.holt")
        try await programme.act(
            "support_history", of: Self.referral, #"{"why_not_enough": "Advice was given and not taken."}"#,
            by: "amira.holt")
        try await programme.act(
            "representation", of: Self.referral, #"{"statement": "Give us one more quarter."}"#,
            outcome: "represented", by: "nasreen.kessler")
        try await programme.act("regional_view", of: Self.referral, outcome: "supports", by: "emeka.nandakumar")
    }

    private func minute(present: [String], votes: [String], recusals: String = "") -> String {
        let present = present.map { "\"\($0)\"" }.joined(separator: ",")
        let votes = votes.map { #"{"member": "\#($0)", "vote": "for"}"# }.joined(separator: ",")
        return """
            {"held_on": "2013-12-09", "present": [\(present)], "votes": [\(votes)], "recusals": [\(recusals)],
             "minute": "The committee read the evidence and heard the region."}
            """
    }

    // MARK: - The ladder

    @Test func `With neither limb of the test met the case goes back to support`() async throws {
        try await refer { programme in
            let silent = try await programme.refusal(
                "statutory_test", of: Self.referral, outcome: "neither", by: "amira.holt")
            #expect(silent == ["reason: a reason is required for neither"])
            try await programme.act(
                "statutory_test", of: Self.referral, outcome: "neither", reason: "It meets its duties.",
                by: "amira.holt")
            let state = try programme.state(Self.referral)
            #expect(state.outcome == "back_to_support")
            #expect(state.outputs["decision"]?.text == "back_to_support")
        }
    }

    @Test func `Who proposes has no vote, a recusal changes the quorum, and too few decide nothing`() async throws {
        try await refer { programme in
            try await reachCommittee(programme)
            let members = ["kofi.eke", "nadia.kapoor", "tamsin.quarshie", "nikhil.abara", "delphine.akhtar"]
            let proposer = try await programme.refusal(
                "committee", of: Self.referral, minute(present: members, votes: members), outcome: "agreed",
                by: "kofi.eke")
            #expect(proposer == ["votes[1].member: nadia.kapoor made the proposal and may not vote on it"])

            let few = ["kofi.eke", "tamsin.quarshie"]
            try await programme.act(
                "committee", of: Self.referral, minute(present: few, votes: []), outcome: "inquorate", by: "kofi.eke")
            #expect(try programme.open("committee", of: Self.referral).count == 1, "another meeting is held")

            let recusal = #"{"member": "vikram.popescu", "reason": "A relative works for the group."}"#
            let voting = ["kofi.eke", "tamsin.quarshie", "nikhil.abara", "delphine.akhtar"]
            let recused = try await programme.refusal(
                "committee", of: Self.referral,
                minute(present: voting + ["vikram.popescu"], votes: voting + ["vikram.popescu"], recusals: recusal),
                outcome: "agreed", by: "kofi.eke")
            #expect(recused == ["votes[4].member: vikram.popescu declared an interest and may not vote"])
            try await programme.act(
                "committee", of: Self.referral, minute(present: voting, votes: voting, recusals: recusal),
                outcome: "agreed", by: "kofi.eke")
            let team = try await programme.refusal("direct", of: Self.referral, by: "declan.moreau")
            #expect(team.first?.contains("does not hold the role region") == true, "an area team imposes nothing")
        }
    }

    @Test func `A statement of the group that comes late is kept and changes nothing`() async throws {
        try await refer { programme in
            try await programme.act(
                "statutory_test", of: Self.referral, #"{"functions": ["Its means"], "evidence": ["e-1"]}"#,
                outcome: "failing", reason: "It has spent what it had.", by: "amira.holt")
            try await programme.act(
                "support_history", of: Self.referral, #"{"why_not_enough": "Advice was not taken."}"#, by: "amira.holt")
            try await programme.pass(to: "2013-12-17")
            let window = try #require(try programme.tasks("representation", of: Self.referral).first)
            let view = try programme.open("regional_view", of: Self.referral).map(\.id)
            let kept = try await programme.act(
                "representation", of: Self.referral, #"{"statement": "We were away."}"#, outcome: "represented",
                task: window.id, by: "nasreen.kessler")
            #expect(kept.state == .lapsed && kept.outcome == "late")
            #expect(try programme.open("regional_view", of: Self.referral).map(\.id) == view)
            #expect(try programme.result("representation", of: Self.referral)?["represented"] == .bool(false))
        }
    }

    @Test func `Golden 11: the committee says no, and the group is back on the rung of support with new terms`()
        async throws
    {
        try await Programme.open { programme in
            try await programme.start("ccg-quarterly-assurance", "X38000001")
            try await programme.start("regional-moderation", "X40000001")
            try await programme.work(
                until: "2014-02-28",
                [
                    "ccg-quarterly-assurance/rate_domain": """
                    form:
                      rating: '${params.domain == "d3" ? "not_assured_without_intervention" : "assured"}'
                      reason: Two rounds of support changed nothing.
                      evidence: '${[params.evidence[0].id]}'
                    """,
                    "regional-moderation/decide_proposal": "outcome: confirmed",
                    "ccg-quarterly-assurance/partner_reply": nil,
                    "intervention/committee": """
                    outcome: not_agreed
                    reason: One more quarter of support is to be tried first.
                    form:
                      held_on: ${today}
                      present: [kofi.eke, tamsin.quarshie, nikhil.abara, delphine.akhtar]
                      votes: '${["kofi.eke", "tamsin.quarshie", "nikhil.abara", "delphine.akhtar"].map(m, {"member": m, "vote": "against"})}'
                      minute: The committee read the evidence, heard the region, and voted.
                    """,
                ])
            let referral = try programme.state("13Q2-INT-ALV-d3")
            #expect(referral.outcome == "back_to_support")
            let round = try programme.state("13Q2-ALV").variables
            #expect(round["interventions"]?.items?.map { $0["decision"]?.text } == ["back_to_support"])
            #expect(try programme.cases("support-agreement") == ["13Q2-SUP-ALV-committee-d3", "13Q2-SUP-ALV-round"])
            let terms = try programme.state("13Q2-SUP-ALV-committee-d3").outputs
            #expect(round["measures"] == terms["measures"])
            #expect(round["trajectories"] == terms["trajectories"])
            let ratings = round["ratings"]?.items ?? []
            #expect(ratings.count == 6)
            #expect(ratings.first { $0["domain"]?.text == "d3" }?["rating"]?.text == "assured_with_support")
            #expect(try programme.result("propose_headline", of: "13Q2-ALV")?["headline"]?.text == "assured")
        }
    }

    // MARK: - Urgent action

    private static let action = """
        {"what": "Closed a ward to new patients.", "why": "Two falls in one night.", "who": "Nasreen Kessler",
         "acted_at": "2013-10-01T06:00:00Z"}
        """

    private func act(_ reference: String, _ programme: Programme) async throws -> String {
        let id = try await programme.start(
            "urgent-action", "X38000001", #"{"reference": "\#(reference)"}"#, by: "nasreen.kessler")
        try await programme.act("log_action", of: id, Self.action, by: "nasreen.kessler")
        return id
    }

    @Test func `Golden 15: an urgent action is recorded after it was taken, and both sides hear of it`() async throws {
        try await Programme.open { programme in
            let id = try await programme.start(
                "urgent-action", "X38000001", #"{"reference": "W1"}"#, by: "nasreen.kessler")
            let ahead = Self.action.replacing("2013-10-01T06", with: "2013-10-05T06")
            let before = try await programme.refusal("log_action", of: id, ahead, by: "nasreen.kessler")
            #expect(before.count == 1 && before[0].hasPrefix("acted_at: "), "it is no permission")
            try await programme.act("log_action", of: id, Self.action, by: "nasreen.kessler")

            for party in ["x38000001", "x39000001"] {
                let entries = try programme.index("parties/\(party)")
                #expect(entries.count == 1 && programme.isReadable(entries[0], in: "parties/\(party)"))
            }
            #expect(try programme.worklist(of: "amira.holt").map(\.step) == ["area_team_takes_note"])
            #expect(try programme.worklist(of: "aisha.eastwick").map(\.step) == ["ccg_takes_note"])
            #expect(
                try programme.text(of: try programme.result("write_record", of: id)?["document"]).contains("a ward"))
            try await programme.act("area_team_takes_note", of: id, outcome: "noted", by: "amira.holt")
            try await programme.pass(to: "2013-10-10")
            #expect(try programme.state(id).status == .completed, "it waits for nobody")
        }
    }

    @Test func `It needs no round, and a round that runs, has stopped or is over neither bars it nor notices`()
        async throws
    {
        try await Programme.open { programme in
            _ = try await act("NO-ROUND", programme)
            let round = try await programme.start("ccg-quarterly-assurance", "X38000001")
            let running = try programme.state(round).revision
            _ = try await act("RUNNING", programme)
            #expect(try programme.state(round).revision == running, "nothing of the round waits or changes")

            // There are no figures of that quarter, so that round stops with an incident.
            let stopped = try await programme.start(
                "ccg-quarterly-assurance", "X38000001", #"{"quarter": "2011-12-Q1"}"#)
            try await programme.pass(to: "2013-10-03")
            #expect(try !programme.state(stopped).incidents.isEmpty)
            let id = try await act("STOPPED", programme)
            #expect(try programme.result("tell_parties", of: id)?["outcome"]?.text == "shared")
            #expect(try programme.cases("urgent-action").count == 3)
        }
    }
}
