import Foundation
import Testing
import WaymarkDiagnostics

/// The guides show workflows that are without a fault.
@Suite struct GuideTests {
    private static let folder = "Sources/waymark/Documentation.docc/Guides"

    @Test(arguments: Page.paths(in: folder)) func `Every workflow that a guide shows is without a fault`(
        path: String
    ) throws {
        let bench = try Bench.shared.get()
        for block in try Page(path).blocks where block.language.hasPrefix("yaml") {
            let found = bench.check(block).sorted
            #expect(found.isEmpty, "\(block.text)\n\(found.map { "\($0.span.start.line): \($0.code) \($0.message)" })")
        }
    }

    @Test func `The guides show enough to be worth a test`() throws {
        let blocks = try Page.paths(in: Self.folder).flatMap { try Page($0).blocks }
        #expect(blocks.count { $0.language.hasPrefix("yaml") } >= 5)
    }

    /// The documentation tool of the toolchain, if it is there.
    private static let tool = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/docc" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(.enabled(if: tool != nil, "no docc in the PATH")) func `The documentation has no link that leads nowhere`()
        async throws
    {
        let output = NSTemporaryDirectory() + "waymark-docc-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: output) }
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.tool))
        process.arguments = [
            "convert", Page.root.appending(path: "Sources/waymark/Documentation.docc").path(), "--output-path", output,
            "--warnings-as-errors", "--fallback-display-name", "Waymark", "--fallback-bundle-identifier", "waymark",
        ]
        let said = Pipe()
        process.standardOutput = said
        process.standardError = said
        try process.run()
        let text = String(decoding: try said.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
    }
}
