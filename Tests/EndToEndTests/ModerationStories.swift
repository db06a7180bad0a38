import CEL
import Testing
import WaymarkDefinition
import WaymarkEngine
import WaymarkPluginKit
import WaymarkStore

/// Regional moderation and the comparison of the country, heard from without the rounds themselves.
@Suite struct ModerationStories {
    private static let midvale = "13Q2-MOD-RGMID"
    private static let thamesgate = "13Q2-MOD-RGTHA"

    private func measure(_ kind: String) -> String {
        """
        {"domain": "d3", "need": "Plans are not yet costed.", "kind": "\(kind)", "provider": "NHS England area team",
         "measure": "Plans with costs", "baseline": "2", "target": "9", "by": "2014-03-31"}
        """
    }

    private func proposal(_ ccg: String, team: String, kind: String) -> String {
        """
        {"ccg": "\(ccg)", "ccg_name": "\(ccg)", "area_team": "\(team)", "domain": "d3",
         "rating": "assured_with_support", "concern": "Plans are not yet costed.", "support": [\(measure(kind))]}
        """
    }

    private func propose(
        _ ccg: String, to region: String, team: String = "X39000010", kind: String? = nil, _ programme: Programme
    ) async throws {
        let proposals = kind.map { proposal(ccg, team: team, kind: $0) } ?? ""
        try await programme.send(
            "support_proposed", to: region,
            #"{"ccg": "\#(ccg)", "ccg_name": "\#(ccg)", "area_team": "\#(team)", "ratings": [], "proposals": [\#(proposals)]}"#
        )
    }

    private func ccgs(_ numbers: ClosedRange<Int>) -> [String] {
        numbers.map { "X38" + String(repeating: "0", count: 6 - "\($0)".count) + "\($0)" }
    }

    // MARK: - The barrier

    @Test func `With 61 of 61 in, moderation opens at once`() async throws {
        try await Programme.open(on: "2013-11-25") { programme in
            try await programme.start("regional-moderation", "X40000002")
            for ccg in ccgs(69...129) {
                #expect(try programme.tasks("discuss", of: Self.midvale).isEmpty)
                try await propose(ccg, to: Self.midvale, kind: ccg == "X38000069" ? "advice" : nil, programme)
            }
            #expect(try programme.open("discuss", of: Self.midvale).count == 1)
            #expect(try programme.state(Self.midvale).variables["missing_names"] == .list([]))
        }
    }

    @Test func `Golden 9: with 60 of 61 it waits, then closes naming the missing one, who gets a round of its own`()
        async throws
    {
        try await Programme.open(on: "2013-11-25") { programme in
            try await programme.start("regional-moderation", "X40000002")
            for ccg in ccgs(69...128) { try await propose(ccg, to: Self.midvale, programme) }
            try await programme.pass(to: "2013-12-04")
            #expect(try programme.result("compare", of: Self.midvale) == nil, "60 of 61 are not all")
            try await programme.pass(to: "2013-12-06")
            let sheet = try #require(try programme.result("compare", of: Self.midvale))
            #expect(sheet["outcome"]?.text == "closed_with_missing")
            #expect(sheet["missing_names"] == .list([.string("Larkmoor Vale CCG")]))
            try await programme.act("record_gaps", of: Self.midvale, outcome: "none_found", by: "chiara.shakir")
            #expect(try programme.state(Self.midvale).status == .open, "it still waits for the late one")

            try await propose("X38000129", to: Self.midvale, team: "X39000017", kind: "advice", programme)
            try await programme.act("decide_proposal", of: Self.midvale, outcome: "confirmed", by: "chiara.shakir")
            let state = try programme.state(Self.midvale)
            #expect(state.outcome == "closed", "no national comparison was there, and none held it up")
            #expect(state.outputs["late"] == .list([.string("X38000129")]))
            #expect(state.outputs["log"]?.items?.map { $0["ccg"]?.text } == ["X38000129"])
            #expect(try programme.result("compare", of: Self.midvale)?["outcome"]?.text == "ready")
        }
    }

