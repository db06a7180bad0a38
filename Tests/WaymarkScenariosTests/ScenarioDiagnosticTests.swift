import CEL
import Foundation
import Testing
import WaymarkCommands
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkScenarios

/// The files of `Tests/Fixtures/scenarios/bad`: what is reported, where, and what is advised.
@Suite("Scenarios with faults")
struct ScenarioDiagnosticTests {
    static let names = ["expressions", "form", "handing", "list", "mending", "nameless", "names", "time", "workflow"]

    /// What a file is reported for: place, code, message and help, a line each.
    private func lines(_ name: String) async throws -> String {
        let folder = NSTemporaryDirectory() + "waymark-scenarios-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.copyItem(atPath: TestOffice.folder, toPath: folder)
        try FileManager.default.createDirectory(
            atPath: folder + "/bad/scenarios", withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: folder + "/bad/\(name).yaml", toPath: folder + "/bad/scenarios/\(name).yaml")
        let outcome = try await TestOffice.run(["test", "bad/scenarios/\(name).yaml", "-o", "json"], in: folder)
        #expect(outcome.status == .findings)
        let value = try JSONParser.parse(Array(outcome.output.utf8), style: .plain)
        return (value["diagnostics"]?.items ?? []).map { fault in
            let place = "\(fault["line"]?.shortDescription ?? ""):\(fault["column"]?.shortDescription ?? "")"
            let help = fault["help"]?.text.map { " | \($0)" } ?? ""
            return "\(place) \(fault["code"]?.text ?? "") \(fault["message"]?.text ?? "")\(help)\n"
        }.joined()
    }

    @Test(arguments: names)
    func `are reported as expected`(name: String) async throws {
        let found = try await lines(name)
        guard !TestOffice.isRecording else {
            try TestOffice.record(found, as: "bad/\(name).expected")
            Issue.record("recorded \(name).expected; run again without WAYMARK_RECORD")
            return
        }
        #expect(try found == TestOffice.text("bad/\(name).expected"))
    }

    @Test func `give every code that there is for them`() throws {
        let declared = try String(
            contentsOf: TestOffice.root.appending(path: "Sources/WaymarkScenarios/ScenarioDiagnosticCodes.swift"),
            encoding: .utf8
        ).matches(of: /"(WM\d{4})"/).map { String($0.1) }
        let expected = try Self.names.map { try TestOffice.text("bad/\($0).expected") }.joined()
        #expect(declared.count >= 11)
        #expect(declared.filter { !expected.contains($0) } == [])
    }
}
