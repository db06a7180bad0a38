import CEL
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

private let header = "ccg,type,domain,title,source,date,finding\n"

@Suite("evidence.gather")
struct GatherTests {
    private let text =
        header + """
            alder_vale,survey_360,d2,Listened to,Survey,2013-08-25,note
            birch_hill,healthwatch,d2,Not heard,Healthwatch,,concern
            alder_vale,survey_360,d1,Slow,Survey,2013-08-25,concern
            alder_vale,jsna,d3,"Young, growing",Council,,note

            """

    private func gather(_ text: String, _ further: String = "") async throws -> AnyStepResult {
        try await EffectFixture(["evidence/2013-14-Q2.csv": text]).perform(
            "evidence.gather", with: #"{"period": "2013-14-Q2"\#(further)}"#)
    }

    @Test func `reads what there is on the subject, with ids that stay the same`() async throws {
        let result = try await gather(text)
        #expect(result.outcome == "gathered")
        let items = try #require(result.outputs["items"]?.items)
        #expect(items.map { $0["id"]?.text } == ["survey_360-1", "survey_360-2", "jsna-1"])
        #expect(items[2]["title"]?.text == "Young, growing")
        #expect(items[2]["date"] == nil)
        #expect(items[0]["date"]?.text == "2013-08-25")
        #expect(result.outputs["concerns"]?.items?.map { $0["id"]?.text } == ["survey_360-2"])
        #expect(result.outputs["source"]?.text == "evidence/2013-14-Q2.csv")
    }

    @Test func `reads another organisation, and says when there is nothing`() async throws {
        let other = try await gather(text, #", "organisation": "birch_hill""#)
        #expect(other.outputs["items"]?.items?.map { $0["id"]?.text } == ["healthwatch-1"])
        let none = try await gather(text, #", "organisation": "cedar_moor""#)
        #expect(none.outcome == "nothing_found")
        #expect(none.outputs["items"]?.items == [])
    }

    @Test func `fills in the level of each type and knows no other type`() async throws {
        let types = #", "types": [{"code": "survey_360", "title": "Survey", "level": "national", "cadence": "yearly"}"#
        let jsna = #", {"code": "jsna", "title": "Needs", "level": "local", "cadence": "as_issued"}]"#
        let result = try await gather(text, types + jsna)
        #expect(
            result.outputs["items"]?.items?.map { $0["level"]?.text } == ["national", "national", "local"])
        let failure = await #expect(throws: StepFailure.self) { try await gather(text, types + "]") }
        #expect(failure?.message.contains("evidence of the type jsna, which is not one of the types") == true)
    }

    @Test func `fails for good when there is no file`() async throws {
        let failure = try await EffectFixture().failure("evidence.gather", with: #"{"period": "2013-14-Q3"}"#)
        #expect(failure?.isPermanent == true)
        #expect(failure?.message.hasPrefix("there is no file evidence/2013-14-Q3.csv in the data folder") == true)
        #expect(failure?.help == "put it there, then let the step be tried again")
    }

    @Test(arguments: [
        ("a,jsna,,Title,Source,,note", "line 2: the column domain is empty"),
        ("a,jsna,d1,Title,Source,,good", "line 2: the finding is \"good\", but must be concern or note"),
        ("a,jsna,d1,Title,Source,31 October,note", "line 2: \"31 October\" is not a date such as 2013-10-31"),
    ])
    func `names the line that is wrong`(line: String, message: String) async {
        let failure = await #expect(throws: StepFailure.self) { try await gather(header + line + "\n") }
        #expect(failure?.message == "evidence/2013-14-Q2.csv, \(message)")
        #expect(failure?.isPermanent == true)
    }
}
