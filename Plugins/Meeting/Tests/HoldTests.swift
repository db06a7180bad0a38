import CEL
import Meeting
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

private let harness = StepHarness(plugin: MeetingPlugin.plugin)

@Suite("meeting.hold")
struct HoldTests {
    private let parameters = """
        {"required": ["alder_vale", "north"], "agenda": [
          {"id": "jsna-1", "domain": "d3", "title": "Needs", "source": "Council", "origin": "evidence"},
          {"id": "added-1", "domain": "d1", "title": "Mental health", "source": "CCG", "origin": "added"}]}
        """
    private let notes = """
        {"item": "jsna-1", "performance": "Behind.", "development": "A new lead."},
        {"item": "added-1", "performance": "On plan.", "development": "Shared learning."}
        """
    private let both = #"{"name": "Ada", "organisation": "Alder Vale CCG"}, {"name": "Ben", "organisation": "north"}"#

    private func form(
        attendees: String? = nil, notes: String? = nil, rest: String = #", "lay_participation": true"#,
        day: String = "2013-10-30"
    ) -> String {
        #"{"held_on": "\#(day)", "attendees": [\#(attendees ?? both)], "notes": [\#(notes ?? self.notes)]\#(rest)}"#
    }

    private func refusal(_ form: String, outcome: String? = nil) throws -> [String] {
        try harness.refusal("meeting.hold", with: parameters, form: form, outcome: outcome)
    }

    @Test func `records a meeting with what follows from it`() throws {
        let result = try harness.submit(
            "meeting.hold", with: parameters,
            form: form(
                rest: """
                    , "lay_participation": true, "summary": "A good talk.",
                      "actions": [{"text": "Write", "owner": "CCG", "due": "2013-12-31", "domain": "d3"}],
                      "notable_practice": [{"title": "Ward rounds", "text": "Daily.", "domain": "d1"}]
                    """))
        #expect(result.outcome == "held")
        #expect(result.outputs["held_on"]?.text == "2013-10-30")
        #expect(result.outputs["present"]?.items?.compactMap(\.text) == ["alder_vale", "north"])
        #expect(result.outputs["notes"]?.items?.count == 2)
        let action = try #require(result.outputs["actions"]?.items?.first)
        #expect(action["id"]?.text == "action-1")
        #expect(action["state"]?.text == "planned")
        #expect(result.outputs["notable_practice"]?.items?.count == 1)
        #expect(result.outputs["lay_participation"] == .bool(true))
    }

