import CEL
import Foundation
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition
import WaymarkEngine
import WaymarkOperations
import WaymarkPluginKit
import WaymarkPlugins

/// Versions of a workflow: published, compared, and cases moved from one to another.
@Suite struct VersionsTests {
    private static let first = """
        workflow: visit
        version: "1"
        title: Visit
        subject: ccg
        roles: { lead: { in: subject.area_team, position: at_assurance_lead } }
        steps:
          - { id: draft, uses: decision.decide, role: lead, due: 5 working days, with: { question: Good?, reject: refused } }
          - { id: sign, uses: decision.decide, role: lead, with: { question: Sign?, reject: refused } }

        """

    /// The draft has longer, and is filed in the end.
    private static let second =
        first.replacing("version: \"1\"", with: "version: \"2\"").replacing("due: 5", with: "due: 10")
        + "  - { id: file, uses: decision.decide, role: lead, with: { question: Filed?, reject: refused } }\n"

    /// The draft is called otherwise.
    private static let third = second.replacing("version: \"2\"", with: "version: \"3\"")
        .replacing("id: draft", with: "id: write")

    /// An office with a project of its own.
    private func open(_ body: (Office, String) async throws -> Void) async throws {
        try await Office.open { office in
            let files = FileManager.default
            let project = office.folder + "/project"
            try files.createDirectory(atPath: project + "/Workflows/visit", withIntermediateDirectories: true)
            try Office.configure(project)
            try write(Self.first, in: project)
            try await body(office, project)
        }
    }

    private func write(_ text: String, in project: String) throws {
        try text.write(toFile: project + "/Workflows/visit/workflow.yaml", atomically: true, encoding: .utf8)
    }

    private func run(
        _ arguments: [String], _ office: Office, _ project: String, as person: String? = "amira.holt",
        answers: [String]? = nil
    ) async throws -> Office.Outcome {
        try await office.run(arguments + ["--project", project], as: person, answers: answers)
    }

    private func start(_ office: Office, _ project: String) async throws {
        let start = try await run(["start", "visit", "--subject", "X38000001"], office, project)
        #expect(start.status == .done, "\(start.notes)")
    }

    private func task(_ step: String, _ office: Office, _ project: String) async throws -> String {
        let listing = try await run(["tasks", "--all", "-o", "json"], office, project).json()
        return listing.items?.last { $0["step"]?.text == step }?["task"]?.text ?? "there is no open task of \(step)"
    }

    private func versions(_ office: Office, _ project: String) async throws -> [String] {
        let listing = try await run(["definitions", "-o", "json"], office, project).json()
        return (listing.items ?? []).map { row in
            "\(row["version"]?.text ?? "") by \(row["published_by"]?.text ?? "nobody"): \(row["open_cases"]?.printed ?? "") open, \(row["ended_cases"]?.printed ?? "") ended\(row["newest"] == .bool(true) ? ", newest" : "")"
        }
    }

    // MARK: - Publishing

