import Agreement
import CEL
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

private let harness = StepHarness(plugin: AgreementPlugin.plugin)
private let version = "0123456789abcdef0123456789abcdef"

/// A measure of support for a domain, with one field replaced.
private func measure(_ domain: String, _ field: String = "", _ value: String = "") -> String {
    var fields = [
        ("domain", domain), ("need", "long waits"), ("kind", "expertise"), ("provider", "NHS IQ"),
        ("measure", "weeks to treatment"), ("baseline", "20"), ("target", "18"), ("by", "2014-03-31"),
    ]
    if let index = fields.firstIndex(where: { $0.0 == field }) { fields[index].1 = value }
    return "{\(fields.map { "\"\($0)\": \"\($1)\"" }.joined(separator: ", "))}"
}

@Suite("agreement.support")
struct SupportTests {
    private func form(_ measures: String, ccg: String = "A new pathway.", nhs: String = "An expert team.") -> String {
        #"{"measures": [\#(measures)], "ccg_undertakes": "\#(ccg)", "nhs_england_undertakes": "\#(nhs)"}"#
    }

    @Test func `makes one text of the terms, with the hash that is agreed`() throws {
        let result = try harness.submit("agreement.support", with: #"{"domains": ["d1"]}"#, form: form(measure("d1")))
        #expect(result.outcome == "drafted")
        let document = try #require(result.documents.first)
        #expect(result.outputs["version"]?.text == document.document.hash)
        #expect(document.document.title == "Support agreement: Alder Vale CCG")
        let text = String(decoding: document.bytes, as: UTF8.self)
        #expect(text.contains("### d1: long waits\n\n- Kind of support: expertise\n- Provided by: NHS IQ\n"))
        #expect(text.contains("## What NHS England answers for\n\nAn expert team.\n"))
    }

    @Test func `the same terms are the same version, others are another`() throws {
        let versions = try [form(measure("d1")), form(measure("d1")), form(measure("d1", "target", "17"))].map {
            try harness.submit("agreement.support", with: #"{"domains": ["d1"]}"#, form: $0).outputs["version"]
        }
        #expect(versions[0] == versions[1])
        #expect(versions[0] != versions[2])
    }

    @Test(arguments: [
        (measure("d3"), "measures[0].domain: \"d3\" is not a domain that support is asked for"),
        (measure("d1", "need", ""), "measures[0].need: expected the need that it answers"),
        (measure("d1", "provider", ""), "measures[0].provider: expected who gives the support"),
        (measure("d1", "measure", ""), "measures[0].measure: expected what is measured"),
        (measure("d1", "baseline", ""), "measures[0].baseline: expected where it stands now"),
        (measure("d1", "target", ""), "measures[0].target: expected where it shall stand"),
        (measure("d1", "by", "2013-10-31"), "measures[0].by: 2013-10-31 is not after today, 2013-10-31"),
    ])
    func `refuses a measure`(measure: String, fault: String) throws {
        let refusal = try harness.refusal("agreement.support", with: #"{"domains": ["d1"]}"#, form: form(measure))
        #expect(refusal.first == fault)
    }

    @Test func `refuses with every fault at once`() throws {
        let refusal = try harness.refusal(
            "agreement.support", with: #"{"domains": ["d1", "d2"]}"#, form: form(measure("d1"), ccg: "", nhs: " "))
        #expect(
            refusal == [
                "measures: d2 has no support",
                "ccg_undertakes: expected what the CCG answers for, but nothing is said",
                "nhs_england_undertakes: expected what NHS England answers for, but nothing is said",
            ])
    }

    @Test func `starts from the measures before and says why they were not agreed`() throws {
        let brief = try harness.brief(
            "agreement.support",
            with: #"{"domains": ["d1"], "objection": "Too slow.", "previous": [\#(measure("d1"))]}"#)
        #expect(brief.facts.map(\.label) == ["Domains that need support", "Why the last draft was not agreed"])
        #expect(brief.suggestion?["measures"]?.items?.count == 1)
    }
}

@Suite("agreement.trajectory")
struct TrajectoryTests {
    private func trajectory(_ change: String = "", id: String = "t1", milestones: String = "") -> String {
        let fields = #""measure": "weeks", "baseline": "20", "target": "18", "by": "2014-03-31""#
        let changed =
            change.isEmpty
            ? fields : fields.replacing(change.split(separator: ">")[0], with: change.split(separator: ">")[1])
        return #"{"id": "\#(id)", "domain": "d1", \#(changed), "milestones": [\#(milestones)]}"#
    }

    private func refusal(_ trajectories: String..., domains: String = #"["d1"]"#) throws -> [String] {
        try harness.refusal(
            "agreement.trajectory", with: #"{"domains": \#(domains)}"#,
            form: #"{"trajectories": [\#(trajectories.joined(separator: ","))]}"#)
    }

    @Test func `sets trajectories and makes one text of them`() throws {
        let milestones = #"{"by": "2013-12-31", "target": "19"}"#
        let result = try harness.submit(
            "agreement.trajectory",
            with:
                #"{"domains": ["d1"], "agreement": {"hash": "abc", "title": "Support", "media_type": "text/markdown"}}"#,
            form: #"{"trajectories": [\#(trajectory(milestones: milestones))]}"#)
        #expect(result.outcome == "set")
        let document = try #require(result.documents.first)
        #expect(result.outputs["version"]?.text == document.document.hash)
        let text = String(decoding: document.bytes, as: UTF8.self)
        #expect(text.contains("They belong to \"Support\", version abc."))
        #expect(text.contains("- From: 20\n- By 2013-12-31: 19\n- To: 18 by 2014-03-31\n"))
    }

    @Test func `refuses what cannot be followed`() throws {
        #expect(try refusal() == ["trajectories: d1 has no trajectory"])
        #expect(
            try refusal(trajectory("18>20")) == [
                "trajectories[0].target: the target is the baseline, so nothing would improve"
            ])
        #expect(
            try refusal(trajectory("2014-03-31>2013-10-01")) == [
                "trajectories[0].by: 2013-10-01 is not after today, 2013-10-31"
            ])
        #expect(
            try refusal(trajectory(), trajectory(), domains: #"["d1", "d2"]"#) == [
                "trajectories[1].id: two trajectories have the id t1", "trajectories: d2 has no trajectory",
            ])
    }

    @Test func `refuses milestones out of order`() throws {
        let milestones = [("2014-02-28", "19"), ("2014-01-31", " "), ("2014-04-30", "17")].map {
            #"{"by": "\#($0)", "target": "\#($1)"}"#
        }
        #expect(
            try refusal(trajectory(milestones: milestones.joined(separator: ","))) == [
                "trajectories[0].milestones[1].target: a milestone needs what shall be reached",
                "trajectories[0].milestones[1].by: 2014-01-31 is not after 2014-02-28",
                "trajectories[0].milestones[2].by: 2014-04-30 is after the end of the trajectory, 2014-03-31",
            ])
    }

    @Test func `suggests one trajectory for each measure`() throws {
        let brief = try harness.brief(
            "agreement.trajectory", with: #"{"domains": ["d1"], "measures": [\#(measure("d1"))]}"#)
        #expect(brief.suggestion?["trajectories"]?.items?.first?["id"]?.text == "t1")
    }
}

@Suite("agreement.sign")
struct SignTests {
    private let parameters = #"{"version": "\#(version)", "party": "The CCG"}"#

    @Test(arguments: [version, String(version.prefix(8))])
    func `agrees the version that it names`(named: String) throws {
        let result = try harness.submit(
            "agreement.sign", with: parameters, form: #"{"version": "\#(named)"}"#, outcome: "agreed")
        #expect(result.outcome == "agreed")
        #expect(result.outputs["agreed"] == .bool(true))
        #expect(result.outputs["version"]?.text == version)
        #expect(result.outputs["agreed_on"]?.text == "2013-10-31")
    }

    @Test(arguments: [
        ("{}", "version: expected the version that is agreed, but none is named"),
        (#"{"version": "ffffffffff"}"#, "version: \"ffffffffff\" is not the version in force"),
        (#"{"version": "0123456"}"#, "version: \"0123456\" is not the version in force"),
        (#"{"version": ""}"#, "version: \"\" is not the version in force"),
    ])
    func `refuses any other version`(form: String, fault: String) throws {
        #expect(try harness.refusal("agreement.sign", with: parameters, form: form, outcome: "agreed") == [fault])
    }

    @Test func `does not agree, and says why`() throws {
        #expect(
            try harness.refusal("agreement.sign", with: parameters, outcome: "not_agreed") == [
                "reason: not_agreed needs a reason"
            ])
        let result = try harness.submit("agreement.sign", with: parameters, outcome: "not_agreed", reason: "Too slow.")
        #expect(result.outputs["agreed"] == .bool(false))
        #expect(result.outputs["reason"]?.text == "Too slow.")
    }

    @Test func `silence agrees to nothing`() throws {
        #expect(try harness.lapse("agreement.sign", with: parameters)["agreed"] == .bool(false))
    }
}
