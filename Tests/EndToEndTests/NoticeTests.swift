import Foundation
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition
import WaymarkOperations
import WaymarkRuntime
import WaymarkStore
import WaymarkStoreSQLite

/// Who is told of what, in which words, and when.
@Suite struct NoticeTests {
    private func told(_ receiver: MailReceiver, after count: Int) -> [String] {
        receiver.letters.dropFirst(count).map { letter in
            let subject = Self.decoded(letter.header("Subject") ?? "")
            return "\(letter.to.joined(separator: "+")): \(subject)"
        }.sorted()
    }

    /// A header without the encoding of letters beyond ASCII.
    private static func decoded(_ header: String) -> String {
        guard header.hasPrefix("=?utf-8?B?") else { return header }
        let bytes = header.split(separator: " ").compactMap {
            Data(base64Encoded: String($0.dropFirst(10).dropLast(2)))
        }
        return bytes.map { String(decoding: $0, as: UTF8.self) }.joined()
    }

    @Test func `Those whom it concerns are told of what happens to a task, each once`() async throws {
        let receiver = try MailReceiver()
        try await NoticedOffice.open(NoticedOffice.mail(receiver.port, "digest: { after: 100 }")) { project in
            let unit = "First office, Łódź"
            try await project.start()
            #expect(receiver.letters.isEmpty)
            #expect(
                try await project.tick() == "2 notices sent, 0 to be tried again, 0 given up, 0 not needed any more.")
            #expect(
                told(receiver, after: 0)
                    == ["ann@example.org: Ask, \(unit)", "bob@example.org: Ask, \(unit)"])
            let first = try #require(receiver.letters.first)
            #expect(first.from == "office@example.org")
            #expect(first.header("From") == #""Assurance office" <office@example.org>"#)
            #expect(first.text.contains("waymark claim Q-ONE-1-"))
            // Nothing is told twice.
            try await project.tick()
            #expect(receiver.letters.count == 2)

            // Whoever has it is reminded; whoever has not is left alone.
            try await project.run(["claim", try await project.task("ask", of: "Q-ONE-1")], as: "ann")
            try await project.tick(at: "2013-11-21T17:30:00Z")
            #expect(told(receiver, after: 2) == ["ann@example.org: Reminder: Ask, \(unit)"])
            try await project.tick(at: "2013-11-22T17:30:00Z")
            #expect(told(receiver, after: 3) == ["ann@example.org: Overdue: Ask, \(unit)"])
            // The next rung is told, and the first is not told again.
            try await project.tick(at: "2013-11-25T17:30:00Z")
            #expect(told(receiver, after: 4) == ["cid@example.org: Escalated to you: Ask, \(unit)"])

