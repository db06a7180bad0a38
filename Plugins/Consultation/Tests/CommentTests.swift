import CEL
import Consultation
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

private let harness = StepHarness(plugin: ConsultationPlugin.plugin)

@Suite("consultation.comment")
struct CommentTests {
    private let parameters = """
        {"document": {"hash": "abc", "title": "Agenda", "media_type": "text/markdown"}, "about": ["attendance"],
         "items": [{"id": "jsna-1", "domain": "d3", "title": "Needs", "source": "Council", "origin": "evidence"}]}
        """

    @Test func `gives each comment an id, and says who made it about which version`() throws {
        let result = try harness.submit(
            "consultation.comment", with: parameters,
            form: #"{"comments": [{"about": "jsna-1", "text": "Old.", "suggestion": "Drop it."}, {"text": "Fine."}]}"#)
        #expect(result.outcome == "commented")
        let comments = try #require(result.outputs["comments"]?.items)
        #expect(comments.map { $0["id"]?.text } == ["comment-1", "comment-2"])
        #expect(comments.map { $0["about"]?.text } == ["jsna-1", "whole"])
        #expect(comments[0]["suggestion"]?.text == "Drop it.")
        #expect(comments[0]["by"]?.text == "amira.holt")
        #expect(result.outputs["version"]?.text == "abc")
    }

    @Test func `has no comment, whether said or by silence`() throws {
        let result = try harness.submit("consultation.comment", with: parameters)
        #expect(result.outcome == "no_comment")
        let lapse = try harness.lapse("consultation.comment", with: parameters)
        #expect(lapse["comments"]?.items == [])
        #expect(lapse["version"]?.text == "abc")
    }

    @Test func `refuses with every fault at once`() throws {
        #expect(
            try harness.refusal(
                "consultation.comment", with: parameters, form: #"{"comments": [{"about": "jsna-2", "text": " "}]}"#,
                outcome: "no_comment") == [
                    "comments[0].text: expected what you think",
                    "comments[0].about: \"jsna-2\" is not something that is shared here",
                    "outcome: no_comment was chosen, but the answers mean commented",
                ])
    }

    @Test func `lets anything be commented on when nothing is named`() throws {
        let result = try harness.submit(
            "consultation.comment", form: #"{"comments": [{"about": "page 3", "text": "Unclear."}]}"#)
        #expect(result.outputs["comments"]?.items?.first?["about"]?.text == "page 3")
    }

    @Test func `says what may be commented on`() throws {
        let brief = try harness.brief("consultation.comment", with: parameters)
        #expect(brief.facts.map(\.label) == ["Text", "Items", "A comment may be about"])
        #expect(brief.facts.last?.value.items?.compactMap(\.text) == ["jsna-1", "attendance", "whole"])
    }
}

@Suite("consultation.respond")
struct RespondTests {
    private let parameters = """
        {"comments": [{"id": "comment-1", "about": "whole", "text": "a"},
          {"id": "comment-2", "about": "whole", "text": "b"}]}
        """

    private func answers(_ answers: [(comment: String, answer: String, reason: String)]) -> String {
        let list = answers.map {
            #"{"comment": "\#($0.comment)", "answer": "\#($0.answer)", "reason": "\#($0.reason)"}"#
        }
        return #"{"answers": [\#(list.joined(separator: ", "))]}"#
    }

    @Test func `takes an answer for each comment and puts them in order`() throws {
        let result = try harness.submit(
            "consultation.respond", with: parameters,
            form: answers([("comment-2", "declined", "Too late."), ("comment-1", "accepted", "")]))
        #expect(result.outcome == "answered")
        #expect(result.outputs["answers"]?.items?.map { $0["comment"]?.text } == ["comment-1", "comment-2"])
        #expect(result.outputs["changes"] == .bool(true))
    }

    @Test func `knows when nothing changes`() throws {
        let result = try harness.submit(
            "consultation.respond", with: parameters,
            form: answers([("comment-1", "declined", "No."), ("comment-2", "declined", "No.")]))
        #expect(result.outputs["changes"] == .bool(false))
        #expect(try harness.submit("consultation.respond", with: #"{"comments": []}"#).outcome == "answered")
    }

    @Test func `refuses with every fault at once`() throws {
        let form = answers([("comment-1", "partly", ""), ("comment-1", "declined", " "), ("comment-9", "accepted", "")])
        #expect(
            try harness.refusal("consultation.respond", with: parameters, form: form) == [
                "answers[0].reason: a comment that is taken up in part needs a reason",
                "answers[1].comment: comment-1 is answered twice",
                "answers[1].reason: a comment that is declined needs a reason",
                "answers[2].comment: there is no comment \"comment-9\"",
                "answers: comment-2 has no answer",
            ])
    }
}

@Suite("consultation.represent")
struct RepresentTests {
    private let parameters = """
        {"proposal": "Intervene in d1.", "reasons": "Support did not help.",
         "evidence": [{"id": "jsna-1", "type": "jsna", "domain": "d3", "title": "Needs", "source": "Council"}]}
        """

    @Test func `keeps a statement and what is disputed`() throws {
        let result = try harness.submit(
            "consultation.represent", with: parameters,
            form: #"{"statement": "The figures are old.", "disputed": ["jsna-1"]}"#)
        #expect(result.outcome == "represented")
        #expect(result.outputs["represented"] == .bool(true))
        #expect(result.outputs["disputed"]?.items == [.string("jsna-1")])
        #expect(result.outputs["represented_on"]?.text == "2013-10-31")
    }

    @Test func `takes silence for no statement, not for agreement`() throws {
        let result = try harness.submit("consultation.represent", with: parameters)
        #expect(result.outcome == "no_representation")
        #expect(result.outputs["represented"] == .bool(false))
        #expect(result.outputs["reply"]?.text == "no_comment")
        #expect(try harness.lapse("consultation.represent", with: parameters)["represented"] == .bool(false))
    }

    @Test func `refuses a dispute that names no evidence or says nothing`() throws {
        #expect(
            try harness.refusal("consultation.represent", with: parameters, form: #"{"disputed": ["jsna-2"]}"#) == [
                "disputed[0]: jsna-2 is not among the evidence of this step",
                "statement: expected what is wrong with the evidence disputed",
            ])
        #expect(
            try harness.refusal(
                "consultation.represent", with: parameters, form: #"{"statement": "No."}"#,
                outcome: "no_representation")
                == ["outcome: no_representation was chosen, but the answers mean represented"])
    }

    @Test func `shows the proposal and the evidence for it`() throws {
        let brief = try harness.brief("consultation.represent", with: parameters)
        #expect(brief.facts.map(\.label) == ["Proposal", "Reasons", "Evidence"])
    }
}
