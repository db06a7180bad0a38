import CEL
import Foundation
import Testing
import WaymarkCommands
import WaymarkDefinition

/// The verbs on cases, over a project with one small workflow.
@Suite struct MendingCasesTests {
    private static let workflow = """
        workflow: visit
        version: "1"
        title: Visit
        subject: ccg
        roles: { lead: { in: subject.area_team, position: at_assurance_lead } }
        messages: { news: { text: { type: text, required: true } } }
        steps:
          - id: together
            parallel:
              sites:
                - id: sites
                  for_each: site
                  in: '["north"]'
                  open: true
                  steps: [ { id: see, uses: decision.decide, role: lead, with: { question: "${site}", reject: refused } } ]
              told: [ { id: news, wait: { message: news } } ]
          - id: judge
            uses: decision.decide
            with: { question: Well?, reject: refused }
            quorum: { of: lead, needed: 2 }
            hide_until: 5 working days
          - { id: close, uses: decision.decide, role: lead, with: { question: Close?, reject: refused } }
        """

    /// An office on a project of its own, with one case of the workflow begun.
    private func open(_ body: (Office, [String]) async throws -> Void) async throws {
        try await Office.open { office in
            let files = FileManager.default
            let project = office.folder + "/project"
            try files.createDirectory(atPath: project + "/Workflows/visit", withIntermediateDirectories: true)
            try Office.configure(project)
            try Self.workflow.write(
                toFile: project + "/Workflows/visit/workflow.yaml", atomically: true, encoding: .utf8)
            let place = ["--project", project]
            let start = try await office.run(["start", "visit", "--subject", "X38000001"] + place, as: "amira.holt")
            #expect(start.status == .done, "\(start.notes)")
            try await body(office, place)
        }
    }

    private func task(_ step: String, _ office: Office, _ place: [String]) async throws -> String {
        let listing = try await office.run(["tasks", "--all", "-o", "json"] + place).json()
        return listing.items?.last { $0["step"]?.text == step }?["task"]?.text ?? "there is no open task of \(step)"
    }

    @Test func `Items and messages come from outside, with their reasons when they are refused`() async throws {
        try await open { office, place in
            let add = try await office.run(["add", "visit-ALV", "sites", "--item", "south"] + place, as: "amira.holt")
            #expect(add.status == .done, "\(add.notes)")
            let stranger = try await office.run(
                ["add", "visit-ALV", "sites", "--item", "east"] + place, as: "nadia.nunez")
            #expect(stranger.status == .notPermitted)
            let tasks = try await office.run(["tasks", "-o", "json"] + place, as: "amira.holt").json()
            #expect(tasks.items?.count == 2)
            let wrong = try await office.run(["send", "visit-ALV", "news"] + place, as: "amira.holt")
            #expect(wrong.status == .usage)
            let none = try await office.run(["send", "visit-ALV", "nwes"] + place, as: "amira.holt")
            #expect(none.status == .notFound)
            let sent = try await office.run(
                ["send", "visit-ALV", "news", "--set", "text=well", "--key", "k1"] + place, as: "amira.holt")
            #expect(sent.status == .done, "\(sent.notes)")
            let again = try await office.run(
                ["send", "visit-ALV", "news", "--set", "text=well", "--key", "k1"] + place, as: "amira.holt")
            #expect(again.status == .done, "the same key gives the same answer")
            let lost = try await office.run(
                ["send", "visit-ALV", "news", "--set", "text=well"] + place, as: "amira.holt")
            #expect(lost.status == .conflict)
        }
    }

