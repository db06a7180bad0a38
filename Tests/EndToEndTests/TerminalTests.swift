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

    @Test func `At a terminal a history goes on in lines below, and no word of it is lost`() async throws {
        try await ProjectCopy.open { project in
            let started = try await project.run(
                ["start", "urgent-action", "--subject", "ALV", "--input", "reference=ward-7"], as: "amira.holt")
            #expect(started.status == 0, "\(started.notes)")
            let remark = (1...40).map { "word\($0)" }.joined(separator: " ")
            _ = try await project.run(["comment", "URGENT-ALV-ward-7-3", remark], as: "amira.holt")
            let history = ["show", "URGENT-ALV-ward-7", "--history"]
            let terminal = try WaymarkProcess(
                URL(fileURLWithPath: "/usr/bin/script"),
                [
                    "-qec",
                    "stty cols 100; \(try WaymarkProcess.program().path) \(history.joined(separator: " ")) --no-color",
                    "/dev/null",
                ],
                in: project.folder, environment: WaymarkProcess.environment(store: project.store), takesInput: true)
            let shown = try await terminal.outcome()
            let lines = shown.output.split(whereSeparator: \.isNewline)
            #expect(lines.allSatisfy { $0.count <= 100 }, "\(shown.output)")
            let words = lines.flatMap { $0.split(separator: " ") }.filter { $0.hasPrefix("word") }
            #expect(words.joined(separator: " ") == remark)
            // In a pipe a fact is a line, with nothing to the right of what happened.
            let piped = try await project.run(history)
            #expect(piped.output.split(separator: "\n").contains { $0.contains("said: \(remark) (on: ") })
            #expect(piped.output.split(separator: "\n").first?.hasSuffix("WHAT") == true)
        }
    }
}