            let evening = "2013-11-25T18:00:00Z"
            try await project.run(
                ["advance", try await project.task("ask", of: "Q-ONE-1"), "--outcome", "go"], as: "ann", at: evening)
            try await project.run(
                [
                    "return", try await project.task("agree", of: "Q-ONE-1"), "--reason", "Ask again, please.",
                ], as: "cid", at: evening)
            try await project.tick(at: evening)
            // That it was for the head to agree is pointless by now.
            #expect(
                told(receiver, after: 5)
                    == ["ann@example.org: Back to you: Ask, \(unit)", "bob@example.org: Back to you: Ask, \(unit)"])
            #expect(receiver.letters.last?.text.contains("because:  Ask again, please.") == true)

            try await project.run(["cancel", "Q-ONE-1", "--reason", "Not needed."], as: "cid", at: evening)
            try await project.tick(at: evening)
            #expect(
                told(receiver, after: 7)
                    == [
                        "ann@example.org: Cancelled: A question, \(unit)",
                        "bob@example.org: Cancelled: A question, \(unit)",
                    ])
            let names = receiver.letters.compactMap { $0.header("Message-ID") }
            #expect(Set(names).count == receiver.letters.count)
            #expect(Set(receiver.letters.compactMap { $0.header("References") }).count == 1)
        }
    }

    @Test func `What is over by the time at which it would be sent is not sent`() async throws {
        let receiver = try MailReceiver()
        let night = #"quiet: { from: "19:00", until: "07:00", free_days: true }"#
        try await NoticedOffice.open(NoticedOffice.mail(receiver.port, night)) { project in
            try await project.start(at: "2013-11-20T20:00:00Z")
            let evening = try await project.tick(at: "2013-11-20T20:01:00Z")
            #expect(evening == "0 notices sent, 0 to be tried again, 0 given up, 0 not needed any more.")
            let waiting = try await project.run(["tick"], at: "2013-11-20T20:02:00Z").notes
            #expect(waiting.contains("Next at 2013-11-21 07:00."), "\(waiting)")
            try await project.run(
                ["claim", try await project.task("ask", of: "Q-ONE-1")], as: "ann", at: "2013-11-21T06:00:00Z")
            let morning = try await project.tick(at: "2013-11-21T07:00:00Z")
            #expect(morning == "1 notices sent, 0 to be tried again, 0 given up, 1 not needed any more.")
            #expect(receiver.letters.map(\.to) == [["ann@example.org"]])
            let dropped = try await project.outbox().filter { $0.value == "dropped" }.keys.first
            #expect(try await project.detail(try #require(dropped)).hasPrefix("ann has claimed task Q-ONE-1-"))
        }
    }

    @Test func `Who is told much gets the rest in one message on the next morning`() async throws {
        let receiver = try MailReceiver()
        let more = """
            digest: { after: 1, at: "08:00" }
            people: { bob: { mail: digest } }
            """
        try await NoticedOffice.open(NoticedOffice.mail(receiver.port, more)) { project in
            for number in 1...4 { try await project.start(number) }
            try await project.tick()
            #expect(receiver.letters.map(\.to) == [["ann@example.org"]])
            // What a digest would say can be seen before.
            let preview = try await project.run(["notices", "preview", "--for", "bob"]).output
            #expect(preview.hasPrefix("Subject: 4 new, 4 open\n\nDear Bob,\n"), "\(preview)")
            // One of them is over in the morning.
            try await project.run(
                ["advance", try await project.task("ask", of: "Q-ONE-3"), "--outcome", "never", "--reason", "No."],
                as: "ann", at: "2013-11-20T11:00:00Z")
            try await project.tick(at: "2013-11-21T07:59:00Z")
            #expect(receiver.letters.count == 1)
            try await project.tick(at: "2013-11-21T08:00:00Z")
            let digests = receiver.letters.dropFirst().sorted { $0.to[0] < $1.to[0] }
            #expect(digests.map(\.to) == [["ann@example.org"], ["bob@example.org"]])
            #expect(digests.map { $0.header("Subject") } == ["2 new, 3 open", "3 new, 3 open"])
            #expect(!digests[1].text.contains("Q-ONE-3"))
            let states = try await project.outbox().values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            #expect(states == ["sent": 3, "gathered": 7])
            try await project.tick(at: "2013-11-21T09:00:00Z")
            #expect(receiver.letters.count == 3)
        }
    }

    @Test func `Nobody is told anything unless the project says so`() async throws {
        try await NoticedOffice.open(nil) { project in
            try await project.start()
            #expect(try await project.outbox().isEmpty)
            #expect(try await project.tick() == "")
            let listing = try await project.run(["notices"])
            #expect(listing.notes == "Nothing waits to be sent.\n" && listing.output.isEmpty)
            let preview = try await project.run(["notices", "preview"], as: "ann").output
            #expect(preview.hasPrefix("Subject: Nothing new, 1 open\n"))
        }
    }

    @Test func `A store with a clock of its own tells nobody outside`() async throws {
        let receiver = try MailReceiver()
        try await NoticedOffice.open(NoticedOffice.mail(receiver.port)) { project in
            try await project.start()
            let store = try SQLiteEventStore(path: project.office.store)
            try VirtualClock.set(try #require(Instant("2013-11-20T10:00:00Z")), in: store)
            try store.close()
            #expect(try await project.tick() == "")
            #expect(receiver.letters.isEmpty)
            #expect(try await project.outbox().values.allSatisfy { $0 == "waiting" })
        }
    }

    @Test func `Faults of the settings and the templates are found with their places`() async throws {
        try await NoticedOffice.open("mail: { from: office@example.org }\noperators: [anm]\n") { project in
            let check = try await project.office.run(["check"])
            #expect(check.status == .findings && (check.output + check.notes).contains("there is no person anm"))
            try project.write("mail: { form: office@example.org }\n", to: "Config/notices.yaml")
            let form = try await project.office.run(["check"])
            #expect(form.status == .findings && (form.output + form.notes).contains("Config/notices.yaml:1:9"))
            try project.write("mail: { from: office@example.org }\n", to: "Config/notices.yaml")
            try project.write("Subject: {{nothing}}", to: "Config/notices/task_offered.mustache")
            try project.write("Subject: x\n\n  {{/by}}", to: "Config/notices/digest.mustache")
            let words = try await project.office.run(["check"])
            let said = words.output + words.notes
            #expect(words.status == .findings)
            #expect(said.contains("Config/notices/task_offered.mustache:1:10"), "\(said)")
            #expect(said.contains("Config/notices/digest.mustache:3:3"), "\(said)")
            #expect(said.contains("nothing is named nothing") && said.contains("{{/by}} closes nothing"))
        }
    }

    @Test(arguments: [
        ("Config/notices.yaml", "mail: { form: office@example.org }\n", "Config/notices.yaml:1:9"),
        ("Config/notices.yaml", "mail: [\n", "Config/notices.yaml:"),
        ("Config/notices/task_offered.mustache", "Subject: {{nothing}}", "Config/notices/task_offered.mustache:1:10"),
    ])
    func `A slip in what is told keeps no case from going on, and loses nothing`(
        file: String, slip: String, place: String
    ) async throws {
        let receiver = try MailReceiver()
        let settings = NoticedOffice.mail(receiver.port, "digest: { after: 100 }\npeople: { bob: { mail: off } }")
        try await NoticedOffice.open(settings) { project in
            try await project.tick(at: "2013-11-20T09:59:00Z")
            try project.write(slip, to: file)
            try await project.start()
            for (moment, timers) in [("21T17:30", 1), ("22T17:30", 1)] {
                let tick = try await tick(of: project, at: "2013-11-\(moment):00Z")
                #expect(tick.status == .findings && tick.notes.contains("\(timers) timers fired"), "\(tick.notes)")
                #expect(tick.notes.contains(place), "\(tick.notes)")
            }
            #expect(receiver.letters.isEmpty)
            if file.hasSuffix(".yaml") {
                try project.write(settings, to: file)
            } else {
                try FileManager.default.removeItem(atPath: project.folder + "/" + file)
            }
            try await project.tick(at: "2013-11-22T18:00:00Z")
            let unit = "First office, Łódź"
            #expect(
                told(receiver, after: 0) == [
                    "ann@example.org: Ask, \(unit)", "ann@example.org: Overdue: Ask, \(unit)",
                    "ann@example.org: Reminder: Ask, \(unit)",
                ])
        }
    }

    private func tick(of project: NoticedOffice, at moment: String) async throws -> Office.Outcome {
        var office = project.office
        office.clock = FixedClock(try #require(Instant(moment)))
        return try await office.run(["tick"])
    }

    @Test func `What waits says for what`() async throws {
        let night = """
            quiet: { from: "19:00", until: "07:00" }
            people: { bob: { mail: digest } }
            """
        try await NoticedOffice.open(NoticedOffice.mail(try MailReceiver().port, night)) { project in
            func reasons(at moment: String) async throws -> Set<String> {
                let rows = try await project.run(["notices", "-o", "json"], at: moment).json().items ?? []
                return Set(
                    rows.map { "\($0["for"]?.text ?? $0["recipient"]?.text ?? "?"): \($0["detail"]?.text ?? "")" })
            }
            try await project.start(1, at: "2013-11-20T20:00:00Z")
            #expect(
                try await reasons(at: "2013-11-20T20:01:00Z") == [
                    "ann: quiet hours until 2013-11-21 07:00", "bob: in the digest of 2013-11-21 08:00",
                ])
            #expect(try await reasons(at: "2013-11-21T07:00:00Z").contains("ann: goes with the next tick"))
            try await project.start(2, at: "2013-11-21T07:01:00Z")
            try await project.tick(at: "2013-11-21T07:02:00Z")
            let held = try await reasons(at: "2013-11-21T07:02:30Z")
            #expect(held.contains("ann: held up with others of its way until 2013-11-21 07:03"), "\(held)")
            #expect(held.contains { $0.contains("cannot be reached") }, "\(held)")
        }
    }

    @Test func `What was handed over and not confirmed says so`() async throws {
        try await NoticedOffice.open(NoticedOffice.mail(1)) { project in
            try await project.start()
            let store = try SQLiteEventStore(path: project.office.store)
            try store.write { store in
                var notice = try #require(try store.notice(id: "Q-ONE-1/2/task_offered/ann"))
                (notice.lease, notice.attempt) = ("another", 1)
                notice.at += 300_000
                try store.updateNotice(notice)
            }
            try store.close()
            #expect(
                try await project.detail("Q-ONE-1/2/task_offered/ann")
                    == "handed over and not confirmed; tried again from 2013-11-20 10:05 on")
        }
    }

    @Test func `Who has no address is told once there is one`() async throws {
        let receiver = try MailReceiver()
        try await NoticedOffice.open(NoticedOffice.mail(receiver.port)) { project in
            try await project.start(subject: "o2")
            let tick = try await project.tick()
            #expect(tick == "0 notices sent, 0 to be tried again, 1 given up, 0 not needed any more.")
            let failed = try await project.outbox(["--failed"])
            let id = try #require(failed.keys.first)
            #expect(id.hasPrefix("Q-TWO-1/") && id.hasSuffix("/task_offered/dan"))
            #expect(try await project.detail(id) == "the register has no e-mail address of dan")
            let check = try await project.run(["register", "check"])
            #expect(check.notes == "Notices go by e-mail, and the register has no address of dan.\n")
            let people = "people_at: example.net\n  "
            try project.write(
                NoticedOffice.mail(receiver.port).replacingOccurrences(of: "  smtp:", with: "  \(people)smtp:"),
                to: "Config/notices.yaml")
            #expect(try await project.run(["register", "check"]).notes.isEmpty)
            try await project.run(["notices", "retry", "--all"])
            try await project.tick()
            #expect(receiver.letters.map(\.to) == [["dan@example.net"]])
            let again = try await project.office.run(["notices", "retry", id])
            #expect(again.status == .conflict)
            #expect(try await project.office.run(["notices", "retry"]).status == .usage)
            #expect(try await project.office.run(["notices", "show", "Q-NINE"]).status == .notFound)
        }
    }

    @Test func `A message is shown as it is sent, in the project's own words`() async throws {
        try await NoticedOffice.open(NoticedOffice.mail(1)) { project in
            try project.write(
                "Subject: {{task.title}} please\n\nHello {{person.name}}.\n",
                to: "Config/notices/task_offered.mustache")
            try await project.start()
            let shown = try await project.run(["notices", "show", "Q-ONE-1/2/task_offered/ann"]).output
            #expect(shown.contains("waiting, 2013-11-20 10:00\n"), "\(shown)")
            #expect(shown.hasSuffix("To: ann@example.org\nSubject: Ask please\n\nHello Ann.\n"), "\(shown)")
        }
    }
}
