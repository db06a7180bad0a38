import Foundation
import Testing
import WaymarkDiagnostics

@testable import WaymarkCompiler
@testable import WaymarkYAML

/// The files of `Tests/Fixtures/bad`: what is reported, where, and what is advised.
struct FixtureTests {
    /// `WAYMARK_RECORD=1` rewrites what is expected, and fails, so that nobody records by accident.
    private static let isRecording = ProcessInfo.processInfo.environment["WAYMARK_RECORD"] == "1"

    @Test(arguments: CompilerFixture.names)
    func everyFileIsReportedAsExpected(name: String) throws {
        let result = try CompilerFixture.compile(CompilerFixture.text("\(name).yaml"), file: "\(name).yaml")
        let found = CompilerFixture.lines(result.diagnostics)
        #expect((result.definition == nil) == result.diagnostics.hasErrors)
        if Self.isRecording {
            let place = CompilerFixture.folder.appending(path: "\(name).expected")
            try found.write(to: place, atomically: true, encoding: .utf8)
            Issue.record("recorded \(name).expected; run again without WAYMARK_RECORD")
        } else {
            #expect(try found == CompilerFixture.text("\(name).expected"))
        }
    }

    @Test(arguments: CompilerFixture.names.filter { $0.hasPrefix("good_") })
    func goodFilesHaveNothingWrong(name: String) throws {
        let result = try CompilerFixture.compile(CompilerFixture.text("\(name).yaml"), file: "\(name).yaml")
        #expect(result.diagnostics.isEmpty)
        #expect(result.definition != nil)
    }

    /// The codes that a workflow file cannot give: limits too large for a fixture, and those of the files of `Config`.
    private static let elsewhere: Set<String> = [
        DiagnosticCode.notUTF8.number, DiagnosticCode.tooLarge.number, DiagnosticCode.tooManyNodes.number,
        DiagnosticCode.badConfiguration.number, DiagnosticCode.neverFires.number,
    ]

    @Test func everyCodeHasAFile() throws {
        var seen: Set<String> = []
        for name in CompilerFixture.names {
            for line in try CompilerFixture.text("\(name).expected").split(separator: "\n") {
                seen.insert(String(line.split(separator: " ")[1]))
            }
        }
        #expect(CompilerFixture.names.count { !$0.hasPrefix("good_") } >= 300)
        #expect(try Self.declaredCodes().subtracting(seen).subtracting(Self.elsewhere).sorted() == [])
    }

    /// The numbers in the two files that declare them.
    private static func declaredCodes() throws -> Set<String> {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var codes: Set<String> = []
        for file in ["WaymarkCompiler/DiagnosticCodes.swift", "WaymarkYAML/YAMLDiagnosticCodes.swift"] {
            let text = try String(contentsOf: root.appending(path: "Sources/\(file)"), encoding: .utf8)
            codes.formUnion(text.matches(of: /"(WM\d{4})"/).map { String($0.1) })
        }
        return codes
    }
}