    @Test func `asks for more when something is still to be shown`() throws {
        let request = #", "lay_participation": true, "information_requested": [{"text": "The plan", "from": "CCG"}]"#
        #expect(try harness.submit("meeting.hold", with: parameters, form: form(rest: request)).outcome == "more_info")
        #expect(
            try refusal(form(rest: request), outcome: "held") == [
                "outcome: held was chosen, but the answers mean more_info"
            ])
        #expect(
            try refusal(form(), outcome: "more_info") == [
                "outcome: more_info was chosen, but the answers mean held"
            ])
    }

    @Test func `refuses performance without development, and the reverse`() throws {
        let half = """
            {"item": "jsna-1", "performance": "Behind.", "development": ""},
            {"item": "added-1", "performance": " ", "development": "Shared learning."}
            """
        #expect(
            try refusal(form(notes: half)) == [
                "notes[0].development: performance was discussed, so expected what was said of development as well",
                "notes[1].performance: development was discussed, so expected what was said of performance as well",
            ])
    }

    @Test func `wants one note for each item and for nothing else`() throws {
        let wrong = """
            {"item": "jsna-1", "performance": "p", "development": "d"},
            {"item": "jsna-1", "performance": "p", "development": "d"},
            {"item": "jsna-2", "performance": "p", "development": "d"}
            """
        #expect(
            try refusal(form(notes: wrong)) == [
                "notes[1].item: jsna-1 has a note already", "notes[2].item: \"jsna-2\" is not on the agenda",
                "notes: added-1 has no note: Mental health",
            ])
    }

    @Test func `asks for a reason when nobody spoke for patients`() throws {
        #expect(
            try refusal(form(rest: "")) == [
                "lay_participation: expected whether anybody spoke for patients and the public"
            ])
        #expect(
            try refusal(form(rest: #", "lay_participation": false"#)) == [
                "lay_reason: nobody spoke for patients and the public, so a reason is needed"
            ])
        let result = try harness.submit(
            "meeting.hold", with: parameters,
            form: form(rest: #", "lay_participation": false, "lay_reason": "Snow.""#))
        #expect(result.outputs["lay_reason"]?.text == "Snow.")
    }

    @Test func `is inquorate only when a person says so`() throws {
        let one = #"{"name": "Ada", "organisation": "ALD"}"#
        #expect(try refusal(form(attendees: one)) == ["attendees: North must be there"])
        #expect(try refusal(form(attendees: one), outcome: "held") == ["attendees: North must be there"])
        let result = try harness.submit(
            "meeting.hold", with: parameters, form: form(attendees: one, notes: "", rest: ""), outcome: "inquorate")
        #expect(result.outcome == "inquorate")
        #expect(result.outputs["present"]?.items == [.string("alder_vale")])
        #expect(result.outputs["missing"]?.items == [.string("North")])
        #expect(
            try refusal(form(), outcome: "inquorate") == ["outcome: inquorate was chosen, but the answers mean held"])
    }

    @Test(arguments: [
        (["north"], ["attendees: 2 of 3 organisations must be there, but 1 were"]), (["north", "south"], []),
        (["north", "south", "cedar_moor"], []),
        (["south", "stranger"], ["attendees: 2 of 3 organisations must be there, but 1 were"]),
    ])
    func `counts how many of several organisations were there`(present: [String], faults: [String]) throws {
        let attendees = present.map { #"{"name": "x", "organisation": "\#($0)"}"# }.joined(separator: ", ")
        let parameters = """
            {"organisations": ["north", "south", "cedar_moor"], "needed": 2, "lay_expected": false}
            """
        #expect(
            try harness.refusal(
                "meeting.hold", with: parameters, form: form(attendees: attendees, notes: "", rest: "")) == faults)
    }

    @Test func `refuses what cannot be followed up, with every fault at once`() throws {
        let rest = """
            , "lay_participation": true, "actions": [{"text": "", "owner": " ", "due": "2013-10-29"}],
              "information_requested": [{"text": "", "from": "", "item": "jsna-2"}],
              "notable_practice": [{"title": "", "text": ""}]
            """
        #expect(
            try refusal(form(attendees: "", rest: rest, day: "2013-11-01")) == [
                "held_on: 2013-11-01 is after today, 2013-10-31",
                "attendees: expected who was there, but nobody is named",
                "attendees: Alder Vale CCG must be there", "attendees: North must be there",
                "actions[0].text: expected what shall be done", "actions[0].owner: expected who does it",
                "actions[0].due: 2013-10-29 is before the meeting, 2013-11-01",
                "information_requested[0].text: expected what is asked for",
                "information_requested[0].from: expected who is to give it",
                "information_requested[0].item: \"jsna-2\" is not on the agenda",
                "notable_practice[0].title: expected what it is",
                "notable_practice[0].text: expected what others could learn from it",
            ])
    }

    @Test func `is known to want no number below zero`() throws {
        #expect(
            try harness.faults("meeting.hold", with: #"{"needed": -1}"#) == [
                "needed: a number of organisations is not below zero"
            ])
        #expect(try harness.faults("meeting.hold", with: #"{"needed": 2}"#) == [])
    }

    @Test func `shows who must be there and starts from the agenda`() throws {
        let brief = try harness.brief("meeting.hold", with: parameters)
        #expect(brief.facts.map(\.label) == ["Agenda", "Must be there"])
        #expect(brief.facts[1].value.items?.compactMap(\.text) == ["Alder Vale CCG", "North"])
        #expect(brief.suggestion?["notes"]?.items?.map { $0["item"]?.text } == ["jsna-1", "added-1"])
    }

    @Test func `shows the day that was agreed and what is laid before the meeting, and numbers actions on`() throws {
        let laid = """
            {"planned_on": "2013-10-30", "facts": {"sheet": [1], "missing": []}, "actions_so_far": 2,
             "lay_expected": false}
            """
        let brief = try harness.brief("meeting.hold", with: laid)
        #expect(brief.facts.map(\.label) == ["Planned for", "Agenda", "sheet", "missing"])
        #expect(brief.suggestion?["held_on"]?.text == "2013-10-30")
        let action = #", "actions": [{"text": "Write", "owner": "CCG", "due": "2013-12-31"}]"#
        let result = try harness.submit("meeting.hold", with: laid, form: form(notes: "", rest: action))
        #expect(result.outputs["actions"]?.items?.map { $0["id"]?.text } == ["action-3"])
    }

    @Test func `records nothing when nobody recorded a meeting`() throws {
        #expect(try harness.lapse("meeting.hold", with: parameters)["held_on"] == nil)
    }
}