    @Test func `A result is hidden from those who had no part in it until its day`() async throws {
        try await open { office, place in
            _ = try await office.run(["send", "visit-ALV", "news", "--set", "text=x"] + place, as: "amira.holt")
            _ = try await office.run(["approve", try await task("see", office, place)] + place, as: "amira.holt")
            let judge = try await task("judge", office, place)
            for person in ["amira.holt", "ludmila.kessler"] {
                let vote = try await office.run(["approve", judge] + place, as: person)
                #expect(vote.status == .done, "\(vote.notes)")
            }
            let mine = try await office.run(["show", "visit-ALV", "--history"] + place, as: "ludmila.kessler")
            let theirs = try await office.run(["show", "visit-ALV", "--history"] + place, as: "nadia.nunez")
            #expect(mine.output.contains("did: judge (approved)"))
            #expect(theirs.output.contains("did: judge (its result is shown from 2013-11-27"))
            #expect(!theirs.output.contains("did: judge (approved)"))
            let shown = try await office.run(["show", "visit-ALV"] + place, as: "nadia.nunez")
            #expect(shown.output.contains("its result is shown from"))
            let ended = try await office.run(["show", judge] + place, as: "nadia.nunez")
            #expect(!ended.output.contains("approved"), "\(ended.output)")
        }
    }

    @Test func `Who has handed in is not asked again, and the others still are`() async throws {
        try await open { office, place in
            _ = try await office.run(["send", "visit-ALV", "news", "--set", "text=x"] + place, as: "amira.holt")
            _ = try await office.run(["approve", try await task("see", office, place)] + place, as: "amira.holt")
            let judge = try await task("judge", office, place)
            func asked(_ person: String) async throws -> [String] {
                let listing = try await office.run(["tasks", "-o", "json"] + place, as: person).json()
                return listing.items?.compactMap { $0["task"]?.text } ?? []
            }
            #expect(try await asked("amira.holt").contains(judge))
            let vote = try await office.run(["approve", judge] + place, as: "amira.holt")
            #expect(vote.status == .done, "\(vote.notes)")
            #expect(try await !asked("amira.holt").contains(judge))
            #expect(try await asked("ludmila.kessler").contains(judge))
            let all = try await office.run(["tasks", "--all", "-o", "json"] + place, as: "amira.holt").json()
            #expect(all.items?.contains { $0["task"]?.text == judge } == true)
        }
    }

    @Test func `A case stands still, goes on, goes back, and is cancelled`() async throws {
        try await open { office, place in
            let suspended = try await office.run(
                ["suspend", "visit-ALV", "--reason", "audit"] + place, as: "amira.holt")
            #expect(suspended.status == .done, "\(suspended.notes)")
            let see = try await task("see", office, place)
            let refused = try await office.run(["approve", see] + place, as: "amira.holt")
            #expect(refused.status == .conflict)
            #expect(refused.notes.contains("amira.holt has suspended case visit-ALV: audit"))
            let shown = try await office.run(["show", "visit-ALV"] + place)
            #expect(shown.output.contains("stands still, suspended by amira.holt: audit"))
            _ = try await office.run(["resume", "visit-ALV"] + place, as: "amira.holt")
            _ = try await office.run(["send", "visit-ALV", "news", "--set", "text=x"] + place, as: "amira.holt")
            _ = try await office.run(["approve", see] + place, as: "amira.holt")
            let redone = try await office.run(
                ["redo", "visit-ALV", "together", "--reason", "wrong site"] + place, as: "amira.holt")
            #expect(redone.status == .done, "\(redone.notes)")
            #expect(try await task("see", office, place) != see)
            let silent = try await office.run(["cancel", "visit-ALV"] + place, as: "amira.holt")
            #expect(silent.status == .usage)
            let cancelled = try await office.run(
                ["cancel", "visit-ALV", "--reason", "no longer needed"] + place, as: "amira.holt")
            #expect(cancelled.status == .done, "\(cancelled.notes)")
            let rows = try await office.run(["cases", "--status", "cancelled", "-o", "json"] + place).json()
            #expect(rows.items?.count == 1)
            let intact = try await office.run(["audit", "verify"] + place)
            #expect(intact.status == .done, "\(intact.notes)\(intact.output)")
        }
    }
}
