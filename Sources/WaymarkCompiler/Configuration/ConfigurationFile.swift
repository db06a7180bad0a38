import WaymarkDiagnostics
import WaymarkYAML

/// A file of the configuration being read: its faults, each at its place.
struct ConfigurationFile {
    private(set) var diagnostics: Diagnostics
    let file: String
    let root: YAMLNode?

    init(_ text: String, file: String) {
        self.file = file
        (root, diagnostics) = YAMLReader.read(text, file: file, limits: .data)
    }

    mutating func add(_ diagnostic: Diagnostic) { diagnostics.add(diagnostic) }

    mutating func report(_ message: String, at span: SourceSpan, help: String? = nil) {
        diagnostics.add(Diagnostic(.badConfiguration, at: span, message, help: help))
    }

    /// The text under a key; reported when it is missing.
    mutating func text(_ key: String, in node: YAMLNode) -> String? {
        guard let value = node[key] else {
            report("`\(key)` is missing", at: node.span, help: "add \(key):")
            return nil
        }
        guard let scalar = value.scalar else {
            report("`\(key)` is text", at: value.span)
            return nil
        }
        return scalar.text
    }

    /// The items under a key; none when there is no such key.
    mutating func items(_ key: String, in node: YAMLNode?) -> [YAMLNode] {
        guard let value = node?[key] else { return [] }
        guard let items = value.items else {
            report("`\(key)` is a list", at: value.span)
            return []
        }
        return items
    }

    /// Reports keys that have no meaning.
    mutating func allow(_ keys: [String], in node: YAMLNode, as what: String) {
        for entry in node.entries ?? [] where !keys.contains(entry.key) {
            report(
                "`\(entry.key)` has no meaning in \(what)", at: entry.keySpan,
                help: Nearest.word(to: entry.key, among: keys).map { "did you mean `\($0)`?" } ?? "there are: "
                    + keys.joined(separator: ", "))
        }
    }
}
