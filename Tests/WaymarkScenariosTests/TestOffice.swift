import Foundation
import WaymarkCalendar
import WaymarkCommands
import WaymarkPlugins
import WaymarkRuntime

/// The small project of `Tests/Fixtures/scenarios`, and the program that works on it.
enum TestOffice {
    /// The repository.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// The project.
    static let folder = root.appending(path: "Tests/Fixtures/scenarios").path

    /// `WAYMARK_RECORD=1` rewrites what is expected, and fails, so that nobody records by accident.
    static let isRecording = ProcessInfo.processInfo.environment["WAYMARK_RECORD"] == "1"

    /// What a command came to.
    struct Outcome {
        var status: ExitStatus
        var output: String
        var notes: String
    }

    /// Runs `waymark` with arguments in a project.
    static func run(_ arguments: [String], in folder: String = folder) async throws -> Outcome {
        let console = KeptConsole()
        let program = Program(
            registry: try .built(), environment: ["NO_COLOR": "1"], folder: folder, console: console,
            clock: FixedClock(Instant("2013-10-01T09:00:00Z") ?? Instant(millisecondsSinceEpoch: 0)))
        let status = await WaymarkCommand.run(arguments, in: program)
        return Outcome(status: status, output: console.output, notes: console.notes)
    }

    /// The text of a file of the project.
    static func text(_ name: String) throws -> String {
        try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    }

    /// Writes what is expected.
    static func record(_ text: String, as name: String) throws {
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
}
