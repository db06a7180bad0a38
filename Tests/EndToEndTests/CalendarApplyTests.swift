import CEL
import Foundation
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition
import WaymarkRuntime

/// An operator corrects the calendar while cases are open.
@Suite struct CalendarApplyTests {
    private static let workflow = """
        workflow: visit
        version: "1"
        title: Visit
        subject: ccg
        roles: { lead: { in: subject.area_team, position: at_assurance_lead } }
        steps:
          - id: draft
            title: Draft the plan
            uses: decision.decide
            role: lead
            with: { question: Good?, reject: refused }
            due: 5 working days
            remind: 1 working day before due

        """

    /// An office with a project whose calendar is its own, and a case in it.
    private func open(_ body: (Office, String) async throws -> Void) async throws {
        try await Office.open { office in
            let files = FileManager.default
            let project = office.folder + "/project"
            try files.createDirectory(atPath: project + "/Workflows/visit", withIntermediateDirectories: true)
            try Office.configure(project, without: ["calendars"])
            try files.copyItem(atPath: Office.root + "/Config/calendars", toPath: project + "/Config/calendars")
            try Self.workflow.write(
                toFile: project + "/Workflows/visit/workflow.yaml", atomically: true, encoding: .utf8)
            let start = try await office.run(
                ["start", "visit", "--subject", "X38000001", "--project", project], as: "amira.holt")
            #expect(start.status == .done, "\(start.notes)")
            try await body(office, project)
        }
    }

