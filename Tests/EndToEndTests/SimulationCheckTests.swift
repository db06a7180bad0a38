import CEL
import Foundation
import Testing
import WaymarkCommands
import WaymarkDefinition
import WaymarkEngine

/// What `waymark check` says of files of `Config/simulation`; what is expected stands in `Tests/Fixtures/behaviours`.
@Suite struct SimulationCheckTests {
    private static let folder = Office.root + "/Tests/Fixtures/behaviours"
    private static let isRecording = ProcessInfo.processInfo.environment["WAYMARK_RECORD"] == "1"

    private static var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// One line for each finding in one file: `line:column CODE severity message | help`.
    private func lines(_ outcome: Office.Outcome, of file: String) throws -> String {
        let found = try outcome.json()["diagnostics"]?.items ?? outcome.json().items ?? []
        return found.filter { $0["file"]?.text == file }.map { finding in
            let place = [finding["line"], finding["column"]].map { $0?.printed ?? "?" }.joined(separator: ":")
            let words = [finding["code"], finding["severity"], finding["message"]].map { $0?.text ?? "?" }
            let help = finding["help"]?.text.map { " | \($0)" } ?? ""
            return "\(place) \(words.joined(separator: " "))\(help)\n"
        }.joined()
    }

    @Test(arguments: names) func `A file is reported as expected`(name: String) async throws {
        try await SmallYear.open { year in
            let text = try String(contentsOfFile: "\(Self.folder)/\(name).yaml", encoding: .utf8)
            try year.write("Config/simulation/\(name).yaml", text)
            let outcome = try await year.run(["check", "--format", "json"])
            let found = try lines(outcome, of: "Config/simulation/\(name).yaml")
            let expected = "\(Self.folder)/\(name).expected"
            if Self.isRecording {
                try found.write(toFile: expected, atomically: true, encoding: .utf8)
                Issue.record("recorded \(name).expected; run again without WAYMARK_RECORD")
            } else {
                #expect(found == (try String(contentsOfFile: expected, encoding: .utf8)))
            }
        }
    }

    @Test func `A step that only a compared version has is a doubt, and no reason not to run`() async throws {
        try await SmallYear.open { year in
            let outcome = try await year.run(["check", "--format", "json"])
            let found = try lines(outcome, of: "Config/simulation/plain.yaml")
            #expect(found.split(separator: "\n").count == 2, "\(found)")
            #expect(found.contains("WM1103 warning round has no step `prepare`"))
            #expect(try await year.simulate("Config/simulation/plain.yaml", seeds: 1).status == .done)
        }
    }

    @Test func `Only where the whole project is checked`() async throws {
        try await SmallYear.open { year in
            try year.write("Config/simulation/own.yaml", "from: 2014-01-01\nuntil: 2013-01-01\n")
            #expect(try await year.run(["check"]).status == .findings)
            #expect(try await year.run(["check", "Workflows"]).status == .done)
        }
    }
}
