import ArgumentParser
import Foundation
import WaymarkCommands
import WaymarkPluginKit
import WaymarkPlugins
import WaymarkRuntime

/// The program: puts the parts together and hands over to the commands.
@main
struct Waymark {
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        do {
            let program = Program(
                registry: try .built(), environment: ProcessInfo.processInfo.environment,
                folder: FileManager.default.currentDirectoryPath, console: StandardConsole(), clock: SystemClock())
            await exit(WaymarkCommand.run(Array(CommandLine.arguments.dropFirst()), in: program).rawValue)
        } catch {
            StandardConsole().note("waymark: this build cannot be used: \(error)\n")
            exit(ExitStatus.fault.rawValue)
        }
    }
}
