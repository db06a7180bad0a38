import ArgumentParser

/// The page on every command and option, as the program's own help says it.
enum CommandReference {
    /// Wide enough for a page, narrow enough for a screen.
    private static let columns = 110

    /// The page in Markdown.
    static var text: String {
        var text = """
            # Commands

            Every command of `waymark` with its options. This page is written by `waymark reference commands`.

            ## waymark

            \(block(WaymarkCommand.self))

            """
        for command in leaves(below: WaymarkCommand.self, path: "waymark") {
            text += "\n## \(command.path)\n\n\(block(command.type))\n"
        }
        return text
    }

    private static func block(_ command: any ParsableCommand.Type) -> String {
        let help = WaymarkCommand.helpMessage(for: command, columns: columns)
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).trimmed(of: " ") }
        return "```\n" + lines.joined(separator: "\n").trimmed(of: "\n") + "\n```"
    }

    /// The commands that do something, by name, each with the words that call it.
    private static func leaves(
        below command: any ParsableCommand.Type, path: String
    ) -> [(path: String, type: any ParsableCommand.Type)] {
        let configuration = command.configuration
        let children = configuration.ungroupedSubcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
        return children.sorted { $0._commandName < $1._commandName }.flatMap { child in
            let name = "\(path) \(child._commandName)"
            let deeper = leaves(below: child, path: name)
            return deeper.isEmpty ? [(name, child)] : deeper
        }
    }
}

extension String {
    /// The text without any of a character at its end.
    fileprivate func trimmed(of character: Character) -> String {
        var text = self
        while text.last == character { text.removeLast() }
        return text
    }
}
