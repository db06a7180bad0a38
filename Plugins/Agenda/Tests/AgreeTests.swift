import Agenda
import CEL
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

private let harness = StepHarness(plugin: AgendaPlugin.plugin)

@Suite("agenda.agree")
struct AgreeTests {
    private let parameters = #"{"version": "0123456789abcdef", "party": "Alder Vale CCG"}"#

    @Test func `agrees the version that is in force, by its first characters`() throws {
        let result = try harness.submit(
            "agenda.agree", with: parameters,
            form: #"{"version": "01234567", "attendees": [{"name": "Ada"}], "remark": "Good."}"#, outcome: "agreed")
        #expect(result.outcome == "agreed")
        #expect(result.outputs["agreed"] == .bool(true))
        #expect(result.outputs["agreed_on"]?.text == "2013-10-31")
        #expect(result.outputs["version"]?.text == "0123456789abcdef")
        #expect(result.outputs["attendees"]?.items?.count == 1)
    }

    @Test func `does not agree for a reason only`() throws {
        #expect(
            try harness.refusal("agenda.agree", with: parameters, outcome: "not_agreed") == [
                "reason: not_agreed needs a reason"
            ])
        let result = try harness.submit("agenda.agree", with: parameters, outcome: "not_agreed", reason: "Too long.")
        #expect(result.outputs["agreed"] == .bool(false))
        #expect(result.outputs["reason"]?.text == "Too long.")
        #expect(result.outputs["agreed_on"] == nil)
    }

    @Test(arguments: [
        ("{}", "version: expected the version that is agreed, but none is named"),
        (#"{"version": "fedcba98"}"#, "version: \"fedcba98\" is not the version in force"),
        (#"{"version": "0123456"}"#, "version: \"0123456\" is not the version in force"),
        (#"{"version": "01234567", "attendees": [{"name": ""}]}"#, "attendees[0].name: expected who comes"),
    ])
    func `refuses`(form: String, fault: String) throws {
        #expect(try harness.refusal("agenda.agree", with: parameters, form: form, outcome: "agreed") == [fault])
    }

    @Test func `takes silence for no agreement`() throws {
        let lapse = try harness.lapse("agenda.agree", with: parameters)
        #expect(lapse["agreed"] == .bool(false))
        #expect(lapse["party"]?.text == "Alder Vale CCG")
    }

    @Test func `says who is asked and which version`() throws {
        let brief = try harness.brief("agenda.agree", with: parameters)
        #expect(brief.text.hasPrefix("Alder Vale CCG: "))
        #expect(brief.suggestion?["version"]?.text == "0123456789abcdef")
    }
}
