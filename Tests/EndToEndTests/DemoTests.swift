import Foundation
import Testing
import WaymarkCommands

@Suite struct DemoTests {
    /// The behaviour of the demonstration, for the eight groups of one area team.
    private func smallBehaviour(in office: Office) throws -> String {
        let text = try String(contentsOfFile: Office.root + "/Config/simulation/quarter.yaml", encoding: .utf8)
        let small =
            text
            .replacing(
                "workflow: regional-moderation, cohort: \"true\"",
                with: "workflow: regional-moderation, cohort: 'subject.id == \"X40000001\"'"
            )
            .replacing(
                "workflow: ccg-quarterly-assurance, cohort: \"true\"",
                with: "workflow: ccg-quarterly-assurance, cohort: 'subject.area_team.id == \"X39000001\"'")
        let path = office.folder + "/small.yaml"
        try small.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private func fingerprint(_ outcome: Office.Outcome) -> Substring? {
        outcome.output.split(separator: "\n").first { $0.hasPrefix("Fingerprint") }
    }

    @Test func `The same seed gives the same heads, and a store that is done stays as it is`() async throws {
        try await Office.open { first in
            try await Office.open { second in
                let behaviour = try smallBehaviour(in: first)
                let one = try await first.run(["demo", "--behaviour", behaviour])
                let two = try await second.run(["demo", "--behaviour", behaviour])
                let again = try await first.run(["demo", "--behaviour", behaviour])
                #expect(one.status == .done, "\(one.notes)")
                #expect(!one.notes.contains("Not done"), "\(one.notes)")
                #expect(fingerprint(one) != nil)
                #expect(fingerprint(one) == fingerprint(two))
                #expect(fingerprint(one) == fingerprint(again))
                #expect(try await first.run(["audit", "verify"]).status == .done)
                // What is published stands beside the store, where no other store's publications meet it.
                #expect(FileManager.default.fileExists(atPath: first.folder + "/store-published/public"))
                #expect(try await first.run(["incidents"]).notes.contains("Nothing has stopped."))
            }
        }
    }
}
