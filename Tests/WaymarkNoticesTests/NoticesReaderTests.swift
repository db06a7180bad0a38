import Testing
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics

/// The settings of notices are read whole, or refused with the place.
@Suite struct NoticesReaderTests {
    private func faults(_ text: String, people: Set<String>? = nil) -> [String] {
        NoticesReader.read(text, file: "notices.yaml", people: people).diagnostics.sorted.map(\.message)
    }

    @Test func `Everything that can be said is read`() throws {
        let (read, faults) = NoticesReader.read(
            """
            source: urn:waymark:assurance
            mail:
              from: Assurance office <assurance@example.org>
              people_at: example.org
              smtp: { server: mail.example.org, tls: required, user: waymark, password: { file: /etc/waymark/smtp } }
              tell: [task_offered, task_escalated]
              urgent: [task_escalated]
              templates: Config/words
            quiet: { from: "19:00", until: "07:00", free_days: true }
            digest: { after: 3, at: "08:30" }
            people:
              ann: { mail: digest }
              bob: { mail: off }
            operators: [ann]
            webhooks:
              - name: board
                url: https://hooks.example.org/waymark?team=1
                secret: { environment: BOARD_SECRET }
                tell: [case_ended]
              - { name: local, url: "http://127.0.0.1:8080/in", secret: { file: secret } }
            retry: { first: 2 minutes, longest: 1 hour, attempts: 5 }
            keep: 30 days
            """, file: "notices.yaml", people: ["ann", "bob"])
        #expect(faults.isEmpty, "\(faults.sorted.map(\.message))")
        let mail = try #require(read.mail)
        #expect(mail.fromName == "Assurance office" && mail.from == MailAddress("assurance@example.org"))
        #expect(mail.peopleAt == "example.org" && mail.templates == "Config/words")
        #expect(mail.tell == [.taskOffered, .taskEscalated] && mail.urgent == [.taskEscalated])
        #expect(
            mail.transport
                == .smtp(
                    .init(
                        host: "mail.example.org", port: 587, tls: .required, user: "waymark",
                        password: .file("/etc/waymark/smtp"))))
        #expect(read.people == ["ann": .digest, "bob": .off] && read.operators == ["ann"])
        #expect(read.digest.after == 3 && read.digest.at == LocalTime("08:30"))
        #expect(read.webhooks.map(\.name) == ["board", "local"])
        #expect(read.webhooks.map(\.tell.count) == [1, NoticeKind.allCases.count])
        #expect(read.webhooks.map(\.secret) == [.environment("BOARD_SECRET"), .file("secret")])
        #expect(read.retry.attempts == 5 && read.keep.description == "30 days")
        #expect(read.source == "urn:waymark:assurance")
    }

    @Test(arguments: [
        ("mail: { sendmail: /usr/sbin/sendmail }", "`from` is missing"),
        ("mail: { from: nobody }", "`from` is a name and an address"),
        ("mail: { from: \"a@b.org\\r\\nBcc: c@d.org\" }", "`from` is a name and an address"),
        ("mail: { from: \"A\\r\\nBcc: c@d.org <a@b.org>\" }", "`from` is a name and an address"),
        ("mail: { from: a@b.org, sendmail: sendmail }", "`sendmail` is the full path of a program"),
        (
            "mail: { from: a@b.org, sendmail: /s, smtp: { server: m } }",
            "mail goes either through `sendmail` or by `smtp`"
        ),
        ("mail: { from: a@b.org, smtp: { server: \"m -x\" } }", "`server` is the name of a computer"),
        ("mail: { from: a@b.org, smtp: { server: m, helo: \"m/x\" } }", "`helo` is the name of this computer"),
        ("mail: { from: a@b.org, smtp: { server: m, port: 0 } }", "`port` is a number from 1 to 65535"),
        ("mail: { from: a@b.org, smtp: { server: m, user: u } }", "who signs in has both `user` and `password`"),
        (
            "mail: { from: a@b.org, smtp: { server: m, user: u, password: secret } }",
            "`password` says where the secret is, not what it is"
        ),
        (
            "mail: { from: a@b.org, smtp: { server: m, tls: offered, user: u, password: { file: f } } }",
            "a password would go over the wire in the clear"
        ),
        ("mail: { from: a@b.org, tell: [task_ofered] }", "there is no notice `task_ofered`"),
        ("quiet: { from: \"19:00\", until: \"19:00\" }", "the quiet hours end when they begin"),
        ("quiet: { from: 7pm, until: \"07:00\" }", "`from` is a time of day"),
        ("digest: { after: -1 }", "`after` is a number from 0 to 1000"),
        ("people: { ann: { mail: never } }", "`mail` is one of each, digest, off"),
        ("people: { amn: { mail: off } }", "there is no person amn in the register"),
        ("operators: [amn]", "there is no person amn in the register"),
        ("retry: { first: 2 hours, longest: 1 hour }", "the first pause is longer than the longest"),
        ("retry: { attempts: 101 }", "`attempts` is a number from 1 to 100"),
        ("keep: 1 month", "`keep` is a length of time"),
        ("source: here", "`source` is a URI"),
        ("wobhooks: []", "`wobhooks` has no meaning in the settings of notices"),
        ("webhooks: [{ name: a, url: \"https://a.org/\" }]", "`secret` is missing"),
        (
            "webhooks: [{ name: a, url: \"https://a.org/\", secret: whsec_x }]",
            "`secret` says where the secret is, not what it is"
        ),
        (
            "webhooks: [{ name: A b, url: \"https://a.org/\", secret: { file: f } }]",
            "a name is made of small letters, digits, _ and -"
        ),
        (
            "webhooks: [{ name: a, url: \"https://a.org/\", secret: { file: f } }, "
                + "{ name: a, url: \"https://b.org/\", secret: { file: f } }]", "two webhooks are named a"
        ),
    ])
    func `A setting that makes no sense is refused`(text: String, fault: String) {
        let found = faults(text, people: ["ann"])
        #expect(found.contains { $0.hasPrefix(fault) }, "\(found)")
    }

    @Test(arguments: [
        "https://a.org", "https://a.org:8443/x?y=z", "https://[2001:db8::1]/x", "http://localhost:1/x",
        "http://127.0.0.1/x", "http://[::1]:80/x",
    ])
    func `Addresses of webhooks are taken`(text: String) { #expect(WebhookAddress(text)?.description == text) }

    @Test(arguments: [
        "", "a.org", "ftp://a.org/", "file:///etc/passwd", "http://a.org/", "https://", "https:///x",
        "https://u@a.org/",
        "https://a.org:0/", "https://a.org:x/", "https://a.org/ x", "https://a.org/\n", "https://a.org/#x",
        "http://127.0.0.1.evil.org/", "http://127.0.0.1@evil.org/", "https://bücher.org/", "https://a.org\\@b.org/",
        "gopher://127.0.0.1/", "https://[::1/", "https://a.org/{1,2}", "HTTPS://a.org/",
    ])
    func `What is no address of a webhook is refused`(text: String) { #expect(WebhookAddress(text) == nil) }

    @Test func `Addresses and webhooks have limits`() {
        let base = "https://a.org/"
        func address(_ count: Int) -> String { base + String(repeating: "x", count: count - base.utf8.count) }
        #expect(WebhookAddress(address(Limits.webhookAddressBytesMax)) != nil)
        #expect(WebhookAddress(address(Limits.webhookAddressBytesMax + 1)) == nil)
        func list(_ count: Int) -> String {
            let lines = (0..<count).map { "  - { name: w\($0), url: \"https://a.org/\", secret: { file: f } }" }
            return "webhooks:\n" + lines.joined(separator: "\n")
        }
        #expect(faults(list(Limits.webhooksMax)).isEmpty)
        #expect(faults(list(Limits.webhooksMax + 1)) == ["there are more than \(Limits.webhooksMax) webhooks"])
    }

    @Test(arguments: [
        ("a@b", true), ("amira.holt@example.org", true), ("-x@b.org", true), ("a+tag@sub.b-c.org", true),
        ("", false), ("a", false), ("@b", false), ("a@", false), ("a@b@c", false), ("a b@c", false), ("a@b c", false),
        ("a@b\n", false), ("a@b\r\nBcc: x@y", false), ("<a@b>", false), ("\"a\"@b", false), (".a@b", false),
        ("a..b@c", false), ("a@-b", false), ("a@b.", false), ("ä@b.org", false), ("a@b.org,c@d.org", false),
    ])
    func `Only a plain address is an e-mail address`(text: String, isOne: Bool) {
        #expect((MailAddress(text)?.description == text) == isOne)
    }

    @Test func `E-mail addresses have a limit`() {
        func address(_ count: Int) -> String {
            var domain = ""
            while domain.utf8.count < count - 2 { domain += domain.utf8.count % 60 == 59 ? "." : "x" }
            return "a@" + domain
        }
        #expect(MailAddress(address(254)) != nil)
        #expect(MailAddress(address(255)) == nil)
    }
}
