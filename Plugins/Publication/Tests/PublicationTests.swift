import CEL
import Foundation
import Publication
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

private let report = DocumentContent(title: "Quarterly report: Alder Vale", text: "# Report\n")

@Suite("publication.publish")
struct PublishTests {
    private let publicly: [(String, Value)] = [("audience", .string("public"))]

    @Test func `writes the document and one line of the index`() async throws {
        let fixture = try EffectFixture(keeping: report)
        let result = try await fixture.perform("publication.publish", document: report.document, publicly)
        #expect(result.outcome == "published")
        let place = try #require(result.outputs["place"]?.text)
        #expect(place.hasPrefix("public/quarterly-report-alder-vale-"))
        #expect(fixture.publishedText(place) == "# Report\n")
        let line = try JSONParser.parse(
            Array(try #require(fixture.publishedText("public/index.jsonl")).utf8), style: .plain)
        #expect(line["hash"]?.text == report.document.hash)
        #expect(line["case"]?.text == "13Q2-ALV")
        #expect(line["published_on"]?.text == "2013-10-31")
        #expect(result.outputs["published_on"]?.text == "2013-10-31")
    }

    @Test func `the same key changes nothing, another key adds`() async throws {
        let fixture = try EffectFixture(keeping: report)
        let first = try await fixture.perform("publication.publish", document: report.document, publicly)
        let again = try await fixture.perform("publication.publish", document: report.document, publicly)
        #expect(first.outputs == again.outputs)
        #expect(fixture.publishedFiles(in: "public").count == 2)
        #expect(fixture.publishedText("public/index.jsonl")?.split(separator: "\n").count == 1)
        _ = try await fixture.perform("publication.publish", document: report.document, publicly, key: "key-2")
        #expect(fixture.publishedFiles(in: "public").count == 3)
        #expect(fixture.publishedText("public/index.jsonl")?.split(separator: "\n").count == 2)
    }

    @Test func `many at once write one line each`() async throws {
        let fixture = try EffectFixture(keeping: report)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    _ = try await fixture.perform(
                        "publication.publish", document: report.document, [("audience", .string("national"))],
                        key: "key-\(number % 5)")
                }
            }
            try await group.waitForAll()
        }
        #expect(fixture.publishedText("national/index.jsonl")?.split(separator: "\n").count == 5)
        #expect(fixture.publishedFiles(in: "national").count == 6)
    }

    @Test func `a file that somebody changed is not overwritten`() async throws {
        let fixture = try EffectFixture(keeping: report)
        let result = try await fixture.perform("publication.publish", document: report.document, publicly)
        let place = try #require(result.outputs["place"]?.text)
        try "other".write(toFile: "\(fixture.publicationFolder)/\(place)", atomically: true, encoding: .utf8)
        let failure = await #expect(throws: StepFailure.self) {
            try await fixture.perform("publication.publish", document: report.document, publicly)
        }
        #expect(failure?.isPermanent == true)
        #expect(fixture.publishedText(place) == "other")
    }

    @Test func `nothing is released before its day`() async throws {
        let fixture = try EffectFixture(keeping: report)
        let failure = await #expect(throws: StepFailure.self) {
            try await fixture.perform(
                "publication.publish", document: report.document, publicly + [("not_before", .string("2013-11-01"))])
        }
        #expect(
            failure?.message
                == "\"Quarterly report: Alder Vale\" may not be released before 2013-11-01, and today is 2013-10-31")
        #expect(fixture.publishedFiles(in: "public").isEmpty)
        let onTheDay = try await fixture.perform(
            "publication.publish", document: report.document, publicly + [("not_before", .string("2013-10-31"))])
        #expect(onTheDay.outcome == "published")
    }

    @Test func `a document must be kept, and be what its hash says`() async throws {
        let forged = Document(hash: report.document.hash, title: "T", mediaType: "text/plain")
        var wrong = DocumentContent(title: "T", text: "x")
        wrong.document.hash = "ab"
        for (document, kept) in [
            (Document(), report), (Document(hash: "cd", title: "T", mediaType: "m"), report), (wrong.document, wrong),
        ] {
            let failure = await #expect(throws: StepFailure.self) {
                try await EffectFixture(keeping: kept).perform("publication.publish", document: document, publicly)
            }
            #expect(failure?.isPermanent == true)
        }
        let fixture = try EffectFixture(keeping: report)
        let result = try await fixture.perform("publication.publish", document: forged, publicly)
        #expect(result.outputs["place"]?.text?.hasSuffix(".txt") == true)
    }

    @Test func `a title cannot lead out of the folder`() async throws {
        let escape = DocumentContent(title: "../../etc/Ünïted", text: "x")
        let fixture = try EffectFixture(keeping: escape)
        let result = try await fixture.perform("publication.publish", document: escape.document, publicly)
        let place = try #require(result.outputs["place"]?.text)
        #expect(place.hasPrefix("public/etc-n-ted-"))
        #expect(fixture.publishedFiles() == ["public"])
    }
}

