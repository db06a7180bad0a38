import Agenda
import CEL
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

private let harness = StepHarness(plugin: AgendaPlugin.plugin)

@Suite("agenda.propose")
struct ProposeTests {
    private let parameters = """
        {"domains": ["d1", "d2"], "areas": [
          {"id": "dashboard-a", "domain": "d1", "title": "Waits", "source": "Dashboard", "origin": "dashboard",
           "mandatory": true, "evidence": ["dashboard-a"]},
          {"id": "survey_360-1", "domain": "d2", "title": "Listening", "source": "Survey", "origin": "survey_360",
           "mandatory": true, "evidence": ["survey_360-1"]},
          {"id": "jsna-1", "domain": "d2", "title": "Needs", "source": "Council", "origin": "evidence"}]}
        """

    private func form(
        items: String = #"{"area": "dashboard-a"}, {"area": "survey_360-1"}"#, rest: String = "",
        day: String = "2013-11-29", lay: String = "healthwatch"
    ) -> String {
        #"{"items": [\#(items)], "meeting_on": "\#(day)", "lay_participation": "\#(lay)"\#(rest)}"#
    }

    private func refusal(_ form: String) throws -> [String] {
        try harness.refusal("agenda.propose", with: parameters, form: form)
    }

    @Test func `makes items of areas, adds others, and makes one text of it all`() throws {
        let pair = #", {"area": "survey_360-1", "title": "Being heard", "performance": "p", "development": "d"}"#
        let result = try harness.submit(
            "agenda.propose", with: parameters,
            form: form(
                items: #"{"area": "dashboard-a"}"# + pair,
                rest: """
                    , "added": [{"domain": "d1", "title": "Mental health", "source": "CCG"}],
                      "attendance": [{"name": "Amira Holt", "role": "lead", "organisation": "north"}]
                    """))
        #expect(result.outcome == "drafted")
        let agenda = try #require(result.outputs["agenda"]?.items)
        #expect(agenda.map { $0["id"]?.text } == ["dashboard-a", "survey_360-1", "added-1"])
        #expect(agenda.map { $0["title"]?.text } == ["Waits", "Being heard", "Mental health"])
        #expect(agenda.map { $0["origin"]?.text } == ["dashboard", "survey_360", "added"])
        #expect(result.outputs["left_out"]?.items == [.string("jsna-1")])
        #expect(result.outputs["meeting_on"]?.text == "2013-11-29")
        let document = try #require(result.documents.first)
        #expect(result.outputs["version"]?.text == document.document.hash)
        let text = String(decoding: document.bytes, as: UTF8.self)
        #expect(text.hasPrefix("# Agenda: Alder Vale CCG\n"))
        #expect(
            text.contains("### Being heard\n\n- Domain: d2\n- Item: survey_360-1\n- Source: Survey\n- Performance: p"))
        #expect(text.contains("- Amira Holt, lead, north\n- View of patients and the public: Healthwatch\n"))
    }

    @Test func `is another version when anything in it is other`() throws {
        let versions = try [form(), form(), form(day: "2013-12-02"), form(lay: "wellbeing_board")].map {
            try harness.submit("agenda.propose", with: parameters, form: $0).outputs["version"]?.text
        }
        #expect(versions[0] == versions[1])
        #expect(Set(versions).count == 3)
    }

    @Test func `sets aside a mandatory area for a reason only`() throws {
        let one = #"{"area": "dashboard-a"}"#
        let reason = #", "set_aside": [{"area": "survey_360-1", "reason": "Discussed last week."}]"#
        let result = try harness.submit("agenda.propose", with: parameters, form: form(items: one, rest: reason))
        #expect(result.outputs["set_aside"]?.items?.first?["reason"]?.text == "Discussed last week.")
        #expect(try refusal(form(items: one)) == ["items: survey_360-1 must be discussed: Listening"])
        #expect(
            try refusal(form(items: one, rest: #", "set_aside": [{"area": "survey_360-1", "reason": " "}]"#)) == [
                "set_aside[0].reason: an area that is set aside needs a reason"
            ])
    }

    @Test(arguments: [
        (#"{"area": "jsna-9"}"#, "", "items[2].area: \"jsna-9\" is not one of the areas proposed"),
        (#"{"area": "dashboard-a"}"#, "", "items[2].area: dashboard-a is named already"),
        (
            #"{"area": "jsna-1", "performance": "p"}"#, "",
            "items[2].development: performance is not discussed without development"
        ),
        (
            #"{"area": "jsna-1", "development": "d"}"#, "",
            "items[2].performance: development is not discussed without performance"
        ),
        (
            #"{"area": "jsna-1"}"#, #", "added": [{"domain": "d9", "title": "t"}]"#,
            "added[0].domain: \"d9\" is not one of the domains"
        ),
        (
            #"{"area": "jsna-1"}"#, #", "added": [{"domain": "d1", "title": ""}]"#,
            "added[0].title: expected what it is about"
        ),
        (#"{"area": "jsna-1"}"#, #", "attendance": [{"name": ""}]"#, "attendance[0].name: expected who comes"),
        (
            #"{"area": "jsna-1"}"#, #", "set_aside": [{"area": "jsna-1", "reason": "r"}]"#,
            "set_aside[0].area: jsna-1 is named already"
        ),
    ])
    func `refuses`(third: String, rest: String, fault: String) throws {
        let items = #"{"area": "dashboard-a"}, {"area": "survey_360-1"}, "# + third
        #expect(try refusal(form(items: items, rest: rest)) == [fault])
    }

    @Test func `refuses with every fault at once`() throws {
        #expect(
            try refusal(form(items: "", day: "2013-10-31", lay: "none")) == [
                "items: dashboard-a must be discussed: Waits", "items: survey_360-1 must be discussed: Listening",
                "items: an agenda needs at least one item", "meeting_on: 2013-10-31 is not after today, 2013-10-31",
                "lay_reason: a meeting without anybody who speaks for patients needs a reason",
            ])
    }

    @Test func `starts from the areas, or from the agenda before`() throws {
        let first = try harness.brief("agenda.propose", with: parameters)
        #expect(
            first.suggestion?["items"]?.items?.map { $0["area"]?.text } == ["dashboard-a", "survey_360-1", "jsna-1"])
        let previous = """
            , "objection": "Too long.", "previous": [
              {"id": "dashboard-a", "domain": "d1", "title": "Waits", "source": "Dashboard", "origin": "dashboard"},
              {"id": "added-1", "domain": "d1", "title": "Mental health", "source": "CCG", "origin": "added"}]}
            """
        let again = try harness.brief("agenda.propose", with: parameters.dropLast() + previous)
        #expect(again.facts.map(\.label) == ["Areas proposed", "Why the last draft was not agreed"])
        #expect(again.suggestion?["items"]?.items?.count == 1)
        #expect(again.suggestion?["added"]?.items?.first?["title"]?.text == "Mental health")
    }

    @Test func `makes no agenda of silence`() {
        #expect(throws: StepFailure.self) { try harness.lapse("agenda.propose", with: parameters) }
    }
}
