import CEL
import Testing
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkNotices
import WaymarkStore

/// Requests are signed as Standard Webhooks says, and tell what CloudEvents says.
@Suite struct WebhookTests {
    /// The example that the reference implementations of Standard Webhooks share.
    @Test func `The signature is that of the specification's example`() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let signature = secret.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test(arguments: [
        "", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa",
        "whsec_not base64 at all", "whsec_" + String(repeating: "AAAA", count: 22),
    ])
    func `What is no secret of that form is refused`(text: String) { #expect(WebhookSecret(text) == nil) }

    @Test func `Secrets are of 24 to 64 bytes, and say nothing of themselves`() throws {
        let shortest = try #require(WebhookSecret("whsec_" + String(repeating: "AAAA", count: 8)))
        #expect(WebhookSecret("whsec_" + String(repeating: "AAAA", count: 7) + "AA==") == nil)
        #expect(WebhookSecret("whsec_" + String(repeating: "AAAA", count: 21) + "AA==") != nil)
        #expect(WebhookSecret("whsec_" + String(repeating: "AAAA", count: 21) + "AAA=") == nil)
        #expect("\(shortest)" == "a secret")
    }

    @Test func `A request says the same under the same name on every try, each signed for its moment`() throws {
        let notice = NoticeRecord(
            id: "13Q2-ALV/4/task_offered/@board", channel: .webhook, recipient: "@board", kind: "task_offered",
            payload: [], createdAt: 5, at: 5)
        let name = NoticeName(notice, source: "urn:a")
        let url = try #require(WebhookAddress("https://a.org/"))
        let secrets = try [
            #require(WebhookSecret("whsec_" + String(repeating: "AAAA", count: 8))),
            #require(WebhookSecret("whsec_" + String(repeating: "BBBB", count: 8))),
        ]
        let body = CloudEvent.bytes(of: facts(), name: name, source: "urn:a")
        let first = WebhookRequest(body, name: name, to: url, secrets: secrets, now: at("2013-11-20T10:00:00Z"))
        let second = WebhookRequest(body, name: name, to: url, secrets: secrets, now: at("2013-11-20T10:05:00Z"))
        let names = ["content-type", "webhook-id", "webhook-timestamp", "webhook-signature"]
        #expect(first.headers.map(\.name) == names)
        #expect(first.headers[0].value == "application/cloudevents+json")
        #expect(first.headers[1] == second.headers[1] && first.body == second.body)
        #expect(first.headers[2].value == "1384941600" && second.headers[2].value == "1384941900")
        #expect(first.headers[3].value.split(separator: " ").count == 2)
        #expect(first.headers[3] != second.headers[3])
        #expect(NoticeName(notice, source: "urn:b") != name)
    }

    @Test func `An event has what CloudEvents asks for, and nothing that a person wrote`() throws {
        var facts = facts(.taskReturned)
        facts.reason = "Between us: the figures are wrong."
        let name = NoticeName(case: "13Q2-ALV", source: "urn:a")
        let event = try JSONParser.parse(CloudEvent.bytes(of: facts, name: name, source: "urn:a"), style: .plain)
        #expect(event["specversion"]?.text == "1.0" && event["source"]?.text == "urn:a")
        #expect(event["id"]?.text == "msg_\(name.text)" && event["type"]?.text == "waymark.task_returned")
        #expect(event["subject"]?.text == "13Q2-ALV" && event["time"]?.text == "2013-11-20T10:00:00Z")
        #expect(event["data"]?["task"]?.text == "13Q2-ALV-7")
        #expect(event["data"]?["due"]?.text == "2013-11-25T17:00:00Z")
        #expect(event["data"]?["subject"]?["name"]?.text == "Alder Vale CCG")
        #expect(event["data"]?["reason"] == nil && event["data"]?["message"] == nil)
    }
}