@Suite("publication.share")
struct ShareTests {
    private func to(_ organisations: String...) -> [(String, Value)] {
        [("to", .list(organisations.map(Value.string)))]
    }

    @Test func `gives each named organisation its copy, once`() async throws {
        let fixture = try EffectFixture(keeping: report)
        let recipients = to("alder_vale", "north", "alder_vale")
        let result = try await fixture.perform("publication.share", document: report.document, recipients)
        #expect(result.outcome == "shared")
        #expect(result.outputs["to"] == .list([.string("alder_vale"), .string("north")]))
        _ = try await fixture.perform("publication.share", document: report.document, recipients)
        #expect(fixture.publishedFiles(in: "parties") == ["alder-vale", "north"])
        #expect(fixture.publishedFiles(in: "parties/north").count == 2)
    }

    @Test func `a new version stands beside the old one and names it`() async throws {
        let fixture = try EffectFixture(keeping: report)
        let earlier = Value.map([
            "hash": .string("ab"), "title": .string("Report"), "media_type": .string("text/markdown"),
        ])
        _ = try await fixture.perform(
            "publication.share", document: report.document, to("north") + [("replaces", .list([earlier]))])
        let file = fixture.publicationFolder + "/parties/north/index.jsonl"
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains(#""replaces":["ab"]"#))
    }

    @Test func `shares with nobody unknown and not with nobody`() async throws {
        let fixture = try EffectFixture(keeping: report)
        for (recipients, message) in [
            (to("north", "nowhere"), "the register has no organisation nowhere"),
            (to(), "nobody is named to share with"),
        ] {
            let failure = await #expect(throws: StepFailure.self) {
                try await fixture.perform("publication.share", document: report.document, recipients)
            }
            #expect(failure?.message == message)
        }
        #expect(fixture.publishedFiles(in: "parties").isEmpty)
    }
}

@Suite("publication.confirm")
struct ConfirmTests {
    private let harness = StepHarness(plugin: PublicationPlugin.plugin)
    private let parameters = #"{"document": {"hash": "ab", "title": "Report", "media_type": "text/markdown"}}"#

    @Test func `records where it was made public, today unless said`() throws {
        let result = try harness.submit(
            "publication.confirm", with: parameters, form: #"{"place": "alder.example/report"}"#, outcome: "published")
        #expect(result.outputs["published"] == .bool(true))
        #expect(result.outputs["published_on"]?.text == "2013-10-31")
    }

    @Test func `records why it was not`() throws {
        let result = try harness.submit(
            "publication.confirm", with: parameters, outcome: "not_published", reason: "The board meets in May.")
        #expect(result.outcome == "not_published")
        #expect(result.outputs["reason"]?.text == "The board meets in May.")
    }

    @Test(arguments: [
        ("{}", "published", "place: expected where it can be read, but nothing is said"),
        (
            #"{"place": "x", "published_on": "2013-11-01"}"#, "published",
            "published_on: 2013-11-01 is still to come"
        ),
        ("{}", "not_published", "reason: not_published needs a reason"),
    ])
    func `refuses`(form: String, outcome: String, fault: String) throws {
        #expect(try harness.refusal("publication.confirm", with: parameters, form: form, outcome: outcome) == [fault])
    }

    @Test func `refuses a place for what was not published`() throws {
        let refusal = try harness.refusal(
            "publication.confirm", with: parameters, form: #"{"place": "x"}"#, outcome: "not_published", reason: "r")
        #expect(refusal == ["place: it was not published, yet a place or a day is given"])
    }
}

@Suite("publication.acknowledge")
struct AcknowledgeTests {
    private let harness = StepHarness(plugin: PublicationPlugin.plugin)
    private let parameters =
        #"{"document": {"hash": "ab", "title": "Record", "media_type": "text/markdown"}, "news": "A ward is closed."}"#

    @Test func `takes note, and silence is no note`() throws {
        #expect(try harness.brief("publication.acknowledge", with: parameters).text == "A ward is closed.")
        let result = try harness.submit("publication.acknowledge", with: parameters)
        #expect(result.outcome == "noted" && result.outputs["noted_on"]?.text == "2013-10-31")
        #expect(try harness.lapse("publication.acknowledge", with: parameters)["noted"] == .bool(false))
    }
}
