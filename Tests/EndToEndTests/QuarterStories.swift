import CEL
import Testing
import WaymarkDefinition
import WaymarkEngine
import WaymarkStore

private let round = "13Q2-ALV"

private func step(_ name: String) -> String { "ccg-quarterly-assurance/\(name)" }

/// A quarter of one group, Alder Vale: what its rules allow and what they refuse.
@Suite struct QuarterStories {
    private func startRound(_ programme: Programme) async throws {
        #expect(try await programme.start("ccg-quarterly-assurance", "X38000001") == round)
    }

    private func openRound(_ body: (Programme) async throws -> Void) async throws {
        try await Programme.open { programme in
            try await startRound(programme)
            try await body(programme)
        }
    }

    private func areas(_ programme: Programme) throws -> [String] {
        (try programme.parameters(of: "shape_agenda", in: round)["areas"]?.items ?? []).compactMap { $0["id"]?.text }
    }

    private func partner(_ name: String, _ programme: Programme) throws -> TaskRecord {
        try #require(
            try programme.tasks("partner_reply", of: round).first { $0.holders == ["\(name)/partner_contact"] })
    }

    // MARK: - Partners and the agenda

    @Test func `A partner who is late before the meeting opens the areas again; after it the reply is kept`()
        async throws
    {
        try await openRound { programme in
            let quiet: [String: String?] = [step("partner_reply"): nil]
            try await programme.work(until: "2013-10-24", quiet.merging([step("shape_agenda"): nil]) { $1 })
            let shaping = try programme.open("shape_agenda", of: round)
            let regulator = try partner("cqc", programme)
            #expect(regulator.state == .lapsed)
            #expect(try programme.worklist(of: "nadia.ingleby").isEmpty, "what lapsed is in nobody's list")

            let reply =
                #"{"text": "Two wards worry us.", "matters": [{"domain": "d1", "title": "Safety on two wards"}]}"#
            let taken = try await programme.act(
                "partner_reply", of: round, reply, outcome: "replied", task: regulator.id, by: "nadia.ingleby")
            #expect(taken.state == .completed)
            #expect(try areas(programme).contains("reply-cqc-1"))
            let again = try programme.open("shape_agenda", of: round)
            #expect(again.map(\.id) != shaping.map(\.id))
            #expect(try programme.tasks("shape_agenda", of: round).first?.state == .withdrawn)

            try await programme.work(
                until: "2013-12-02", quiet.merging([step("rate_domain"): nil]) { $1 })
            let rating = try programme.open("rate_domain", of: round).map(\.id)
            #expect(rating.count == 6)
            let other = try partner("monitor", programme)
            let kept = try await programme.act(
                "partner_reply", of: round, reply, outcome: "replied", task: other.id, by: "aisha.nunez")
            #expect(kept.state == .lapsed && kept.outcome == "late")
            #expect(try programme.open("rate_domain", of: round).map(\.id) == rating, "nothing follows from it")
            let replies = try programme.history(round).compactMap { event in
                if case .taskAnsweredLate(let late) = event { late.isActedOn } else { nil }
            }
            #expect(replies == [true, false])
        }
    }

    @Test func `An area that must be discussed is set aside with a reason or not at all`() async throws {
        try await openRound { programme in
            try await programme.work(until: "2013-10-23", [step("shape_agenda"): nil])
            let areas = try programme.parameters(of: "shape_agenda", in: round)["areas"]?.items ?? []
            let mandatory = try #require(areas.first { $0["mandatory"] == .bool(true) }?["id"]?.text)
            let items = areas.compactMap { $0["id"]?.text }.filter { $0 != mandatory }.map {
                #"{"area": "\#($0)", "performance": "Where it stands", "development": "What would help"}"#
            }.joined(separator: ",")
            func form(_ aside: String) -> String {
                """
                {"items": [\(items)], "set_aside": \(aside), "meeting_on": "2013-11-18",
                 "lay_participation": "healthwatch"}
                """
            }
            let passedOver = try await programme.refusal("shape_agenda", of: round, form("[]"), by: "amira.holt")
            #expect(passedOver.count == 1 && passedOver[0].hasPrefix("items: \(mandatory) must be discussed"))
            let silent = try await programme.refusal(
                "shape_agenda", of: round, form(#"[{"area": "\#(mandatory)", "reason": " "}]"#), by: "amira.holt")
            #expect(silent == ["set_aside[0].reason: an area that is set aside needs a reason"])
            try await programme.act(
                "shape_agenda", of: round, form(#"[{"area": "\#(mandatory)", "reason": "Settled in September"}]"#),
                by: "amira.holt")
            #expect(try programme.open("comment_agenda", of: round).count == 1)
        }
    }

    @Test func `A comment in the window is answered and can change the agenda; one after it is kept`() async throws {
        try await openRound { programme in
            let byHand: [String: String?] = [step("comment_agenda"): nil, step("answer_comments"): nil]
            try await programme.work(until: "2013-10-25", byHand)
            let wish = #"{"comments": [{"text": "Talk about talking therapies too.", "suggestion": "Add an item"}]}"#
            try await programme.act(
                "comment_agenda", of: round, wish, outcome: "commented", by: "nasreen.kessler")
            let silent = try await programme.refusal(
                "answer_comments", of: round, #"{"answers": [{"comment": "comment-1", "answer": "declined"}]}"#,
                by: "amira.holt")
            #expect(silent == ["answers[0].reason: a comment that is declined needs a reason"])
            try await programme.act(
                "answer_comments", of: round, #"{"answers": [{"comment": "comment-1", "answer": "accepted"}]}"#,
                by: "amira.holt")
            #expect(try programme.open("revise_agenda", of: round).count == 1)
        }
        try await openRound { programme in
            try await programme.work(
                until: "2013-11-04", [step("comment_agenda"): nil, step("ccg_agrees"): nil])
            let window = try #require(try programme.tasks("comment_agenda", of: round).last)
            #expect(window.state == .lapsed)
            let agreeing = try programme.open("ccg_agrees", of: round).map(\.id)
            let wish = #"{"comments": [{"text": "Talk about talking therapies too."}]}"#
            let kept = try await programme.act(
                "comment_agenda", of: round, wish, outcome: "commented", task: window.id, by: "nasreen.kessler")
            #expect(kept.state == .lapsed && kept.outcome == "late")
            #expect(try programme.open("answer_comments", of: round).isEmpty)
            #expect(try programme.open("ccg_agrees", of: round).map(\.id) == agreeing)
            #expect(
                try programme.result("comment_agenda", of: round)?["late"]?["comments"]?.items?.first?["text"]?.text
                    == "Talk about talking therapies too.")
        }
    }

    @Test func `Both sides agree the version that they were shown, or neither does`() async throws {
        try await openRound { programme in
            try await programme.work(
                until: "2013-11-06", [step("ccg_agrees"): nil, step("team_agrees"): nil])
            let version = try #require(try programme.parameters(of: "ccg_agrees", in: round)["version"]?.text)
            let other = try await programme.refusal(
                "ccg_agrees", of: round, #"{"version": "0123456789"}"#, outcome: "agreed", by: "nasreen.kessler")
            #expect(other.first?.hasPrefix("version: ") == true)
            try await programme.act(
                "team_agrees", of: round, #"{"version": "\#(version)"}"#, outcome: "agreed", by: "amira.holt")
            #expect(try programme.open("hold_meeting", of: round).isEmpty)
            try await programme.act(
                "ccg_agrees", of: round, #"{"version": "\#(version)"}"#, outcome: "not_agreed",
                reason: "Too little time for the first item.", by: "nasreen.kessler")
            #expect(
                try programme.parameters(of: "shape_agenda", in: round)["objection"]?.text
                    == "Too little time for the first item.")
        }
    }

    // MARK: - The meeting

    private func minutes(_ programme: Programme, development: String = "What would help", more: String) throws -> String
    {
        let agenda = try programme.parameters(of: "hold_meeting", in: round)["agenda"]?.items ?? []
        let notes = agenda.enumerated().compactMap { place, item in
            item["id"]?.text.map {
                #"{"item": "\#($0)", "performance": "Where it stands", "development": "\#(place == 0 ? development : "Help")"}"#
            }
        }.joined(separator: ",")
        return """
            {"held_on": "2013-11-22", "notes": [\(notes)], \(more), "attendees": [
              {"name": "Nasreen Kessler", "organisation": "X38000001", "role": "Accountable officer"},
              {"name": "Amira Holt", "organisation": "X39000001", "role": "Chair"}]}
            """
    }

    @Test func `A meeting says both sides of every item and who spoke for patients, and no rating comes before it`()
        async throws
    {
        try await openRound { programme in
            try await programme.work(until: "2013-11-21", [step("hold_meeting"): nil])
            try await programme.pass(to: "2013-11-22")
            let lay = #""lay_participation": true"#
            let oneSided = try await programme.refusal(
                "hold_meeting", of: round, try minutes(programme, development: " ", more: lay), by: "amira.holt")
            #expect(
                oneSided == [
                    "notes[0].development: performance was discussed, so expected what was said of development as well"
                ])
            let unheard = try await programme.refusal(
                "hold_meeting", of: round, try minutes(programme, more: #""lay_participation": false"#),
                by: "amira.holt")
            #expect(unheard == ["lay_reason: nobody spoke for patients and the public, so a reason is needed"])
            let asking = lay + #", "information_requested": [{"text": "Waiting times by ward", "from": "CCG"}]"#
            try await programme.act("hold_meeting", of: round, try minutes(programme, more: asking), by: "amira.holt")
            #expect(try programme.open("rate_domain", of: round).isEmpty)

            try await programme.act(
                "further_information", of: round, #"{"title": "Waiting times", "text": "Ward by ward."}"#,
                by: "wanjiru.hadley")
            try await programme.act(
                "weigh_information", of: round, outcome: "meet_again", reason: "It raises a new question.",
                by: "amira.holt")
            #expect(try programme.open("rate_domain", of: round).isEmpty, "no rating before the meeting is closed")
            let reason =
                #""lay_participation": false, "lay_reason": "The observer was ill; her questions were read out.""#
            try await programme.act("hold_meeting", of: round, try minutes(programme, more: reason), by: "amira.holt")
            #expect(try programme.open("rate_domain", of: round).count == 6)

            let evidence = try programme.parameters(of: "rate_domain", in: round)["evidence"]?.items ?? []
            let further = try #require(evidence.first { $0["title"]?.text == "Waiting times" }?["id"]?.text)
            let bare = try await programme.refusal(
                "rate_domain", of: round, #"{"rating": "assured", "reason": "It is.", "evidence": []}"#,
                by: "amira.holt")
            #expect(bare == ["evidence: expected the evidence that this rests on, but none is cited"])
            try await programme.act(
                "rate_domain", of: round, #"{"rating": "assured", "reason": "It is.", "evidence": ["\#(further)"]}"#,
                by: "amira.holt")
        }
    }

    // MARK: - Ratings

    private static let oneWithSupport = """
        form:
          rating: '${params.domain == "d3" ? "assured_with_support" : "assured"}'
          reason: What people told us and what we saw agree.
          evidence: '${[params.evidence.filter(e, e.type != "dashboard")[0].id]}'
        """
    private static let confirmed = "outcome: confirmed"

    @Test func `Golden 7 and 8: an ordinary quarter whose figures were red, and the round that follows it`()
        async throws
    {
        try await openRound { programme in
            try await programme.start("regional-moderation", "X40000001")
            try await programme.work(
                until: "2014-01-31",
                [
                    step("rate_domain"): Self.oneWithSupport, "regional-moderation/decide_proposal": Self.confirmed,
                    step("partner_reply"): nil, step("check_facts"): nil,
                    step("hold_meeting"): """
                    on: date(params.planned_on)
                    outcome: held
                    form:
                      held_on: ${date(params.planned_on)}
                      attendees: >-
                        ${[{"name": "Accountable officer", "organisation": subject.id, "role": "Accountable officer"},
                        {"name": "Assurance lead", "organisation": subject.area_team.id, "role": "Chair"},
                        {"name": "Observer", "organisation": subject.healthwatch.id, "role": "Healthwatch"}]}
                      lay_participation: true
                      notes: >-
                        ${params.agenda.map(i, {"item": i.id, "performance": "It was low.", "development": "It rises."})}
                      notable_practice: '${[{"title": "Practices that meet weekly", "text": "They compare referrals.", "domain": "d1"}]}'
                    """,
                ])
            let state = try programme.state(round)
            #expect(state.status == .completed)
            #expect(state.outputs["headline"]?.text == "assured")
            let concerns = try programme.result("load_dashboard", of: round)?["concerns"]?.items ?? []
            #expect(concerns.contains { $0["domain"]?.text == "d1" }, "the figures of a domain rated assured were red")
            let ratings = state.outputs["ratings"]?.items ?? []
            #expect(ratings.filter { $0["rating"]?.text == "assured" }.count == 5)
            #expect(ratings.allSatisfy { $0["evidence"]?.items?.isEmpty == false })
            #expect(state.outputs["moderation"]?.items?.map { $0["outcome"]?.text } == ["confirmed"])
            let report = try programme.text(of: state.outputs["report"])
            #expect(report.contains("Practices that meet weekly"))
            #expect(report.contains("Trajectory t-d3 in d3"))
            #expect(try programme.cases("support-agreement") == ["13Q2-SUP-ALV-round"])

            let next = try await programme.start(
                "ccg-quarterly-assurance", "X38000001", #"{"quarter": "2013-14-Q3"}"#)
            let carried = try #require(try programme.result("carry_forward", of: next))
            #expect(carried["outcome"]?.text == "carried")
            #expect(carried["trajectories"]?.items?.count == 1)
            let areas = (carried["areas"]?.items ?? []).compactMap { $0["id"]?.text }
            #expect(areas.contains("carried-t-d3"), "\(areas)")
        }
    }

    // MARK: - The report

    @Test func `An override needs a reason and a second person; corrected wording is a new version, signed again`()
        async throws
    {
        try await openRound { programme in
            try await programme.start("regional-moderation", "X40000001")
            let byHand = Dictionary(
                uniqueKeysWithValues: [
                    "confirm_headline", "sign_report", "check_facts", "answer_facts", "correct_report",
                ]
                .map { (step($0), String?.none) })
            try await programme.work(until: "2013-12-20", byHand.merging([step("rate_domain"): Self.allAssured]) { $1 })
            let silent = try await programme.refusal(
                "confirm_headline", of: round, #"{"headline": "not_assured"}"#, outcome: "overridden",
                by: "amira.holt")
            #expect(silent == ["reason: a reason is required for overridden"])
            try await programme.act(
                "confirm_headline", of: round, #"{"headline": "not_assured"}"#, outcome: "overridden",
                reason: "The group cannot show how it would keep this up.", by: "amira.holt")
            let same = try await programme.refusal("sign_report", of: round, outcome: "signed", by: "amira.holt")
            #expect(same.first?.contains("does not hold the role director") == true)
            try await programme.act("sign_report", of: round, outcome: "signed", by: "declan.moreau")
            let first = try #require(try programme.result("report", of: round)?["document"])
            #expect(try programme.text(of: first).contains("The group cannot show how it would keep this up."))

            let comment = #"{"comments": [{"text": "The area team has a longer name."}]}"#
            try await programme.act("check_facts", of: round, comment, outcome: "commented", by: "nasreen.kessler")
            try await programme.act(
                "answer_facts", of: round, #"{"answers": [{"comment": "comment-1", "answer": "accepted"}]}"#,
                by: "amira.holt")
            func correct(_ words: String) async throws {
                let form = #"{"wording": [{"find": "\#(words)", "replace": "Fellside Area Team of NHS England"}]}"#
                try await programme.act(
                    "correct_report", of: round, form, outcome: "wording_only", by: "ludmila.kessler")
            }
            try await correct("words that are not there")
            #expect(try programme.open("sign_report", of: round).isEmpty, "what is not in the text is not corrected")
            try await correct("Fellside Area Team")
            #expect(try programme.index("parties/x38000001").count == 1, "nothing is shared before it is signed again")
            try await programme.act("sign_report", of: round, outcome: "signed", by: "declan.moreau")
            #expect(try programme.open("check_facts", of: round).isEmpty)
            #expect(try programme.open("make_public", of: round).count == 1)

            let second = try #require(try programme.result("report", of: round)?["document"])
            let text = try programme.text(of: second)
            #expect(text.contains("Fellside Area Team of NHS England"))
            #expect(text.contains("This version replaces the one with the hash \(first["hash"]?.text ?? "?")"))
            let index = try programme.index("parties/x38000001")
            #expect(index.map { $0["hash"] } == [first["hash"], second["hash"]])
            #expect(index[1]["replaces"] == .list([first["hash"] ?? .null]))
            #expect(index.allSatisfy { programme.isReadable($0, in: "parties/x38000001") })
            #expect(try !programme.text(of: first).contains("of NHS England"), "the old version stays as it was")
        }
    }

    private static let allAssured = """
        form:
          rating: assured
          reason: What people told us and what we saw agree.
          evidence: '${[params.evidence[0].id]}'
        """
}
