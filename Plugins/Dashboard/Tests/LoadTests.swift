import CEL
import Dashboard
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

private let header = "ccg,indicator,domain,value,unit,threshold,direction,concern\n"

@Suite("dashboard.load")
struct LoadTests {
    private func load(_ lines: String, _ further: String = "") async throws -> AnyStepResult {
        try await EffectFixture(["dashboard/2013-14-Q2.csv": header + lines]).perform(
            "dashboard.load", with: #"{"period": "2013-14-Q2"\#(further)}"#)
    }

    private let lines = """
        alder_vale,care_on_time,d1,88.5,percent,91.0,at_least,true
        alder_vale,infections,d1,9.0,per_100000,12.0,at_most,false
        birch_hill,care_on_time,d1,95.0,percent,91.0,at_least,false
        birch_hill,infections,d1,,per_100000,12.0,at_most,false
        birch_hill,plans_reviewed,d5,80,,75,at_least,false

        """

    @Test func `reads every value as evidence, and the concerns among them`() async throws {
        let result = try await load(lines)
        let evidence = try #require(result.outputs["evidence"]?.items)
        #expect(
            evidence.map { $0["title"]?.text } == [
                "Care on time: 88.5 percent, expected at least 91.0",
                "Infections: 9.0 per 100000, expected at most 12.0",
            ])
        #expect(evidence[0]["id"]?.text == "dashboard-care_on_time")
        #expect(evidence[0]["source"]?.text == "Delivery dashboard 2013-14-Q2")
        #expect(evidence.map { $0["finding"]?.text } == ["concern", "note"])
        #expect(result.outputs["concerns"]?.items == [evidence[0]])
    }

    @Test func `names what is missing, whether empty or not there, as missing`() async throws {
        let absent = try await load(lines)
        #expect(absent.outcome == "partial")
        #expect(absent.outputs["indicators"] == .int(3))
        #expect(absent.outputs["missing"]?.items == [.string("plans_reviewed")])
        let empty = try await load(lines, #", "organisation": "birch_hill""#)
        #expect(empty.outcome == "partial")
        #expect(empty.outputs["missing"]?.items == [.string("infections")])
        #expect(empty.outputs["evidence"]?.items?.count == 2)
        let unknown = try await load(lines, #", "organisation": "cedar_moor""#)
        #expect(unknown.outcome == "partial")
        #expect(unknown.outputs["missing"]?.items?.count == 3)
    }

    @Test func `is loaded when every indicator has a value`() async throws {
        let result = try await load("alder_vale,care_on_time,d1,88.5,percent,91.0,at_least,false\n")
        #expect(result.outcome == "loaded")
        #expect(result.outputs["concerns"]?.items == [])
    }

    @Test func `gives no rating and no score`() throws {
        let kind = try #require(DashboardPlugin.plugin.kinds.first { $0.name == "dashboard.load" })
        #expect(kind.outputs.fields.map(\.name) == ["evidence", "concerns", "indicators", "missing", "source"])
    }

    @Test func `fails for good when there is no file`() async throws {
        let failure = try await EffectFixture().failure("dashboard.load", with: #"{"period": "2013-14-Q3"}"#)
        #expect(failure?.isPermanent == true)
        #expect(failure?.message.hasPrefix("there is no file dashboard/2013-14-Q3.csv in the data folder") == true)
    }

    @Test(arguments: [
        ("alder_vale,,d1,1,,2,at_least,false", "the column indicator is empty"),
        ("alder_vale,x,d1,many,,2,at_least,false", "the value is \"many\", which is not a number"),
        ("alder_vale,x,d1,nan,,2,at_least,false", "the value is \"nan\", which is not a number"),
        ("alder_vale,x,d1,1,,two,at_least,false", "the threshold is \"two\", which is not a number"),
        ("alder_vale,x,d1,1,,2,above,false", "the direction must be at_least or at_most"),
        ("alder_vale,x,d1,1,,2,at_most,yes", "the concern must be true or false"),
        ("alder_vale,x,d1,,,2,at_most,true", "a concern is flagged without a value"),
    ])
    func `names the line that is wrong`(line: String, message: String) async {
        let failure = await #expect(throws: StepFailure.self) { try await load(line + "\n") }
        #expect(failure?.message == "dashboard/2013-14-Q2.csv, line 2: \(message)")
    }

    @Test func `refuses a second value of one indicator`() async {
        let line = "alder_vale,x,d1,1,,2,at_least,true\n"
        let failure = await #expect(throws: StepFailure.self) { try await load(line + line) }
        #expect(failure?.message == "dashboard/2013-14-Q2.csv, line 3: alder_vale has a second value of x")
    }
}
