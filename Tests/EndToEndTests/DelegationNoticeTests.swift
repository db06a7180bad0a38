import CEL
import Foundation
import Testing
import WaymarkDefinition

/// Who is told when a task goes from hand to hand.
@Suite struct DelegationNoticeTests {
    private static let unit = "First office, Łódź"

    private static func settings(_ port: Int) -> String {
        NoticedOffice.mail(port, "  people_at: example.org\ndigest: { after: 100 }")
    }

    /// The letters after some, each as its receiver and subject.
    private func told(_ receiver: MailReceiver, after count: Int) -> [String] {
        receiver.letters.dropFirst(count).map { letter in
            let subject = letter.header("Subject") ?? ""
            let bytes = subject.split(separator: " ").compactMap {
                Data(base64Encoded: String($0.dropFirst(10).dropLast(2)))
            }
            let text =
                subject.hasPrefix("=?utf-8?B?") ? bytes.map { String(decoding: $0, as: UTF8.self) }.joined() : subject
            return "\(letter.to.joined(separator: "+").prefix(3)): \(text)"
        }.sorted()
    }

    @Test func `The delegate is told, is reminded as the delegator is, and the delegator is told when it is done`()
        async throws
    {
        let receiver = try MailReceiver()
        try await NoticedOffice.open(Self.settings(receiver.port)) { project in
            try await project.start()
            try await project.tick()
            #expect(told(receiver, after: 0) == ["ann: Ask, \(Self.unit)", "bob: Ask, \(Self.unit)"])
            let task = try await project.task("ask", of: "Q-ONE-1")
            try await project.run(["claim", task], as: "ann")
            try await project.run(
                ["delegate", task, "--to", "dan", "--until", "2013-11-22", "--reason", "On leave"], as: "ann")
            try await project.tick()
            #expect(told(receiver, after: 2) == ["dan: Delegated to you: Ask, \(Self.unit)"])
            let letter = try #require(receiver.letters.last)
            #expect(letter.text.contains("Ann asks you to do this in their place, until 2013-11-22:"), "\(letter.text)")
            #expect(letter.text.contains("because:  On leave"))
            #expect(letter.text.contains("waymark claim \(task)"))

            let preview = try await project.run(["notices", "preview", "--for", "dan"]).output
            #expect(preview.hasPrefix("Subject: Nothing new, 1 open"), "\(preview)")

            // A reminder goes to both, and to nobody else.
            try await project.tick(at: "2013-11-21T17:30:00Z")
            #expect(
                told(receiver, after: 3) == [
                    "ann: Reminder: Ask, \(Self.unit)", "dan: Reminder: Ask, \(Self.unit)",
                ])
            // The last day counts as a whole.
            try await project.tick(at: "2013-11-22T17:30:00Z")
            #expect(
                told(receiver, after: 5) == [
                    "ann: Overdue: Ask, \(Self.unit)", "dan: Overdue: Ask, \(Self.unit)",
                ])
            try await project.run(
                ["advance", task, "--outcome", "go"], as: "dan", at: "2013-11-22T18:00:00Z")
            try await project.tick(at: "2013-11-22T18:00:00Z")
            #expect(
                told(receiver, after: 7) == ["ann: Done for you: Ask, \(Self.unit)", "cid: Agree, \(Self.unit)"])
            let done = try #require(receiver.letters.last { $0.to == ["ann@example.org"] })
            #expect(done.text.contains("Dan did this in your place:"))
            #expect(done.text.contains("outcome:  go"))
            try await project.tick(at: "2013-11-22T18:05:00Z")
            #expect(receiver.letters.count == 9, "nothing is told twice")
        }
    }

    @Test func `Once the last day is over only the delegator is reminded`() async throws {
        let receiver = try MailReceiver()
        try await NoticedOffice.open(Self.settings(receiver.port)) { project in
            try await project.start()
            let task = try await project.task("ask", of: "Q-ONE-1")
            try await project.run(["delegate", task, "--to", "dan", "--until", "2013-11-20"], as: "ann")
            try await project.run(["claim", task], as: "dan")
            try await project.tick()
            let before = receiver.letters.count
            try await project.tick(at: "2013-11-21T17:30:00Z")
            #expect(told(receiver, after: before) == ["ann: Reminder: Ask, \(Self.unit)"])
        }
    }

    @Test func `What was taken back before it was told is not told, and whoever knew of it hears of it`() async throws {
        let receiver = try MailReceiver()
        try await NoticedOffice.open(Self.settings(receiver.port)) { project in
            try await project.start()
            try await project.tick()
            let task = try await project.task("ask", of: "Q-ONE-1")
            try await project.run(["delegate", task, "--to", "dan"], as: "ann")
            try await project.tick()
            try await project.run(["delegate", task, "--withdraw"], as: "ann")
            try await project.tick()
            #expect(
                told(receiver, after: 2) == [
                    "dan: Delegated to you: Ask, \(Self.unit)", "dan: Not with you any more: Ask, \(Self.unit)",
                ])
            #expect(receiver.letters.last?.text.contains("Ann took this from you; you need not do it:") == true)
            try await project.run(["delegate", task, "--to", "dan"], as: "ann")
            try await project.run(["delegate", task, "--withdraw"], as: "ann")
            try await project.tick()
            #expect(told(receiver, after: 4) == ["dan: Not with you any more: Ask, \(Self.unit)"])
            let dropped = try await project.outbox().filter { $0.value == "dropped" }.keys.first
            #expect(
                try await project.detail(try #require(dropped)) == "task \(task) is not delegated to dan any more")
        }
    }

    @Test func `Who gets a task and who had it are both told, each once`() async throws {
        let receiver = try MailReceiver()
        try await NoticedOffice.open(Self.settings(receiver.port)) { project in
            try await project.start()
            try await project.tick()
            let task = try await project.task("ask", of: "Q-ONE-1")
            try await project.run(["delegate", task, "--to", "dan"], as: "ann")
            try await project.run(["claim", task], as: "dan")
            try await project.tick()
            try await project.run(["reassign", task, "--to", "bob", "--reason", "Ann is ill"], as: "cid")
            try await project.tick()
            #expect(
                told(receiver, after: 3) == [
                    "ann: Not with you any more: Ask, \(Self.unit)", "bob: Given to you: Ask, \(Self.unit)",
                    "dan: Not with you any more: Ask, \(Self.unit)",
                ])
            let given = try #require(receiver.letters.last { $0.to == ["bob@example.org"] })
            #expect(given.text.contains("Cid gave this to you:"))
            #expect(given.text.contains("because:  Ann is ill"))
            // From whoever had claimed it themselves it is taken just so.
            try await project.run(["reassign", task, "--to", "ann", "--reason", "Ann is back"], as: "cid")
            try await project.tick()
            #expect(
                told(receiver, after: 6) == [
                    "ann: Given to you: Ask, \(Self.unit)", "bob: Not with you any more: Ask, \(Self.unit)",
                ])
            let ids = try await project.outbox().keys
            #expect(ids.count { $0.contains("/task_reassigned/") } == 2)
            #expect(ids.count { $0.contains("/task_taken_away/") } == 3)
        }
    }
}
