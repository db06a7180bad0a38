import Foundation
import Testing
import WaymarkCommands

/// The reference pages are what the program says of itself.
@Suite struct ReferenceTests {
    private static let isRecording = ProcessInfo.processInfo.environment["WAYMARK_RECORD"] == "1"

    @Test(arguments: [("commands", "Commands"), ("steps", "StepKinds")])
    func `A reference page is as the program writes it`(subject: String, name: String) async throws {
        try await Office.open { office in
            let path = Office.root + "/Sources/waymark/Documentation.docc/Reference/\(name).md"
            let written = try await office.run(["reference", subject])
            #expect(written.status == .done)
            if Self.isRecording { try written.output.write(toFile: path, atomically: true, encoding: .utf8) }
            let kept = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            #expect(
                kept == written.output,
                "\(name).md is not up to date: run with WAYMARK_RECORD=1, or `waymark reference \(subject)`")
        }
    }
}
