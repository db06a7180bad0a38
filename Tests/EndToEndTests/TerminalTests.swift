import Foundation
import Testing

/// The program at a terminal of its own.
@Suite struct TerminalTests {
    @Test func `At a terminal the program asks for what is missing, and in a pipe it says what is missing`()
        async throws
    {
        try await ProjectCopy.open { project in
            let started = try await project.run(
                ["start", "urgent-action", "--subject", "ALV", "--input", "reference=ward-7"], as: "amira.holt")
            #expect(started.status == 0, "\(started.notes)")
            let task = "URGENT-ALV-ward-7-3"
            let piped = try await project.run(["advance", task], as: "amira.holt")
            #expect(piped.status == 2, "\(piped.notes)")
            #expect(piped.notes.contains("what: "))

            // `script` gives the program a terminal and hands it what is typed.
            let terminal = try WaymarkProcess(
                URL(fileURLWithPath: "/usr/bin/script"),
                ["-qec", "\(try WaymarkProcess.program().path) advance \(task) --as amira.holt", "/dev/null"],
                in: project.folder, environment: WaymarkProcess.environment(store: project.store), takesInput: true)
            let answers = ["Closed a ward", "Too few nurses", "Director of nursing", "2013-12-02T09:00:00Z"]
            try terminal.send(Array((answers.joined(separator: "\n") + "\n").utf8))
            let typed = try await terminal.outcome()
            #expect(typed.status == 0, "\(typed.output)")
            #expect(typed.output.contains("Why it could not wait."))
            #expect(typed.output.contains("Done: "))
        }
    }
}