    /// Makes a day of the project's calendar a holiday.
    private func addHoliday(_ date: String, in project: String) throws {
        let path = project + "/Config/calendars/england.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let added = text.replacing("holidays:\n", with: "holidays:\n  - { date: \(date), title: A royal wedding }\n")
        #expect(added != text)
        try added.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func due(_ office: Office, _ project: String) async throws -> String? {
        try await office.run(["tasks", "--all", "-o", "json", "--project", project]).json().items?.first?["due_at"]?
            .text
    }

    @Test func `A corrected calendar moves open deadlines, as previewed, once, with a fact that says why`()
        async throws
    {
        try await open { office, project in
            func apply(_ arguments: [String], as person: String? = "amira.holt") async throws -> Office.Outcome {
                try await office.run(["calendar", "apply", "--project", project] + arguments, as: person)
            }
            #expect(try await due(office, project) == "2013-11-27T17:00:00Z")
            let nothing = try await apply(["--dry-run", "-o", "json"], as: nil)
            #expect(try nothing.json().items == [])
            try addHoliday("2013-11-25", in: project)
            #expect(try await due(office, project) == "2013-11-27T17:00:00Z", "nothing moves by itself")

            let preview = try await apply(["--dry-run", "-o", "json"], as: nil)
            #expect(preview.status == .done, "\(preview.notes)")
            #expect(preview.notes.contains("2 in 1 case would move."))
            let row = try preview.json().items?.first
            #expect(row?["what"] == .string("due") && row?["step"] == .string("draft"))
            #expect(row?["from"]?.text == "2013-11-27T17:00:00Z" && row?["to"]?.text == "2013-11-28T17:00:00Z")
            #expect(try await due(office, project) == "2013-11-27T17:00:00Z", "a dry run moves nothing")

            #expect(try await apply([]).status == .usage, "a reason is needed")
            #expect(try await apply(["--reason", "proclaimed"], as: nil).status == .usage, "somebody does it")
            #expect(try await apply(["--calendar", "scotland", "--reason", "proclaimed"]).status == .notFound)
            let applied = try await apply(["--calendar", "england", "--reason", "proclaimed"])
            #expect(applied.status == .done, "\(applied.notes)")
            #expect(applied.output.contains("deadline") && applied.output.contains("2013-11-28 17:00"))
            #expect(applied.notes.contains("2 in 1 case moved, under the calendar england "))
            #expect(try await due(office, project) == "2013-11-28T17:00:00Z")

            let again = try await apply(["--reason", "proclaimed"])
            #expect(again.status == .done)
            #expect(again.notes.contains("All deadlines of open cases come out as they are."))
            let cases = try await office.run(["cases", "-o", "json", "--project", project]).json()
            let id = try #require(cases.items?.first?["case"]?.text)
            let shown = try await office.run(["show", id, "--history", "--project", project])
            #expect(shown.output.contains("reckoned 2 moments anew under the calendar england: proclaimed"))
            let audit = try await office.run(["audit", "verify", "--project", project])
            #expect(audit.status == .done, "\(audit.output)")
        }
    }

    @Test func `Each reckoning names its calendar by a hash, which a file of before can be compared with`() async throws
    {
        try await open { office, project in
            let kept = office.folder + "/before.yaml"
            try FileManager.default.copyItem(atPath: project + "/Config/calendars/england.yaml", toPath: kept)
            try addHoliday("2013-11-25", in: project)
            _ = try await office.run(
                ["calendar", "apply", "--reason", "proclaimed", "--project", project], as: "amira.holt")
            func hash(_ calendar: String) async throws -> String {
                let outcome = try await office.run(["calendar", "hash", calendar, "-o", "json", "--project", project])
                return try #require(try outcome.json().items?.first?["hash"]?.text, "\(outcome.notes)")
            }
            let (before, after) = (try await hash(kept), try await hash("england"))
            #expect(before != after && before.count == 64)
            let cases = try await office.run(["cases", "-o", "json", "--project", project]).json()
            let id = try #require(cases.items?.first?["case"]?.text)
            let history = ["show", id, "--history", "--project", project]
            let facts = try await office.run(history + ["-o", "json"]).json().items ?? []
            #expect(facts.compactMap { $0["calendar_hash"]?.text } == [before, after])
            let shown = try await office.run(history)
            #expect(shown.output.contains("under the calendar england (\(before.prefix(12)))"))
            #expect(shown.output.contains("proclaimed (\(after.prefix(12)))"))
            let missing = try await office.run(["calendar", "hash", "wales", "--project", project])
            #expect(missing.status == .notFound && missing.notes.contains("england"), "\(missing.notes)")
        }
    }

    @Test func `A deadline that now lies behind is late at once, and one that lies ahead is late no more`() async throws
    {
        try await open { office, project in
            try addHoliday("2013-11-25", in: project)
            var late = office
            late.clock = FixedClock(try #require(Instant("2013-11-27T18:00:00Z")))
            _ = try await late.run(["tick", "--project", project])
            let before = try await late.run(["tasks", "--all", "--overdue", "-o", "json", "--project", project])
            #expect(try before.json().items?.count == 1)
            let preview = try await late.run(["calendar", "apply", "--dry-run", "--project", project])
            #expect(preview.output.contains("is late no more"))
            let applied = try await late.run(
                ["calendar", "apply", "--reason", "proclaimed", "--project", project], as: "amira.holt")
            #expect(applied.status == .done, "\(applied.notes)")
            let after = try await late.run(["tasks", "--all", "--overdue", "-o", "json", "--project", project])
            #expect(try after.json().items == [])

            // The holiday is taken back: what was due the day before is late again, without a tick.
            try FileManager.default.removeItem(atPath: project + "/Config/calendars")
            try FileManager.default.copyItem(
                atPath: Office.root + "/Config/calendars", toPath: project + "/Config/calendars")
            late.clock = FixedClock(try #require(Instant("2013-11-28T09:00:00Z")))
            let back = try await late.run(
                ["calendar", "apply", "--reason", "revoked", "--project", project], as: "amira.holt")
            #expect(back.output.contains("is late at once"))
            let id = try await late.task("draft")
            let shown = try await late.run(
                [
                    "show", String(id.split(separator: "-").dropLast().joined(separator: "-")), "--history",
                    "--project", project,
                ])
            #expect(shown.output.components(separatedBy: "late: Draft the plan").count == 3, "\(shown.output)")
        }
    }
}
