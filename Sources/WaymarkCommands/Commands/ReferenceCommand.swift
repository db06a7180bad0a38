import ArgumentParser
import WaymarkPluginKit

/// Prints a reference page of this build, for people who read elsewhere than at a terminal.
struct ReferenceCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Print a reference page of this build in Markdown.")

    /// The pages.
    enum Subject: String, ExpressibleByArgument, CaseIterable, Sendable {
        case commands, steps
    }

    @OptionGroup var common: CommonOptions

    @Argument(help: "Which page.")
    var subject: Subject

    func operate(_ desk: Desk) async throws {
        let page =
            switch subject {
            case .commands: CommandReference.text
            case .steps: StepKindReference(desk.program.registry).text
            }
        desk.console.write(page)
    }
}
