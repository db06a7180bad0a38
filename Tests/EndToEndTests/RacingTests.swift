import CEL
import Foundation
import GRDB
import Testing
import WaymarkDefinition

/// Two people act at once, each with a process of their own.
@Suite struct RacingTests {
    @Test func `Of two who hand in one task at once one wins, and the other is told and keeps what was filled in`()
        async throws
    {
        try await ProjectCopy.open { project in
            let started = try await project.run(
                ["start", "ccg-quarterly-assurance", "--subject", "ALV", "--input", "quarter=2013-14-Q2"],
                as: "wanjiru.brannigan")
            #expect(started.status == 0, "\(started.notes)")
            let listing = try JSONParser.parse(
                Array(try await project.run(["tasks", "--all", "-o", "json"]).output.utf8), style: .plain)
            let row = listing.items?.first { $0["step"]?.text == "collect_evidence" }
            let task = try #require(row?["task"]?.text)

            let people = ["amira.holt", "ludmila.kessler"]
            let processes = try people.map {
                try project.start(["advance", task, "--outcome", "complete", "--from", "-"], as: $0, takesInput: true)
            }
            try handIn(people.map(form), to: processes, whileWritingTo: project.store)
            var outcomes: [WaymarkProcess.Outcome] = []
            for process in processes { outcomes.append(try await process.outcome()) }

            #expect(outcomes.map(\.status).sorted() == [0, 5], "\(outcomes.map(\.notes))")
            let winner = try #require(outcomes.firstIndex { $0.status == 0 })
            let loser = 1 - winner
            #expect(outcomes[loser].notes.contains("\(people[winner]) did it on "))
            #expect(outcomes[loser].notes.contains("what you filled in is kept: --from "))
            let draft = try String(contentsOfFile: project.kept + "/drafts/\(task).json", encoding: .utf8)
            #expect(try JSONParser.parse(Array(draft.utf8), style: .plain) == parsed(form(people[loser])))
            let history = try JSONParser.parse(
                Array(try await project.run(["show", "13Q2-ALV", "--history", "-o", "json"]).output.utf8), style: .plain
            )
            let types = history.items?.compactMap { $0["type"]?.text } ?? []
            #expect(types.count { $0 == "task_completed" } == 1)
            #expect(types.count { $0 == "command_refused" } == 1)
        }
    }

    private func parsed(_ text: String) throws -> Value { try JSONParser.parse(Array(text.utf8), style: .plain) }

    /// What a person fills in.
    private func form(_ person: String) -> String {
        #"{"items":[{"type":"jsna","domain":"d1","title":"Needs, as \#(person) sees them","source":"Council","finding":"note"}]}"#
    }

    /// Hands both their forms while nobody can write to the store.
    ///
    /// A form is longer than a pipe holds, so when both are handed over both have looked at the open task and are filling
    /// it in. Only then can either of them write.
    private func handIn(_ forms: [String], to processes: [WaymarkProcess], whileWritingTo store: String) throws {
        let padding = String(repeating: " ", count: 300_000)
        let database = try DatabaseQueue(path: store)
        try database.writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
            for (form, process) in zip(forms, processes) { try process.send(Array((padding + form).utf8)) }
            try database.execute(sql: "COMMIT")
        }
        try database.close()
    }
}
