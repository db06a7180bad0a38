import CEL
import Foundation
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition
import WaymarkRuntime

/// A small project of its own whose people are told of what happens: two clerks and a head.
struct NoticedOffice {
    static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    var office: Office

    var folder: String { office.folder }

    /// Lends a project with some settings of notices; without any when they are nil.
    static func open(
        _ notices: String?, at moment: String = "2013-11-20T10:00:00Z", _ body: (NoticedOffice) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "waymark-notices-" + UUID().uuidString
        let files = FileManager.default
        defer { try? files.removeItem(atPath: folder) }
        for name in ["/Config/register", "/Config/notices", "/Workflows/question"] {
            try files.createDirectory(atPath: folder + name, withIntermediateDirectories: true)
        }
        try files.createSymbolicLink(
            atPath: folder + "/Config/calendars", withDestinationPath: Office.root + "/Config/calendars")
        let office = NoticedOffice(
            office: Office(folder: folder, clock: FixedClock(Instant(moment) ?? .earliest)))
        try office.write("calendar: england\n", to: "Config/waymark.yaml")
        try office.write(register, to: "Config/register/people.yaml")
        try office.write(types, to: "Config/register/types.yaml")
        try office.write(workflow, to: "Workflows/question/workflow.yaml")
        try office.write(secret + "\n", to: "secret")
        if let notices { try office.write(notices, to: "Config/notices.yaml") }
        try await body(office)
    }

    private static let types = """
        organisation_types: { office: { title: Office } }
        positions:
          clerk: { title: Clerk, in: [office] }
          head: { title: Head, in: [office] }
        """

    private static let register = """
        organisations:
          - { id: o1, type: office, name: "First office, Łódź", short: ONE }
          - { id: o2, type: office, name: Second office, short: TWO }
        people:
          - { id: ann, name: Ann, email: ann@example.org, holds: [{ position: clerk, in: o1 }] }
          - { id: bob, name: Bob, email: bob@example.org, holds: [{ position: clerk, in: o1 }] }
          - { id: cid, name: Cid, email: cid@example.org, holds: [{ position: head, in: o1 }] }
          - { id: dan, name: Dan, holds: [{ position: clerk, in: o2 }] }
        """

    private static let workflow = """
        workflow: question
        version: "1"
        title: A question
        subject: office
        id: "Q-${subject.short}-${inputs.number}"
        key: [number]
        inputs: { number: { type: integer, title: Its number } }
        roles:
          clerk: { title: Clerk, in: subject, position: clerk }
          head: { title: Head, in: subject, position: head }
        steps:
          - id: ask
            title: Ask
            uses: decision.decide
            role: clerk
            with: { question: Shall it go on?, approve: go, reject: never }
            due: 2 working days
            remind: 1 working day before due
            escalate:
              - { after: 1 working day overdue, to: head }
            outcomes:
              go: continue
              never: { stop: refused }
          - id: agree
            title: Agree
            uses: decision.decide
            role: head
            with: { question: Is it agreed?, approve: agreed, return: sent_back }
            outcomes:
              agreed: continue
              sent_back: { go_to: ask }
        """

    // MARK: - Doing things

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }

    /// Writes a program.
    func write(program text: String, to name: String) throws -> String {
        try write("#!/bin/sh\n" + text, to: name)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + "/" + name)
        return folder + "/" + name
    }

    /// Runs a command at a moment, and expects it to be done.
    @discardableResult
    func run(_ arguments: [String], as person: String? = nil, at moment: String? = nil) async throws -> Office.Outcome {
        var office = office
        if let moment { office.clock = FixedClock(try #require(Instant(moment))) }
        let outcome = try await office.run(arguments, as: person)
        #expect(outcome.status == .done, "\(arguments): \(outcome.notes)")
        return outcome
    }

    /// Starts a case about the first office.
    func start(_ number: Int = 1, subject: String = "o1", at moment: String? = nil) async throws {
        try await run(
            ["start", "question", "--subject", subject, "--input", "number=\(number)"], as: "cid", at: moment)
    }

    /// The line in which `tick` says what became of notices.
    @discardableResult
    func tick(at moment: String? = nil) async throws -> String {
        let outcome = try await run(["tick"], at: moment)
        return outcome.notes.split(separator: "\n").first { $0.contains("notices sent") }.map(String.init) ?? ""
    }

    /// The outbox: each notice by its id, with its state.
    func outbox(_ arguments: [String] = ["--all"]) async throws -> [String: String] {
        let rows = try await run(["notices", "-o", "json"] + arguments).json().items ?? []
        return Dictionary(
            uniqueKeysWithValues: rows.map { ($0["notice"]?.text ?? "?", $0["state"]?.text ?? "?") })
    }

    /// What is said of a notice.
    func detail(_ id: String) async throws -> String {
        let rows = try await run(["notices", "show", id, "-o", "json"]).json().items ?? []
        return rows.first?["detail"]?.text ?? ""
    }

    /// The id of the open task of a step in a case.
    func task(_ step: String, of caseID: String) async throws -> String {
        let rows = try await run(["tasks", "--all", "-o", "json"]).json().items ?? []
        let row = rows.first { $0["step"]?.text == step && $0["case"]?.text == caseID }
        return row?["task"]?.text ?? "there is no open task of \(step)"
    }

    /// Settings with mail to a server on this computer.
    static func mail(_ port: Int, _ more: String = "") -> String {
        """
        mail:
          from: Assurance office <office@example.org>
          smtp: { server: 127.0.0.1, port: \(port), tls: none }
        \(more)
        """
    }

    /// Settings with one webhook.
    static func webhook(_ address: String, tell: String = "[task_offered]", _ more: String = "") -> String {
        """
        source: urn:waymark:test
        webhooks:
          - { name: board, url: "\(address)", secret: { file: secret }, tell: \(tell) }
        \(more)
        """
    }
}
