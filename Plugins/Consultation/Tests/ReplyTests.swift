import CEL
import Consultation
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

private let harness = StepHarness(plugin: ConsultationPlugin.plugin)
private let parameters = """
    {"partner": "healthwatch", "partner_name": "Healthwatch Clovershire", "domains": ["d1", "d2"]}
    """

@Suite("consultation.reply")
struct ReplyTests {
    private let form = """
        {"text": "Two matters.", "matters": [{"domain": "d2", "title": "Not heard"},
          {"domain": "d1", "title": "Safer wards", "finding": "note"}]}
        """

    @Test func `makes evidence of what a partner raises`() throws {
        let result = try harness.submit("consultation.reply", with: parameters, form: form, outcome: "replied")
        #expect(result.outcome == "replied")
        #expect(result.outputs["reply"]?.text == "comment")
        let evidence = try #require(result.outputs["evidence"]?.items)
        #expect(evidence.map { $0["id"]?.text } == ["reply-healthwatch-1", "reply-healthwatch-2"])
        #expect(evidence.map { $0["finding"]?.text } == ["concern", "note"])
        #expect(evidence[0]["source"]?.text == "Healthwatch Clovershire")
        #expect(evidence[0]["type"]?.text == "healthwatch")
        #expect(evidence[0]["level"]?.text == "partner")
    }

    @Test func `records that there is nothing to add`() throws {
        let result = try harness.submit("consultation.reply", with: parameters, outcome: "nothing_to_add")
        #expect(result.outputs["reply"]?.text == "no_comment")
        #expect(result.outputs["evidence"]?.items == [])
    }

    @Test func `marks what comes after the time was up as late`() throws {
        let result = try harness.submit(
            "consultation.reply", with: parameters, form: form, outcome: "replied", isLate: true)
        #expect(result.outputs["reply"]?.text == "late")
        #expect(result.outputs["text"]?.text == "Two matters.")
        #expect(result.outputs["evidence"]?.items?.count == 2)
    }

    @Test func `records silence as no reply`() throws {
        let lapse = try harness.lapse("consultation.reply", with: parameters)
        #expect(lapse["reply"]?.text == "no_reply")
        #expect(lapse["partner"]?.text == "healthwatch")
        #expect(lapse["replied_on"] == nil)
    }

    @Test(arguments: [
        ("{}", "replied", ["text: expected what you know, but nothing is said"]),
        (#"{"text": "x"}"#, "nothing_to_add", ["outcome: nothing_to_add was chosen, but something is said"]),
        (
            #"{"matters": [{"domain": "d9", "title": ""}]}"#, "replied",
            ["matters[0].title: expected what it is", "matters[0].domain: \"d9\" is not one of the domains"]
        ),
    ])
    func `refuses`(form: String, outcome: String, faults: [String]) throws {
        #expect(try harness.refusal("consultation.reply", with: parameters, form: form, outcome: outcome) == faults)
    }

    @Test func `does not guess between a reply and none`() throws {
        #expect(
            try harness.refusal("consultation.reply", with: parameters) == [
                "outcome: expected an outcome, but none was chosen"
            ])
    }

    @Test func `asks the question`() throws {
        let brief = try harness.brief("consultation.reply", with: parameters)
        #expect(brief.text == "Say what you know of Alder Vale CCG, or that you have nothing to add.")
        #expect(brief.facts.map(\.label) == ["About", "Domains"])
    }
}