    // MARK: - Proposals

    @Test func `Different support for one concern is flagged; what is maintained goes to the regional director, once`()
        async throws
    {
        try await Programme.open(on: "2013-12-02") { programme in
            try await programme.start("regional-moderation", "X40000003")
            try await propose("X38000130", to: Self.thamesgate, team: "X39000018", kind: "advice", programme)
            try await propose("X38000131", to: Self.thamesgate, team: "X39000018", kind: "capacity", programme)
            try await programme.pass(to: "2013-12-06")
            let before = try programme.brief("discuss", of: Self.thamesgate)
            #expect(before.facts.contains { $0.label == "outliers" && $0.value.items?.count == 2 })
            let chair = #"{"name": "Nadia O'Dowd", "organisation": "X40000003", "role": "Chair"}"#
            let alone = try await programme.refusal(
                "discuss", of: Self.thamesgate, #"{"held_on": "2013-12-06", "attendees": [\#(chair)]}"#,
                outcome: "held", by: "nadia.odowd")
            #expect(alone == ["attendees: 2 of 3 organisations must be there, but 0 were"])
            let teams = ["X39000018", "X39000019"].map {
                #"{"name": "Lead", "organisation": "\#($0)", "role": "Area team"}"#
            }.joined(separator: ",")
            try await programme.act(
                "discuss", of: Self.thamesgate, #"{"held_on": "2013-12-06", "attendees": [\#(chair), \#(teams)]}"#,
                outcome: "held", by: "nadia.odowd")

            let tasks = try programme.open("decide_proposal", of: Self.thamesgate)
            #expect(tasks.count == 2)
            let silent = try await programme.refusal(
                "decide_proposal", of: Self.thamesgate, outcome: "returned", task: tasks[0].id, by: "nadia.odowd")
            #expect(silent == ["reason: a reason is required for returned"])
            try await programme.act(
                "decide_proposal", of: Self.thamesgate, outcome: "returned", reason: "Others need more.",
                task: tasks[0].id, by: "nadia.odowd")
            try await programme.act(
                "decide_proposal", of: Self.thamesgate, outcome: "confirmed", task: tasks[1].id, by: "nadia.odowd")
            #expect(try programme.state(Self.thamesgate).milestone == "decided")

            let kept = proposal("X38000130", team: "X39000018", kind: "advice")
            try await programme.send(
                "moderation_response", to: Self.thamesgate,
                #"{"ccg": "X38000130", "answers": [{"outcome": "maintained", "reason": "It is enough.", "proposal": \#(kept)}]}"#
            )
            #expect(try programme.open("decide_revised", of: Self.thamesgate).isEmpty)
            let moderator = try await programme.refusal(
                "settle_disagreement", of: Self.thamesgate, outcome: "maintained", by: "nadia.odowd")
            #expect(moderator.first?.contains("does not hold the role regional_director") == true)
            let team = try await programme.refusal(
                "settle_disagreement", of: Self.thamesgate, outcome: "maintained", by: "amira.holt")
            #expect(!team.isEmpty, "an area team does not speak last on its own case")
            try await programme.act(
                "settle_disagreement", of: Self.thamesgate, outcome: "maintained", by: "gethin.trelawney")
            let log = try programme.state(Self.thamesgate).variables["log"]?.items ?? []
            #expect(log.compactMap { $0["outcome"]?.text } == ["returned", "confirmed", "maintained"])
            #expect(
                log.allSatisfy { $0["proposal"]?["rating"]?.text == "assured_with_support" }, "no rating is changed")
        }
    }

    @Test func `A proposal that was revised is not returned again`() async throws {
        try await Programme.open(on: "2013-12-05") { programme in
            try await programme.start("regional-moderation", "X40000003")
            try await propose("X38000130", to: Self.thamesgate, team: "X39000018", kind: "advice", programme)
            try await programme.pass(to: "2013-12-06")
            let people = ["X40000003", "X39000018", "X39000019"].map {
                #"{"name": "Somebody", "organisation": "\#($0)"}"#
            }.joined(separator: ",")
            try await programme.act(
                "discuss", of: Self.thamesgate, #"{"held_on": "2013-12-06", "attendees": [\#(people)]}"#,
                outcome: "held", by: "nadia.odowd")
            try await programme.act(
                "decide_proposal", of: Self.thamesgate, outcome: "returned", reason: "Others need more.",
                by: "nadia.odowd")
            let revised = proposal("X38000130", team: "X39000018", kind: "expertise")
            try await programme.send(
                "moderation_response", to: Self.thamesgate,
                #"{"ccg": "X38000130", "answers": [{"outcome": "revised", "reason": "", "proposal": \#(revised)}]}"#)
            let again = try await programme.refusal(
                "decide_revised", of: Self.thamesgate, outcome: "returned", reason: "Still.", by: "nadia.odowd")
            #expect(again == ["outcome: this proposal was returned before, and goes back once only"])
            try await programme.act("decide_revised", of: Self.thamesgate, outcome: "confirmed", by: "nadia.odowd")
        }
    }

    // MARK: - The country

    @Test func `The national comparison hears the regions, names who is missing, and advises them`() async throws {
        try await Programme.open(on: "2013-12-10") { programme in
            let comparison = try await programme.start("national-comparison", "national_support_centre")
            for (region, kind) in [("X40000001", "advice"), ("X40000002", "capacity"), ("X40000004", "advice")] {
                try await programme.send(
                    "regional_sheet", to: comparison,
                    """
                    {"region": "\(region)", "gaps": [{"domain": "d3", "need": "Costing", "missing": "Nobody offers it"}],
                     "sheet": [{"domain": "d3", "concern": "Plans are not yet costed.", "support": ["\(kind)"],
                       "ratings": ["assured_with_support"], "ccgs": []}]}
                    """)
            }
            #expect(try programme.open("note_consistency", of: comparison).isEmpty)
            try await programme.pass(to: "2013-12-31")
            let brief = try programme.brief("note_consistency", of: comparison)
            #expect(brief.facts.first { $0.label == "differences" }?.value.items?.count == 1)
            try await programme.act(
                "note_consistency", of: comparison, outcome: "differences_noted",
                reason: "Costing is met with advice in the north and with people elsewhere.", by: "nerys.akhtar")
            let state = try programme.state(comparison)
            #expect(state.status == .completed)
            #expect(state.outputs["missing"] == .list([.string("X40000003")]))
            let note = try programme.text(of: state.outputs["note"])
            #expect(note.contains("Not in when the comparison closed: Thamesgate Region."))
            #expect(note.contains("Costing is met with advice in the north"))
            for region in ["x40000001", "x40000003"] {
                #expect(try programme.index("parties/\(region)").count == 1, "the missing region is advised as well")
            }
        }
    }

    @Test func `A region sends its sheet when its round is over, and waits for no answer`() async throws {
        try await Programme.open(on: "2013-12-05") { programme in
            let comparison = try await programme.start("national-comparison", "national_support_centre")
            try await programme.start("regional-moderation", "X40000003")
            try await propose("X38000130", to: Self.thamesgate, programme)
            try await programme.pass(to: "2013-12-06")
            let gap = #"{"gaps": [{"domain": "d3", "need": "Costing", "missing": "Nobody offers it"}]}"#
            try await programme.act(
                "record_gaps", of: Self.thamesgate, gap, outcome: "recorded", by: "nadia.odowd")
            let country = try programme.state(comparison).variables
            #expect(country["received"] == .list([.string("X40000003")]))
            #expect(country["gaps"]?.items?.count == 1)
            #expect(try programme.state(Self.thamesgate).variables["round"] == .int(2), "it has gone on")
        }
    }
}
