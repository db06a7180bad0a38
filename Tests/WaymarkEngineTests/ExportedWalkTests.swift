import Foundation
import Testing
import WaymarkDefinition
import WaymarkDrawing

/// Ways through processes, for an engine that nobody here wrote; see `Tests/Oracles/bpmn.sh`.
@Suite struct ExportedWalkTests {
    private static let walks = 64

    @Test(arguments: WalkedProcess.allCases)
    func `Every walk ends, and walks differ`(process: WalkedProcess) throws {
        var seen: Set<[String]> = []
        for number in 0..<Self.walks {
            let walk = try ExportedWalk(process.steps, number: number)
            #expect(walk.hasEnded && walk.left.isEmpty, "\(number): \(walk.moves.map(\.step)), then \(walk.left)")
            seen.insert(walk.moves.map { "\($0.step) \($0.outcome) \($0.text)" })
        }
        // The shortest process has few.
        #expect(seen.count > 5)
    }

    /// `WAYMARK_WALKS=FOLDER` writes each process as BPMN, and the walks through it.
    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["WAYMARK_WALKS"] != nil, "only for an oracle"),
        arguments: WalkedProcess.allCases)
    func `Walks are written for another engine to follow`(process: WalkedProcess) throws {
        let folder = URL(filePath: try #require(ProcessInfo.processInfo.environment["WAYMARK_WALKS"]))
        let definition = try Trial(process.steps).definition
        try DrawingForm.bpmn.text(of: definition).write(
            to: folder.appending(path: "\(process).bpmn"), atomically: true, encoding: .utf8)
        let walks = try (0..<Self.walks).map { try ExportedWalk(process.steps, number: $0) }
        try JSONEncoder().encode(walks).write(to: folder.appending(path: "\(process).json"))
    }
}
