import CEL
import Foundation
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime

/// Notices on their way: servers and programs that refuse, fail, hang and die.
@Suite struct NoticeDeliveryTests {
    private static let offered = "Q-ONE-1/2/task_offered"

    // MARK: - Mail

    @Test func `A recipient that the server refuses is given up at once, and told when that is mended`() async throws {
        let receiver = try MailReceiver(refusals: ["ann@example.org": "550 no such person"])
        try await NoticedOffice.open(NoticedOffice.mail(receiver.port)) { project in
            try await project.start()
            let tick = try await project.tick()
            #expect(tick == "1 notices sent, 0 to be tried again, 1 given up, 0 not needed any more.")
            let detail = try await project.detail("\(Self.offered)/ann")
            #expect(detail.contains("answered 550"), "\(detail)")
            receiver.relent()
            try await project.tick(at: "2013-11-20T18:00:00Z")
            #expect(receiver.letters.map(\.to) == [["bob@example.org"]])
            try await project.run(["notices", "retry", "\(Self.offered)/ann"])
            try await project.tick()
            #expect(receiver.letters.map(\.to) == [["bob@example.org"], ["ann@example.org"]])
            #expect(try await project.outbox().values.allSatisfy { $0 == "sent" })
        }
    }

    @Test func `What waits, was given up and was sent is counted, whatever else the outbox holds`() async throws {
        let receiver = try MailReceiver(refusals: ["ann@example.org": "550 no such person"])
        try await NoticedOffice.open(NoticedOffice.mail(receiver.port)) { project in
            func counts(_ more: [String] = [], at moment: String? = nil) async throws -> [String: String] {
                let rows = try await project.run(["notices", "count", "-o", "json"] + more, at: moment).json().items
                return Dictionary(
                    uniqueKeysWithValues: (rows ?? []).map { row in
                        let first = row["first"]?.text.map { " from \($0)" } ?? ""
                        return (row["state"]?.text ?? "?", (row["count"]?.printed ?? "?") + first)
                    })
            }
            try await project.tick()
            let empty = ["failed": "0", "waiting": "0", "due": "0", "sent": "0", "gathered": "0", "dropped": "0"]
            #expect(try await counts() == empty)
            try await project.start()
            let now = "2013-11-20T10:00:00Z"
            let begun = try await counts()
            #expect(begun["waiting"] == "2 from \(now)" && begun["due"] == "2 from \(now)")
            #expect(try await counts(at: "2013-11-20T09:59:00Z")["due"] == "0")
            try await project.tick()
            let sent = try await counts()
            #expect(sent["failed"] == "1 from \(now)" && sent["waiting"] == "0" && sent["sent"] == "1")
            // What was sent is counted from a day on, what was given up until it is mended.
            let later = try await counts(at: "2013-12-20T10:00:00Z")
            #expect(later["sent"] == "0" && later["failed"] == "1 from \(now)")
            #expect(try await counts(["--since", "2013-11-20"], at: "2013-12-20T10:00:00Z")["sent"] == "1")
            let wrong = try await project.office.run(["notices", "count", "--since", "yesterday"])
            #expect(wrong.status == .usage && wrong.notes.contains("--since"))
            #expect(try await project.run(["notices", "count"]).output.contains("failed"))
        }
    }

