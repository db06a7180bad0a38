package import WaymarkDiagnostics
package import WaymarkSchedules
import WaymarkYAML

/// Reads and checks the schedules and dated entries of a project.
package struct ScheduleReader {
    let environment: ScheduleEnvironment
    var file: ConfigurationFile
    private(set) var book = ScheduleBook()
    private var names: [String: SourceSpan] = [:]
    /// Where each rule stands, to be looked at when all of them are read.
    var isFull = false

    private init(environment: ScheduleEnvironment, file: ConfigurationFile) {
        self.environment = environment
        self.file = file
    }

    /// Reads files, in the order of their names.
    /// - Returns: What is usable, and everything that is wrong.
    package static func read(
        _ files: [(file: String, text: String)], in environment: ScheduleEnvironment
    ) -> (book: ScheduleBook, diagnostics: Diagnostics) {
        var reader = ScheduleReader(environment: environment, file: ConfigurationFile("", file: ""))
        var diagnostics = Diagnostics()
        for file in files {
            reader.file = ConfigurationFile(file.text, file: file.file)
            if let root = reader.file.root { reader.read(root) }
            diagnostics.add(contentsOf: reader.file.diagnostics)
        }
        reader.book.schedules.sort { $0.name < $1.name }
        return (reader.book, diagnostics)
    }

    private mutating func read(_ root: YAMLNode) {
        file.allow(ScheduleForms.document.names, in: root, as: "a file of schedules")
        for node in file.items("schedules", in: root) {
            guard let name = name("schedule", of: node), var schedule = schedule(name, node) else { continue }
            schedule.place = place(of: name)
            book.schedules.append(schedule)
        }
        for node in file.items("entries", in: root) {
            guard let name = name("entry", of: node), var entry = entry(name, node) else { continue }
            entry.place = place(of: name)
            book.entries.append(entry)
        }
    }

    /// The file and line of a name.
    private func place(of name: String) -> String? { names[name].map { "\($0.file):\($0.start.line)" } }

    /// The name of a schedule or entry, which no other has.
    private mutating func name(_ key: String, of node: YAMLNode) -> String? {
        guard let name = file.text(key, in: node) else { return nil }
        let span = node[key]?.span ?? node.span
        guard !name.isEmpty, name.utf8.count <= 64,
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
        else {
            file.report(
                "\"\(name)\" is no name", at: span,
                help: "write letters, digits and hyphens, 64 at the most, as in ccg-assurance-round")
            return nil
        }
        if let first = names[name] {
            file.report(
                "the name \(name) is taken by the one at \(first.file):\(first.start.line)", at: span,
                help: "names are unique among all schedules and entries of a project")
            return nil
        }
        names[name] = span
        guard names.count <= WaymarkSchedules.Limits.entriesMax else {
            if !isFull {
                file.report(
                    "a project has at most \(WaymarkSchedules.Limits.entriesMax) schedules and entries", at: span)
            }
            isFull = true
            return nil
        }
        return name
    }

    // MARK: - Values

    /// One of a few words; the first of them where none is said.
    mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ key: String, in node: YAMLNode, _ fallback: Choice
    ) -> Choice {
        guard let value = node[key] else { return fallback }
        guard let choice = value.scalar.flatMap({ Choice(rawValue: $0.text) }) else {
            let known = Choice.allCases.map(\.rawValue)
            let near = value.scalar.flatMap { Nearest.word(to: $0.text, among: known) }
            file.report(
                "`\(key)` is one of \(known.joined(separator: ", "))", at: value.span,
                help: near.map { "did you mean `\($0)`?" })
            return fallback
        }
        return choice
    }

    /// Text that need not be there.
    mutating func optionalText(_ key: String, in node: YAMLNode) -> String? {
        node[key] == nil ? nil : file.text(key, in: node)
    }

    /// Whether something is so; false where it is not said.
    mutating func flag(_ key: String, in node: YAMLNode) -> Bool {
        guard let value = node[key] else { return false }
        guard case .bool(let flag)? = value.scalar?.resolved else {
            file.report("`\(key)` is true or false", at: value.span)
            return false
        }
        return flag
    }
}
