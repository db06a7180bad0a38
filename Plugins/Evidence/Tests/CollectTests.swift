import CEL
import Evidence
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

private let harness = StepHarness(plugin: EvidencePlugin.plugin)
private let parameters = """
    {"gathered": [{"id": "jsna-1", "type": "jsna", "domain": "d3", "title": "Needs", "source": "Council",
      "finding": "concern"}], "expected": ["jsna", "healthwatch"], "domains": ["d1", "d2", "d3"]}
    """
private let healthwatch = """
    {"type": "healthwatch", "domain": "d2", "title": "Heard", "source": "Healthwatch", "date": "2013-10-01",
     "finding": "note"}
    """

@Suite("evidence.collect")
struct CollectTests {
    @Test func `adds to what was gathered and is complete when nothing expected is missing`() throws {
        let result = try harness.submit("evidence.collect", with: parameters, form: #"{"items": [\#(healthwatch)]}"#)
        #expect(result.outcome == "complete")
        #expect(result.outputs["items"]?.items?.map { $0["id"]?.text } == ["jsna-1", "local-1"])
        #expect(result.outputs["added"]?.items?.first?["date"]?.text == "2013-10-01")
        #expect(result.outputs["concerns"]?.items?.map { $0["id"]?.text } == ["jsna-1"])
        #expect(result.outputs["missing"]?.items == [])
    }

    @Test func `closes with gaps only for a reason`() throws {
        #expect(
            try harness.refusal("evidence.collect", with: parameters) == [
                "reason: closed_with_gaps needs a reason", "items: there is no evidence of: healthwatch",
            ])
        #expect(
            try harness.refusal("evidence.collect", with: parameters, outcome: "complete") == [
                "outcome: complete was chosen, but the answers mean closed_with_gaps",
                "items: there is no evidence of: healthwatch",
            ])
        let result = try harness.submit("evidence.collect", with: parameters, reason: "They never answered.")
        #expect(result.outcome == "closed_with_gaps")
        #expect(result.outputs["missing"]?.items == [.string("healthwatch")])
        #expect(result.outputs["reason"]?.text == "They never answered.")
    }

    @Test func `refuses evidence with every fault at once`() throws {
        let entry = """
            {"type": "", "domain": "d9", "title": " ", "source": "", "date": "2013-11-01", "finding": "note"}
            """
        #expect(
            try harness.refusal(
                "evidence.collect", with: #"{"domains": ["d1"]}"#, form: #"{"items": [\#(entry)]}"#) == [
                    "items[0].type: expected the type of evidence", "items[0].title: expected what it is",
                    "items[0].source: expected where it comes from",
                    "items[0].domain: \"d9\" is not one of the domains",
                    "items[0].date: 2013-11-01 is after today, 2013-10-31",
                ])
    }

    @Test func `gives no id twice when it follows itself`() throws {
        let gathered = #"{"gathered": [{"id": "local-1", "type": "x", "domain": "d1", "title": "t", "source": "s"}]}"#
        let result = try harness.submit("evidence.collect", with: gathered, form: #"{"items": [\#(healthwatch)]}"#)
        #expect(result.outputs["added"]?.items?.first?["id"]?.text == "local-2")
    }

    @Test func `shows what is missing, and keeps what there was when nobody adds anything`() throws {
        let brief = try harness.brief("evidence.collect", with: parameters)
        #expect(brief.facts.last == Brief.Fact("Still missing", .list([.string("healthwatch")])))
        let lapse = try harness.lapse("evidence.collect", with: parameters)
        #expect(lapse["items"]?.items?.count == 1)
        #expect(lapse["missing"]?.items == [.string("healthwatch")])
    }
}