    @Test func `What fails is tried again after longer and longer, and given up in the end`() async throws {
        let receiver = try MailReceiver(refusals: ["ann@example.org": "451 later", "bob@example.org": "451 later"])
        let retry = "retry: { first: 1 minute, longest: 2 minutes, attempts: 3 }"
        try await NoticedOffice.open(NoticedOffice.mail(receiver.port, retry)) { project in
            try await project.start()
            var ticks: [String] = []
            for minute in ["00", "00", "01", "02", "03", "59"] {
                ticks.append(try await project.tick(at: "2013-11-20T10:\(minute):00Z"))
            }
            #expect(
                ticks.map { $0.replacingOccurrences(of: " not needed any more.", with: "") } == [
                    "0 notices sent, 2 to be tried again, 0 given up, 0",
                    "0 notices sent, 0 to be tried again, 0 given up, 0",
                    "0 notices sent, 2 to be tried again, 0 given up, 0",
                    "0 notices sent, 0 to be tried again, 0 given up, 0",
                    "0 notices sent, 0 to be tried again, 2 given up, 0",
                    "0 notices sent, 0 to be tried again, 0 given up, 0",
                ])
            #expect(try await project.detail("\(Self.offered)/bob").contains("tries used up; the last: "))
        }
    }

    @Test func `A server that is not there costs one try, whatever waits`() async throws {
        let port = try MailReceiver().port
        try await NoticedOffice.open(NoticedOffice.mail(port)) { project in
            for number in 1...5 { try await project.start(number) }
            let tick = try await project.tick()
            #expect(tick == "0 notices sent, 1 to be tried again, 0 given up, 0 not needed any more.")
            let rows = try await project.run(["notices", "-o", "json"]).json().items ?? []
            #expect(rows.count == 10 && rows.count { $0["attempts"] == .int(1) } == 1)
            #expect(Set(rows.compactMap { $0["at"]?.text }) == ["2013-11-20T10:01:00Z"])
        }
    }

    @Test func `A mail server is greeted by the name of this computer, or the one that is set`() async throws {
        let receiver = try MailReceiver()
        for name in ["waymark.example.org", nil] {
            let set = name.map { ", helo: \($0)" } ?? ""
            let settings = NoticedOffice.mail(receiver.port).replacingOccurrences(
                of: "tls: none", with: "tls: none\(set)")
            try await NoticedOffice.open(settings) { project in
                try await project.start()
                try await project.tick()
            }
        }
        let greetings = receiver.letters.map(\.greeting)
        #expect(greetings.prefix(2) == ["waymark.example.org", "waymark.example.org"])
        let own = ProcessInfo.processInfo.hostName
        #expect(greetings.count == 4 && greetings.suffix(2).allSatisfy { own.hasPrefix($0) || $0 == "localhost" })
        #expect(!greetings.contains("3"))
    }

    @Test func `A server without encryption is told from one that is not there`() async throws {
        let receiver = try MailReceiver()
        let settings = NoticedOffice.mail(receiver.port).replacingOccurrences(of: "tls: none", with: "tls: required")
        try await NoticedOffice.open(settings) { project in
            try await project.start()
            try await project.tick()
            let details = [
                try await project.detail("\(Self.offered)/ann"), try await project.detail("\(Self.offered)/bob"),
            ]
            let detail = try #require(details.first { !$0.isEmpty && $0.contains("127.0.0.1") })
            #expect(detail.contains("offers no encryption") && !detail.contains("cannot be reached"), "\(detail)")
            #expect(receiver.letters.isEmpty)
        }
        try await NoticedOffice.open(NoticedOffice.mail(try MailReceiver().port)) { project in
            try await project.start()
            try await project.tick()
            #expect(try await project.detail("\(Self.offered)/ann").contains("cannot be reached"))
        }
    }

    @Test func `The sendmail interface is given a message, a sender and a recipient`() async throws {
        try await NoticedOffice.open(nil) { project in
            let program = try project.write(
                program: "printf '%s\\n' \"$@\" > \"$0.arguments\"\ncat > \"$0.message\"\n", to: "sendmail")
            try project.write(
                "mail: { from: office@example.org, sendmail: \(program) }\npeople: { bob: { mail: off } }\n",
                to: "Config/notices.yaml")
            try await project.start()
            try await project.tick()
            let arguments = try String(contentsOfFile: program + ".arguments", encoding: .utf8)
            #expect(arguments == "-i\n-f\noffice@example.org\n--\nann@example.org\n")
            let message = try String(contentsOfFile: program + ".message", encoding: .utf8)
            #expect(message.contains("\nTo: \"Ann\" <ann@example.org>\n") && !message.contains("\r"))
            #expect(message.contains("\n\nDear Ann,\n"))
        }
    }

    @Test(arguments: [
        ("exit 75", "waiting", "ended with code 75"), ("exit 67", "failed", "ended with code 67"),
        ("echo no space left >&2; exit 1", "waiting", "no space left"),
        ("exec cat /dev/zero", "waiting", "took longer than 1 seconds"),
        ("kill -9 $$", "waiting", "was ended by signal 9"),
    ])
    func `A mail program that fails, hangs or dies loses nothing`(script: String, state: String, reason: String)
        async throws
    {
        try await NoticedOffice.open(nil) { project in
            let program = try project.write(program: script + "\n", to: "sendmail")
            try project.write(
                """
                mail: { from: office@example.org, sendmail: \(program) }
                people: { bob: { mail: off } }
                retry: { patience: \(script.hasPrefix("exec") ? 1 : 60) seconds }
                """, to: "Config/notices.yaml")
            try await project.start()
            try await project.tick()
            #expect(try await project.outbox()["\(Self.offered)/ann"] == state)
            #expect(try await project.detail("\(Self.offered)/ann").contains(reason))
        }
    }

    /// Python's own readers of mail, if Python is there.
    private static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(.enabled(if: python != nil, "no python3 in the PATH")) func `An independent reader understands a message`()
        async throws
    {
        let receiver = try MailReceiver()
        try await NoticedOffice.open(NoticedOffice.mail(receiver.port)) { project in
            try await project.start()
            try await project.tick()
            let letter = try #require(receiver.letters.first { $0.to == ["ann@example.org"] })
            try project.write(letter.text, to: "message")
            try project.write(
                """
                import email, email.policy, json
                m = email.message_from_binary_file(open("message", "rb"), policy=email.policy.default)
                print(json.dumps({"subject": m["subject"], "to": str(m["to"]), "from": str(m["from"]),
                    "defects": len(m.defects) + sum(len(v.defects) for v in m.values()),
                    "year": m["date"].datetime.year, "body": m.get_content()}))
                """, to: "read.py")
            let process = try WaymarkProcess(
                URL(fileURLWithPath: try #require(Self.python)), ["read.py"], in: project.folder, environment: [:])
            let outcome = try await process.outcome()
            let read = try JSONParser.parse(Array(outcome.output.utf8), style: .plain)
            #expect(read["subject"]?.text == "Ask, First office, Łódź", "\(outcome.notes)")
            #expect(read["to"]?.text == "Ann <ann@example.org>")
            #expect(read["from"]?.text == "Assurance office <office@example.org>")
            #expect(read["defects"] == .int(0) && read["year"] == .int(2013))
            #expect(read["body"]?.text?.contains("  about:    First office, Łódź\n") == true)
        }
    }

    // MARK: - Webhooks

    @Test func `A receiver that fails once is told again: the same event, under the same name`() async throws {
        let receiver = try WebhookReceiver([.status(500)])
        try await NoticedOffice.open(NoticedOffice.webhook(receiver.address)) { project in
            try await project.start()
            let first = try await project.tick()
            #expect(first == "0 notices sent, 1 to be tried again, 0 given up, 0 not needed any more.")
            #expect(try await project.detail("\(Self.offered)/@board") == "127.0.0.1 answered 500")
            let second = try await project.tick(at: "2013-11-20T10:01:00Z")
            #expect(second == "1 notices sent, 0 to be tried again, 0 given up, 0 not needed any more.")
            let requests = receiver.requests
            try #require(requests.count == 2)
            #expect(requests[0].line == "POST /in HTTP/1.1" && requests[0].body == requests[1].body)
            #expect(requests[0].headers["webhook-id"] == requests[1].headers["webhook-id"])
            #expect(requests.map { $0.headers["webhook-timestamp"] } == ["1384941600", "1384941660"])
            #expect(requests[0].headers["webhook-signature"] != requests[1].headers["webhook-signature"])
            #expect(requests[0].headers["content-type"] == "application/cloudevents+json")
            let event = try requests[0].json()
            #expect(event["id"]?.text == requests[0].headers["webhook-id"])
            #expect(event["type"]?.text == "waymark.task_offered" && event["source"]?.text == "urn:waymark:test")
            #expect(event["data"]?["step_title"]?.text == "Ask" && event["data"]?["case"]?.text == "Q-ONE-1")
        }
    }

    @Test func `A receiver that says when it wants to be tried again is left alone until then, and not for ever`()
        async throws
    {
        let receiver = try WebhookReceiver([
            .status(503, headers: ["Retry-After: 3600"]),
            .status(500, headers: ["retry-after: Wed, 20 Nov 2013 12:00:00 GMT"]),
            .status(429, headers: ["Retry-After: 99999999"]), .status(503, headers: ["Retry-After: 1"]),
        ])
        try await NoticedOffice.open(NoticedOffice.webhook(receiver.address)) { project in
            try await project.start()
            var places: [String?] = []
            for moment in ["10:00", "10:59", "11:00", "11:59", "12:00"] {
                try await project.tick(at: "2013-11-20T\(moment):00Z")
                let rows = try await project.run(["notices", "-o", "json"]).json().items ?? []
                places.append(rows.first?["at"]?.text)
            }
            #expect(
                places == [
                    "2013-11-20T11:00:00Z", "2013-11-20T11:00:00Z", "2013-11-20T12:00:00Z", "2013-11-20T12:00:00Z",
                    "2013-11-21T12:00:00Z",
                ], "an hour, a moment, a day at the most")
            // The pause of the settings is the least: it has doubled with each try.
            try await project.tick(at: "2013-11-21T12:00:00Z")
            let rows = try await project.run(["notices", "-o", "json"]).json().items ?? []
            #expect(rows.first?["at"]?.text == "2013-11-21T12:08:00Z")
            #expect(receiver.requests.count == 4)
        }
    }

    @Test(.enabled(if: python != nil, "no python3 in the PATH")) func `An independent reader verifies a signature`()
        async throws
    {
        let receiver = try WebhookReceiver()
        try await NoticedOffice.open(NoticedOffice.webhook(receiver.address)) { project in
            try await project.start()
            try await project.tick()
            let request = try #require(receiver.requests.first)
            try project.write(request.body, to: "body")
            try project.write(
                """
                import base64, hashlib, hmac, sys
                key = base64.b64decode(open("secret").read().strip().removeprefix("whsec_"))
                signed = f"{sys.argv[1]}.{sys.argv[2]}.".encode() + open("body", "rb").read()
                print("v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode())
                """, to: "sign.py")
            let process = try WaymarkProcess(
                URL(fileURLWithPath: try #require(Self.python)),
                ["sign.py", request.headers["webhook-id"] ?? "", request.headers["webhook-timestamp"] ?? ""],
                in: project.folder, environment: [:])
            let outcome = try await process.outcome()
            #expect(outcome.output == (request.headers["webhook-signature"] ?? "none") + "\n", "\(outcome.notes)")
        }
    }

    @Test func `A receiver that never answers holds nobody up for longer than the patience`() async throws {
        let silent = try WebhookReceiver([.silence])
        let other = try WebhookReceiver()
        let settings = """
            webhooks:
              - { name: board, url: "\(silent.address)", secret: { file: secret }, tell: [task_offered] }
              - { name: other, url: "\(other.address)", secret: { file: secret }, tell: [task_offered] }
            retry: { patience: 5 seconds }
            """
        try await NoticedOffice.open(settings) { project in
            for number in 1...3 { try await project.start(number) }
            let tick = try await project.tick()
            // One try finds out that it does not answer; the others wait with it, and the other receiver is told.
            #expect(tick == "3 notices sent, 1 to be tried again, 0 given up, 0 not needed any more.")
            #expect(silent.requests.count == 1 && other.requests.count == 3)
            let later = try await project.tick(at: "2013-11-20T10:01:00Z")
            #expect(later == "3 notices sent, 0 to be tried again, 0 given up, 0 not needed any more.")
            #expect(silent.requests.count == 4 && other.requests.count == 3)
        }
    }

    @Test func `A request goes where the settings say, and nowhere else`() async throws {
        let elsewhere = try WebhookReceiver()
        let receiver = try WebhookReceiver([
            .status(302, headers: ["location: \(elsewhere.address)"]), .status(410),
        ])
        try await NoticedOffice.open(NoticedOffice.webhook(receiver.address)) { project in
            try await project.start()
            try await project.tick()
            #expect(try await project.detail("\(Self.offered)/@board") == "127.0.0.1 answered 302")
            try await project.tick(at: "2013-11-20T10:01:00Z")
            #expect(elsewhere.requests.isEmpty && receiver.requests.count == 2)
            #expect(try await project.outbox() == ["\(Self.offered)/@board": "failed"])
            #expect(try await project.detail("\(Self.offered)/@board").contains("gone for good"))
        }
    }

    @Test func `A secret that is missing or no secret is said without a word of it`() async throws {
        let receiver = try WebhookReceiver()
        try await NoticedOffice.open(NoticedOffice.webhook(receiver.address)) { project in
            try await project.start()
            try project.write("hunter2\n", to: "secret")
            try await project.tick()
            let detail = try await project.detail("\(Self.offered)/@board")
            #expect(detail.hasPrefix("the file secret does not hold") && !detail.contains("hunter2"))
            // Old and new together, while a secret is being changed.
            try project.write("\(NoticedOffice.secret)\nwhsec_\(String(repeating: "AAAA", count: 8))\n", to: "secret")
            try await project.tick(at: "2013-11-20T10:01:00Z")
            #expect(receiver.requests.first?.headers["webhook-signature"]?.split(separator: " ").count == 2)
        }
    }

    @Test func `What happens to cases is told to programs`() async throws {
        let receiver = try WebhookReceiver()
        let settings = NoticedOffice.webhook(
            receiver.address, tell: "[case_started, task_ended, case_ended, incident_raised]")
        try await NoticedOffice.open(settings) { project in
            try await project.start()
            try await project.run(
                ["advance", try await project.task("ask", of: "Q-ONE-1"), "--outcome", "never", "--reason", "No."],
                as: "bob")
            try await project.tick()
            let told = try receiver.requests.map { request in
                let event = try request.json()
                return "\(event["type"]?.text ?? "") \(event["data"]?["outcome"]?.text ?? "")"
            }
            #expect(
                told.sorted() == [
                    "waymark.case_ended refused", "waymark.case_started ", "waymark.task_ended never",
                ])
            #expect(receiver.requests.allSatisfy { !$0.body.contains("bob") && !$0.body.contains("No.") })
        }
    }

    // MARK: - Dying and meeting

    @Test func `Killed between sending and marking, it sends once more under the same name and not again`()
        async throws
    {
        try await NoticedOffice.open(nil) { project in
            var project = project
            project.office.clock = SystemClock()
            // The mail is taken, and the program that handed it over dies before it can write that down.
            let deadly = "cat > \"$0.$$\"\nkill -9 $PPID\n"
            let program = try project.write(program: deadly, to: "sendmail")
            try project.write(
                "mail: { from: office@example.org, sendmail: \(program) }\npeople: { bob: { mail: off } }\n",
                to: "Config/notices.yaml")
            try await project.start()
            let began = SystemClock().now
            let killed = try await WaymarkProcess(
                try WaymarkProcess.program(), ["tick"], in: project.folder,
                environment: WaymarkProcess.environment(store: project.office.store)
            ).outcome()
            #expect(killed.wasKilled)
            #expect(try messages(in: project).count == 1)
            _ = try project.write(program: "cat > \"$0.$$\"\n", to: "sendmail")
            // Nobody knows yet that it died, so it is left alone.
            project.office.clock = FixedClock(began)
            try await project.tick()
            #expect(try messages(in: project).count == 1)
            project.office.clock = FixedClock(SystemClock().now.adding(seconds: 600))
            try await project.tick()
            try await project.tick()
            let messages = try messages(in: project)
            #expect(messages.count == 2)
            #expect(Set(messages.compactMap(messageID)).count == 1)
            let states = try await project.outbox()
            #expect(Array(states.values) == ["sent"])
        }
    }

    private func messages(in project: NoticedOffice) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: project.folder).filter { $0.hasPrefix("sendmail.") }
            .map { try String(contentsOfFile: project.folder + "/" + $0, encoding: .utf8) }
    }

    private func messageID(_ message: String) -> String? {
        message.split(separator: "\n").first { $0.hasPrefix("Message-ID: ") }.map(String.init)
    }

    @Test func `Of two that run at once, each sends what the other does not`() async throws {
        try await NoticedOffice.open(nil) { project in
            var project = project
            project.office.clock = SystemClock()
            // While the first hands over its first message, another case begins and a second runs from start to end.
            let waymark = try WaymarkProcess.program().path
            let program = try project.write(
                program: """
                    cat > "$0.$$"
                    mkdir "$0-meeting" 2> /dev/null || exit 0
                    \(waymark) tick 2> "$0-meeting/second"
                    \(waymark) start question --subject o1 --input number=4 --as cid > "$0-meeting/start" 2>&1
                    \(waymark) tick 2> "$0-meeting/third"

                    """, to: "sendmail")
            try project.write(
                """
                mail: { from: office@example.org, sendmail: \(program) }
                people: { bob: { mail: off } }
                retry: { patience: 60 seconds }
                """, to: "Config/notices.yaml")
            for number in 1...3 { try await project.start(number) }
            let first = try await WaymarkProcess(
                try WaymarkProcess.program(), ["tick"], in: project.folder,
                environment: WaymarkProcess.environment(store: project.office.store)
            ).outcome()
            #expect(first.notes.contains("3 notices sent"), "\(first.notes)")
            let others = try ["second", "third"].map { name in
                try String(contentsOfFile: "\(program)-meeting/\(name)", encoding: .utf8)
            }
            // The first had taken all three, so there was nothing for the second, and the new one for the third.
            #expect(others[0].contains("0 notices sent, 0 to be tried again"), "\(others[0])")
            #expect(others[1].contains("1 notices sent, 0 to be tried again"), "\(others[1])")
            let messages = try messages(in: project)
            #expect(messages.count == 4 && Set(messages.compactMap(messageID)).count == 4)
        }
    }
}
