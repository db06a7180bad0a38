import Foundation
import Testing

/// What people are told once the calendar has been corrected under an open task.
@Suite struct MovedDeadlineNoticeTests {
    private static let settings = """
        people: { bob: { mail: digest } }
        digest: { after: 100, at: "08:00" }
        """

    /// Lends a project with a calendar of its own, and a case whose task is due on 22 November at 17:00.
    private func open(_ body: (NoticedOffice, MailReceiver) async throws -> Void) async throws {
        let receiver = try MailReceiver()
        try await NoticedOffice.open(NoticedOffice.mail(receiver.port, Self.settings)) { project in
            let calendars = project.folder + "/Config/calendars"
            try FileManager.default.removeItem(atPath: calendars)
            try FileManager.default.copyItem(atPath: Office.root + "/Config/calendars", toPath: calendars)
            try await project.start()
            try await project.tick()
            #expect(receiver.letters.map(\.to) == [["ann@example.org"]])
            try await body(project, receiver)
        }
    }

    /// A letter without the line breaks of quoted-printable.
    private static func unfolded(_ letter: MailReceiver.Letter) -> String { letter.text.replacing("=\r\n", with: "") }

    /// Makes 22 November a holiday, and has the deadlines reckoned anew.
    private func apply(in project: NoticedOffice, at moment: String) async throws {
        let name = "Config/calendars/england.yaml"
        let text = try String(contentsOfFile: project.folder + "/" + name, encoding: .utf8)
        let day = "holidays:\n  - { date: 2013-11-22, title: A royal wedding }\n"
        if !text.contains(day) { try project.write(text.replacing("holidays:\n", with: day), to: name) }
        try await project.run(["calendar", "apply", "--reason", "proclaimed"], as: "cid", at: moment)
    }

    @Test func `Those who are asked hear once that their deadline has moved, from when to when and why`() async throws {
        try await open { project, receiver in
            try await apply(in: project, at: "2013-11-20T12:00:00Z")
            try await apply(in: project, at: "2013-11-20T12:01:00Z")
            try await project.tick(at: "2013-11-20T12:02:00Z")
            let letters = receiver.letters.dropFirst()
            #expect(letters.map(\.to) == [["ann@example.org"]])
            let text = Self.unfolded(try #require(letters.first))
            #expect(text.contains("Cid had the deadline of this reckoned anew:"), "\(text)")
            #expect(text.contains("  due:      2013-11-25 17:00 (due in "))
            #expect(text.contains("  before:   2013-11-22 17:00\r\n") && text.contains("proclaimed"))
        }
    }

    @Test func `A digest has one deadline for a task: the one that it has by then`() async throws {
        try await open { project, receiver in
            try await apply(in: project, at: "2013-11-20T12:00:00Z")
            try await project.tick(at: "2013-11-21T08:00:00Z")
            let text = Self.unfolded(try #require(receiver.letters.first { $0.to == ["bob@example.org"] }))
            let standings = text.matches(of: /due in \d+ working days?/).map { String($0.output) }
            #expect(standings.count == 3 && Set(standings).count == 1, "\(text)")
            #expect(text.contains("2013-11-25 17:00 instead of 2013-11-22 17:00: proclaimed"))
        }
    }

    @Test func `Nobody is told that a task is overdue whose deadline has been moved into the future`() async throws {
        try await open { project, receiver in
            try await project.tick(at: "2013-11-22T17:30:00Z")
            try await apply(in: project, at: "2013-11-22T18:00:00Z")
            try await project.tick(at: "2013-11-25T08:00:00Z")
            let text = Self.unfolded(try #require(receiver.letters.last { $0.to == ["bob@example.org"] }))
            #expect(!text.contains("overdue") && text.contains("deadline moved"), "\(text)")
        }
    }
}
