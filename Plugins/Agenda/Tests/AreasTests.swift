import Agenda
import CEL
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

private let harness = StepHarness(plugin: AgendaPlugin.plugin)

private func item(_ id: String, _ type: String, _ domain: String, _ finding: String = "concern") -> String {
    """
    {"id": "\(id)", "type": "\(type)", "domain": "\(domain)", "title": "About \(id)", "source": "Of \(id)",
     "finding": "\(finding)"}
    """
}

@Suite("agenda.areas")
struct AreasTests {
    private func areas(_ parameters: String) throws -> [Value] {
        try #require(try harness.compute("agenda.areas", with: parameters).outputs["areas"]?.items)
    }

    @Test func `proposes an area for each concern, with its source`() throws {
        let areas = try areas(#"{"evidence": [\#(item("jsna-1", "jsna", "d3"))]}"#)
        #expect(areas.count == 1)
        #expect(areas[0]["id"]?.text == "jsna-1")
        #expect(areas[0]["title"]?.text == "About jsna-1")
        #expect(areas[0]["source"]?.text == "Of jsna-1")
        #expect(areas[0]["origin"]?.text == "evidence")
        #expect(areas[0]["mandatory"] == .bool(false))
        #expect(areas[0]["evidence"]?.items == [.string("jsna-1")])
    }

    @Test(arguments: [
        ("concerns", "dashboard", "concern", "dashboard", true),
        ("evidence", "dashboard", "concern", "dashboard", true),
        ("evidence", "statutory_duty", "concern", "statutory_duty", true),
        ("evidence", "statutory_duty", "note", "statutory_duty", true),
        ("evidence", "survey_360", "concern", "survey_360", true),
        ("evidence", "survey_360", "note", "survey_360", true),
        ("evidence", "healthwatch", "concern", "evidence", false),
        ("replies", "healthwatch", "concern", "partner", false),
    ])
    func `knows what is mandatory`(
        parameter: String, type: String, finding: String, origin: String, isMandatory: Bool
    ) throws {
        let result = try harness.compute(
            "agenda.areas", with: #"{"\#(parameter)": [\#(item("x-1", type, "d1", finding))]}"#)
        let area = try #require(result.outputs["areas"]?.items?.first)
        #expect(area["origin"]?.text == origin)
        #expect(area["mandatory"] == .bool(isMandatory))
        #expect(result.outputs["mandatory"]?.items == (isMandatory ? [.string("x-1")] : []))
    }

    @Test(arguments: [("evidence", "dashboard"), ("evidence", "jsna"), ("replies", "healthwatch")])
    func `makes no area of what is only worth knowing`(parameter: String, type: String) throws {
        #expect(try areas(#"{"\#(parameter)": [\#(item("x-1", type, "d1", "note"))]}"#) == [])
    }

    @Test func `puts areas in the order of the domains, the mandatory ones first, and none twice`() throws {
        let carried = """
            {"id": "carried-t1", "domain": "d2", "title": "t", "source": "s", "origin": "carried", "evidence": []}
            """
        let areas = try areas(
            """
            {"domains": ["d2", "d1"], "carried": [\(carried)],
             "concerns": [\(item("dashboard-a", "dashboard", "d1")), \(item("dashboard-b", "dashboard", "d2"))],
             "evidence": [\(item("jsna-1", "jsna", "d9")), \(item("jsna-2", "jsna", "d1")),
               \(item("dashboard-a", "dashboard", "d1"))],
             "replies": [\(item("reply-x-1", "x", "d2"))]}
            """)
        #expect(
            areas.map { $0["id"]?.text } == [
                "dashboard-b", "reply-x-1", "carried-t1", "dashboard-a", "jsna-2", "jsna-1",
            ])
    }

    @Test func `proposes nothing from nothing`() throws {
        let result = try harness.compute("agenda.areas", with: "{}")
        #expect(result.outcome == "proposed")
        #expect(result.outputs["areas"]?.items == [])
    }
}