    @Test func `A version is published once, with who did it, and its text never changes`() async throws {
        try await open { office, project in
            let preview = try await run(["publish", "--dry-run"], office, project, as: nil)
            #expect(preview.status == .done, "\(preview.notes)")
            #expect(preview.output.contains("would be new"))
            let nobody = try await run(["publish"], office, project, as: nil)
            #expect(nobody.status == .usage)
            let published = try await run(["publish", "-o", "json"], office, project)
            #expect(try published.json().items?.first?["result"] == .string("new"))
            #expect(try await versions(office, project) == ["1 by amira.holt: 0 open, 0 ended, newest"])
            let again = try await run(["publish"], office, project, as: "ludmila.kessler")
            #expect(again.output.contains("unchanged"))
            try write(Self.first.replacing("Good?", with: "Fine?"), in: project)
            let changed = try await run(["publish"], office, project)
            #expect(changed.status == .conflict)
            #expect(
                changed.output.contains("version 1 was published on 2013-11-20 10:00 by amira.holt with other content"))
            #expect(changed.output.contains("give the changed text a version of its own"))
            #expect(changed.notes.contains("[WM3103]"))
            try write(Self.second, in: project)
            #expect(
                try await run(["publish", "project/Workflows/visit"], office, project, as: "ludmila.kessler").status
                    == .done)
            #expect(
                try await versions(office, project) == [
                    "1 by amira.holt: 0 open, 0 ended", "2 by ludmila.kessler: 0 open, 0 ended, newest",
                ])
            let text = try await run(["definitions", "visit@1"], office, project)
            #expect(text.output == Self.first)
            let newest = try await run(["definitions", "visit", "-o", "json"], office, project).json()
            #expect(newest["text"] == .string(Self.second))
            #expect(try await run(["definitions", "visit@9"], office, project).status == .notFound)
        }
    }

    @Test func `All workflows are published or none`() async throws {
        try await open { office, project in
            _ = try await run(["publish"], office, project)
            try FileManager.default.createDirectory(
                atPath: project + "/Workflows/other", withIntermediateDirectories: true)
            let other = Self.first.replacing("workflow: visit", with: "workflow: other")
            try other.write(toFile: project + "/Workflows/other/workflow.yaml", atomically: true, encoding: .utf8)
            try write(Self.first.replacing("Good?", with: "Fine?"), in: project)
            #expect(try await run(["publish"], office, project).status == .conflict)
            #expect(try await versions(office, project).count == 1)
            try write(Self.second.replacing("role: lead", with: "role: leader"), in: project)
            let faulty = try await run(["publish"], office, project)
            #expect(faulty.status == .findings)
            #expect(try await versions(office, project).count == 1)
        }
    }

    @Test func `A start publishes what is started and what it calls, and no other work in hand`() async throws {
        try await open { office, project in
            let caller = """
                workflow: tour
                version: "1"
                title: Tour
                subject: ccg
                steps: [ { id: visits, call: visit } ]

                """
            try add("tour", caller, to: project)
            try add("other", Self.first.replacing("workflow: visit", with: "workflow: other"), to: project)
            try add(
                "broken",
                caller.replacing("workflow: tour", with: "workflow: broken").replacing(
                    "call: visit", with: "call: nothing"), to: project)
            let start = try await run(["start", "tour", "--subject", "X38000001"], office, project)
            #expect(start.status == .done, "\(start.notes)")
            #expect(try await task("draft", office, project).hasPrefix("visit-ALV-"))
            #expect(try await published(office, project) == ["tour", "visit"])
            #expect(try await run(["start", "broken", "--subject", "X38000001"], office, project).status == .findings)
            let unknown = try await run(["start", "tuor", "--subject", "X38000001"], office, project)
            #expect(unknown.status == .notFound)
            #expect(unknown.notes.contains("there are: broken, other, tour, visit"))
            try add("torn", "workflow: [", to: project)
            let torn = try await run(["start", "torn", "--subject", "X38000001"], office, project)
            #expect(torn.status == .findings, "it may be in the file that cannot be read: \(torn.notes)")
            #expect(try await run(["start", "visit", "--subject", "X38000001"], office, project).status == .done)
            #expect(try await published(office, project) == ["tour", "visit"])
        }
    }

    @Test func `A fault in the schedules keeps nothing from being published`() async throws {
        try await open { office, project in
            try FileManager.default.createDirectory(
                atPath: project + "/Config/schedules", withIntermediateDirectories: true)
            try "schedules: { visits: { starts: nothing } }\n".write(
                toFile: project + "/Config/schedules/visits.yaml", atomically: true, encoding: .utf8)
            #expect(try await run(["check"], office, project).status == .findings)
            #expect(try await run(["publish"], office, project).status == .done)
            #expect(try await published(office, project) == ["visit"])
        }
    }

    private func add(_ name: String, _ text: String, to project: String) throws {
        let folder = project + "/Workflows/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try text.write(toFile: folder + "/workflow.yaml", atomically: true, encoding: .utf8)
    }

    private func published(_ office: Office, _ project: String) async throws -> [String] {
        let listing = try await run(["definitions", "-o", "json"], office, project).json()
        return (listing.items ?? []).compactMap { $0["workflow"]?.text }.sorted()
    }

    @Test func `A case starts on the newest version, or the one that is named`() async throws {
        try await open { office, project in
            try await start(office, project)
            try write(Self.second, in: project)
            try await start(office, project)
            let older = try await run(
                ["start", "visit", "--subject", "X38000001", "--version", "1"], office, project)
            #expect(older.status == .done, "\(older.notes)")
            let none = try await run(["start", "visit", "--subject", "X38000001", "--version", "7"], office, project)
            #expect(none.status == .notFound)
            #expect(none.notes.contains("there are: 1, 2"))
            #expect(
                try await versions(office, project) == [
                    "1 by amira.holt: 2 open, 0 ended", "2 by amira.holt: 1 open, 0 ended, newest",
                ])
        }
    }

    // MARK: - Comparing

    @Test func `A comparison says what changes of the process`() async throws {
        try await open { office, project in
            _ = try await run(["publish"], office, project)
            try write(Self.second, in: project)
            let said = try await run(["diff", "visit"], office, project)
            #expect(said.status == .done, "\(said.notes)")
            let lines = said.output.split(separator: "\n").dropFirst()
            #expect(
                lines == [
                    "~ step draft", "    due: 5 working days → 10 working days",
                    "+ step file: file, decision.decide, done by lead, after sign",
                ])
            let file = try await run(["diff", "visit@1", "./project/Workflows/visit/workflow.yaml"], office, project)
            #expect(file.output == said.output)
            let json = try await run(["diff", "visit@1", "visit", "-o", "json"], office, project).json()
            #expect(json["from"]?["version"] == .string("1"))
            #expect(json["changes"]?.items?.map { $0["change"]?.text ?? "" } == ["changed", "added"])
            #expect(json["changes"]?.items?.first?["old"] == .string("5 working days"))
            let same = try await run(["diff", "visit@1", "visit@1"], office, project)
            #expect(same.notes == "Nothing changes.\n")
            #expect(try await run(["diff", "visit@1", "visit@5"], office, project).status == .notFound)
        }
    }

    // MARK: - Migrating

    @Test func `Cases move as the preview said, and go on to their end`() async throws {
        try await open { office, project in
            try await start(office, project)
            try await start(office, project)
            try write(Self.second, in: project)
            _ = try await run(["publish"], office, project)
            let preview = try await run(["migrate", "visit", "--to", "2", "--dry-run"], office, project, as: nil)
            #expect(preview.status == .done, "\(preview.notes)")
            let one = """
                  version 1 → 2  can move
                  STANDS AT  DUE               DUE THEN          AND
                  draft      2013-11-27 17:00  2013-12-04 17:00
                """
            let other = preview.output.replacing("visit-ALV.2  Alder Vale CCG", with: "visit-ALV  Alder Vale CCG")
            #expect(other == [one, one].map { "visit-ALV  Alder Vale CCG\($0)\n" }.joined(separator: "\n"), "\(other)")
            #expect(try await versions(office, project).first == "1 by amira.holt: 2 open, 0 ended")
            let silent = try await run(["migrate", "visit", "--to", "2"], office, project)
            #expect(silent.status == .usage)
            let moved = try await run(
                ["migrate", "visit", "--to", "2", "--reason", "the policy changed", "-o", "json"], office, project)
            #expect(moved.status == .done, "\(moved.notes)")
            #expect(try moved.json()["moves"] == .bool(true))
            #expect(
                try await versions(office, project) == [
                    "1 by amira.holt: 0 open, 0 ended", "2 by amira.holt: 2 open, 0 ended, newest",
                ])
            let history = try await run(["show", "visit-ALV", "--history"], office, project)
            #expect(
                history.output.contains("had the case go on under version 2 instead of 1: the policy changed"))
            for step in ["draft", "sign", "file"] {
                let done = try await run(
                    ["approve", "visit-ALV-" + number(of: step, in: office, project)], office, project)
                #expect(done.status == .done, "\(step): \(done.notes)")
            }
            #expect(try await versions(office, project).last == "2 by amira.holt: 1 open, 1 ended, newest")
            let intact = try await run(["audit", "verify"], office, project)
            #expect(intact.status == .done, "\(intact.notes)\(intact.output)")
            let nothing = try await run(["migrate", "visit", "--to", "2", "--reason", "x"], office, project)
            #expect(nothing.notes.contains("No open case is on another version."))
        }
    }

    /// The number of the open task of a step in the first case.
    private func number(of step: String, in office: Office, _ project: String) async throws -> String {
        let listing = try await run(["tasks", "--all", "-o", "json"], office, project).json()
        let row = listing.items?.first { $0["step"]?.text == step && $0["case"]?.text == "visit-ALV" }
        return row?["task"]?.text.map { String($0.dropFirst("visit-ALV-".count)) } ?? "none"
    }

    @Test func `One case that cannot move keeps all where they are, unless the others are named`() async throws {
        try await open { office, project in
            try await start(office, project)
            try await start(office, project)
            let draft = "visit-ALV-" + (try await number(of: "draft", in: office, project))
            #expect(try await run(["approve", draft], office, project).status == .done)
            try write(Self.third, in: project)
            _ = try await run(["publish"], office, project)
            let preview = try await run(["migrate", "visit", "--to", "3", "--dry-run"], office, project)
            #expect(preview.status == .conflict)
            #expect(
                preview.output.contains(
                    "  \"draft\" is open, and version 3 has no step draft\n    let it end first, or name the step that takes its place: --map draft=STEP\n"
                ), "\(preview.output)")
            let refused = try await run(
                ["migrate", "visit", "--to", "3", "--reason", "policy"], office, project)
            #expect(refused.status == .conflict)
            #expect(
                refused.notes.contains(
                    "Expected every case to move to version 3, but 1 of 2 cannot, so none has moved"))
            #expect(refused.notes.contains("[WM2012]"))
            #expect(try await versions(office, project).first == "1 by amira.holt: 2 open, 0 ended")
            let wrong = try await run(
                ["migrate", "visit", "--to", "3", "--reason", "policy", "--map", "draft=wirte"], office, project)
            #expect(wrong.status == .usage)
            let one = try await run(
                ["migrate", "visit", "--to", "3", "--reason", "policy", "--case", "visit-ALV"], office, project)
            #expect(one.status == .done, "\(one.notes)")
            let mapped = try await run(
                ["migrate", "visit", "--to", "3", "--reason", "policy", "--map", "draft=write"], office, project)
            #expect(mapped.status == .done, "\(mapped.notes)")
            #expect(mapped.output.contains("write (was draft)"))
            #expect(try await task("write", office, project).hasPrefix("visit-ALV.2-"))
            #expect(try await versions(office, project).last == "3 by amira.holt: 2 open, 0 ended, newest")
            #expect(try await run(["audit", "verify"], office, project).status == .done)
        }
    }

    @Test func `What happens between the preview and the move keeps every case where it is`() async throws {
        try await open { office, project in
            try await start(office, project)
            try await start(office, project)
            try write(Self.second, in: project)
            _ = try await run(["publish"], office, project)
            let preview = try await run(
                ["migrate", "visit", "--to", "2", "--dry-run", "-o", "json"], office, project
            ).json()
            let plan = try #require(preview["plan"]?.text)
            let draft = "visit-ALV-" + (try await number(of: "draft", in: office, project))
            #expect(try await run(["approve", draft], office, project, as: "ludmila.kessler").status == .done)
            let late = try await run(
                ["migrate", "visit", "--to", "2", "--reason", "policy", "--plan", plan], office, project)
            #expect(late.status == .conflict)
            #expect(late.notes.contains("something has happened since; none has moved"))
            #expect(try await versions(office, project).first == "1 by amira.holt: 2 open, 0 ended")
        }
    }

    @Test func `Two people at once: the second finds the case as it is, and nothing is half moved`() async throws {
        try await open { office, project in
            try await start(office, project)
            try await start(office, project)
            try write(Self.second, in: project)
            _ = try await run(["publish"], office, project)
            let opened = try Project.open(
                ProjectRequest(
                    folder: project, startedIn: project, store: "sqlite:" + office.store, actor: "amira.holt"),
                registry: try .built(), clock: office.clock, opener: StoreFile.open)
            let migrate = MigrateCases(workflow: "visit", to: "2", reason: "policy")
            let preview = try migrate.preview(in: opened.session)
            #expect(preview.lines.count == 2)
            // The case that is moved last has gone on by now.
            let draft = try await task("draft", office, project)
            #expect(draft.hasPrefix("visit-ALV.2-"))
            #expect(try await run(["approve", draft], office, project, as: "ludmila.kessler").status == .done)
            let failure = await #expect(throws: OperationFailure.self) {
                try await migrate.run(preview, in: opened.session)
            }
            #expect(failure?.kind == .conflict)
            #expect(failure?.message.contains("something has happened in it since; no case has moved") == true)
            #expect(try await versions(office, project).first == "1 by amira.holt: 2 open, 0 ended")
            try await migrate.run(try migrate.preview(in: opened.session), in: opened.session)
            #expect(try await versions(office, project).last == "2 by amira.holt: 2 open, 0 ended, newest")
        }
    }

    @Test func `A person is asked before anything moves, and a version that is not there is refused`() async throws {
        try await open { office, project in
            try await start(office, project)
            let none = try await run(["migrate", "visit", "--to", "4", "--reason", "x"], office, project)
            #expect(none.status == .notFound)
            #expect(none.notes.contains("Expected a version of visit, but \"4\" is none"))
            try write(Self.second, in: project)
            _ = try await run(["publish"], office, project)
            let no = try await run(
                ["migrate", "visit", "--to", "2", "--reason", "x"], office, project, answers: ["n"])
            #expect(no.notes.contains("Nothing has moved."))
            #expect(try await versions(office, project).first == "1 by amira.holt: 1 open, 0 ended")
            let yes = try await run(
                ["migrate", "visit", "--to", "2", "--reason", "x"], office, project, answers: ["y"])
            #expect(yes.notes.contains("1 moved to version 2."))
        }
    }
}
