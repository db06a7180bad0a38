import CEL
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

@Suite("evidence.carry_forward")
struct CarryForwardTests {
    private let parameters = #"{"workflow": "assurance", "key": "2013-14-Q1"}"#

    private func folder(_ outputs: String) throws -> EffectFixture {
        let value = try JSONParser.parse(Array(outputs.utf8), style: .plain)
        return try EffectFixture(outputs: ["assurance alder_vale 2013-14-Q1": value])
    }

    @Test func `takes up areas, trajectories and actions that are open`() async throws {
        let result = try await folder(
            """
            {"headline": "assured",
             "open_areas": [{"id": "healthwatch-1", "domain": "d2", "title": "Not heard", "source": "Healthwatch",
               "origin": "partner", "mandatory": false, "evidence": ["healthwatch-1"]}],
             "trajectories": [{"id": "t1", "domain": "d1", "measure": "Weeks", "baseline": "20", "target": "18",
               "by": "2014-03-31", "milestones": []}],
             "actions": [
               {"id": "action-1", "text": "Write", "owner": "CCG", "due": "2013-09-30", "state": "planned"},
               {"id": "action-2", "text": "Read", "owner": "CCG", "due": "2013-09-30", "state": "done"},
               {"id": "carried-action-3", "text": "Ask", "owner": "AT", "due": "2013-12-31", "domain": "d5",
                "state": "under_way"}]}
            """
        ).perform("evidence.carry_forward", with: parameters)
        #expect(result.outcome == "carried")
        let areas = try #require(result.outputs["areas"]?.items)
        #expect(
            areas.map { $0["id"]?.text } == [
                "carried-healthwatch-1", "carried-t1", "carried-action-1", "carried-action-3",
            ])
        #expect(areas.allSatisfy { $0["origin"]?.text == "carried" && $0["mandatory"] == .bool(false) })
        #expect(areas[1]["title"]?.text == "Weeks: from 20 to 18 by 2014-03-31")
        #expect(areas[1]["source"]?.text == "Round of 2013-14-Q1")
        #expect(
            result.outputs["evidence"]?.items?.map { $0["finding"]?.text } == ["concern", "note", "concern", "note"])
        #expect(result.outputs["actions"]?.items?.count == 2)
        #expect(result.outputs["trajectories"]?.items?.count == 1)
    }

    @Test func `carries nothing when there was no round or nothing is open`() async throws {
        let none = try await EffectFixture().perform("evidence.carry_forward", with: parameters)
        #expect(none.outcome == "nothing_open")
        let closed = try await folder(#"{"actions": [], "open_areas": null}"#).perform(
            "evidence.carry_forward", with: parameters)
        #expect(closed.outcome == "nothing_open")
        #expect(closed.outputs["areas"]?.items == [])
    }

    @Test func `says which output of the round before it cannot read`() async throws {
        let failure = try await folder(#"{"actions": [{"id": "action-1"}]}"#).failure(
            "evidence.carry_forward", with: parameters)
        #expect(failure?.isPermanent == true)
        #expect(
            failure?.message
                == "the output actions[0].text of assurance 2013-14-Q1 cannot be carried forward: a value is required")
    }
}
