import Foundation
import Testing
import WaymarkCommands

@Suite struct DemoTests {
    private func fingerprint(_ outcome: Office.Outcome) -> Substring? {
        outcome.output.split(separator: "\n").first { $0.hasPrefix("Fingerprint") }
    }

    /// What is said of a run, without the time that it took.
    private func table(_ outcome: Office.Outcome) -> [Substring] {
        outcome.output.split(separator: "\n").filter { !$0.contains(" seconds ") && !$0.contains("--store") }
    }

    @Test func `There is a case for each of the 211 groups, and no other`() async throws {
        try await Office.open { office in
            let preview = try await office.run([
                "start", "ccg-quarterly-assurance", "--cohort", "true", "--input", "quarter=2013-14-Q2", "--dry-run",
            ])
            #expect(preview.status == .done)
            #expect(preview.notes.contains("211 cases would start."))
            let behaviour = try String(contentsOfFile: Office.root + "/Config/simulation/quarter.yaml", encoding: .utf8)
            #expect(behaviour.contains("workflow: ccg-quarterly-assurance, cohort: \"true\""))
        }
    }

    @Test func `The same seed gives the same heads, and a store that is done stays as it is`() async throws {
        try await Office.open { first in
            try await Office.open { second in
                let behaviour = try SmallQuarter.areaTeam.write(into: first.folder)
                let one = try await first.run(["demo", "--behaviour", behaviour])
                let two = try await second.run(["demo", "--behaviour", behaviour])
                let again = try await first.run(["demo", "--behaviour", behaviour])
                #expect(one.status == .done, "\(one.notes)")
                #expect(!one.notes.contains("Not done"), "\(one.notes)")
                #expect(fingerprint(one) != nil)
                #expect(fingerprint(one) == fingerprint(two))
                #expect(fingerprint(one) == fingerprint(again))
                #expect(table(one) == table(two))
                for title in ["CCGs by headline", "Domains by rating", "Proposals by moderation result", "Still open"] {
                    #expect(table(one).contains { $0 == title })
                }
                #expect(try await first.run(["audit", "verify"]).status == .done)
                let incidents = try await first.run(["incidents"])
                #expect(incidents.notes.contains("Nothing has stopped."), "\(incidents.output)\(incidents.notes)")
            }
        }
    }
}
