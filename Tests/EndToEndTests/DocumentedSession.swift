import Foundation

/// The shell commands of a document: what stands in its blocks marked `sh`, in order.
struct DocumentedSession {
    /// One command as it stands there.
    struct Command {
        /// The command, without its remark.
        var text: String
        /// The exit code that the remark names (`# code 4: …`); 0 otherwise.
        var status: Int32
    }

    /// What a command came to.
    struct Result {
        var command: Command
        var status: Int32?
    }

    let commands: [Command]

    /// Takes the commands of a document's text.
    init(_ document: String) {
        var commands: [Command] = []
        var isInside = false
        var pending = ""
        for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
            let trimmed = line.drop { $0 == " " }
            if trimmed.hasPrefix("```") {
                isInside = !isInside && trimmed == "```sh"
                continue
            }
            guard isInside, !trimmed.isEmpty, !trimmed.hasPrefix("#") else { continue }
            pending += trimmed
            if pending.hasSuffix("\\") {
                pending.removeLast()
            } else {
                commands.append(Self.command(pending))
                pending = ""
            }
        }
        self.commands = commands
    }

    private static func command(_ line: String) -> Command {
        let parts = line.split(separator: " # ", maxSplits: 1)
        let remark = parts.count == 2 ? parts[1].drop { $0 == " " } : ""
        let status = remark.firstMatch(of: /\bcode (\d+)/).flatMap { Int32($0.1) } ?? 0
        return Command(text: String(parts.first ?? ""), status: status)
    }

    /// Runs all commands in one shell, as somebody would who types them.
    /// - Returns: Each with its exit code, which is nil when the shell did not come so far; and all that was said.
    func run(
        in project: ProjectCopy, environment: [String: String]
    ) async throws -> (results: [Result], said: String) {
        var script = "shopt -s expand_aliases\n"
        for (index, command) in commands.enumerated() {
            script += "echo '$ \(index)' >&2\n\(command.text)\necho $? >> .statuses\n"
        }
        try script.write(toFile: project.folder + "/.session", atomically: true, encoding: .utf8)
        let shell = try WaymarkProcess(
            URL(fileURLWithPath: "/bin/bash"), [".session"], in: project.folder, environment: environment)
        let outcome = try await shell.outcome()
        let statuses = (try? String(contentsOfFile: project.folder + "/.statuses", encoding: .utf8)) ?? ""
        let found = statuses.split(separator: "\n").map { Int32($0) }
        let results = commands.enumerated().map { index, command in
            Result(command: command, status: found.indices.contains(index) ? found[index] : nil)
        }
        return (results, outcome.output + outcome.notes)
    }
}
