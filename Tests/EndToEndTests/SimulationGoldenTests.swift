import Foundation
import Testing
import WaymarkCommands

/// What a small project run ahead prints, byte for byte: a change of any of it is seen by whoever reviews it.
@Suite struct SimulationGoldenTests {
    /// `WAYMARK_RECORD=1` rewrites what is expected, and fails, so that nobody records by accident.
    private static let isRecording = ProcessInfo.processInfo.environment["WAYMARK_RECORD"] == "1"

    private static let versions = ["--against", "versions/workflow.yaml"]

    private func expect(_ text: String, _ name: String) throws {
        let path = "\(SmallYear.fixture)/expected/\(name)"
        if Self.isRecording {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            Issue.record("recorded \(name); run again without WAYMARK_RECORD")
        } else {
            #expect(try text == String(contentsOfFile: path, encoding: .utf8), "\(name)")
        }
    }

    @Test(arguments: [("year", []), ("versions", versions)])
    func `The tables, the JSON and the page are what they were`(name: String, more: [String]) async throws {
        try await SmallYear.open { year in
            let behaviour = "Config/simulation/ahead.yaml"
            let table = try await year.simulate(behaviour, more + ["--html", "page.html"])
            #expect(table.status == .done, "\(table.notes)")
            try expect(table.output, "\(name).txt")
            try expect(try year.text("page.html"), "\(name).html")
            let json = try await year.simulate(behaviour, more + ["-o", "json"])
            try expect(json.output, "\(name).json")
        }
    }
}
