package import Foundation
import WaymarkDiagnostics
import WaymarkYAML

/// The control-flow patterns: a project of small workflows, and a list that says which of them is which.
package struct PatternBook: Sendable {
    /// Where the project stands in the repository.
    package static let place = "Tests/Fixtures/patterns"
    /// The project's folder.
    package let folder: URL
    /// The patterns in the order of the list.
    package let patterns: [Pattern]

    /// Reads the list.
    /// - Parameter root: The folder of the repository.
    /// - Throws: ``PatternFault`` when it has faults.
    package init(root: URL) throws {
        folder = root.appending(path: Self.place)
        let text = try String(contentsOf: folder.appending(path: "patterns.yaml"), encoding: .utf8)
        let (document, diagnostics) = YAMLReader.read(text, file: "patterns.yaml")
        guard let items = document?["patterns"]?.items else {
            throw PatternFault("patterns.yaml: \(diagnostics.sorted.map(\.message).joined(separator: "; "))")
        }
        patterns = try items.map { try Self.pattern($0) }
    }

    /// The text of a file of the project.
    package func text(_ file: String) throws -> String {
        try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    }

    // MARK: - Reading

    private static func pattern(_ node: YAMLNode) throws -> Pattern {
        guard case .int(let number)? = node["number"]?.scalar?.resolved else { throw fault("number", node) }
        return Pattern(
            number: Int(number), name: try text("name", node), folder: try text("folder", node),
            keys: try texts("with", node), explanation: try text("how", node), shownSteps: try texts("steps", node),
            removals: try items("without", node).map { removal in
                Pattern.Removal(
                    words: try text("says", removal),
                    changes: try items("change", removal).map { change in
                        guard let pair = change.items?.compactMap(\.text), pair.count == 2 else {
                            throw fault("change", removal)
                        }
                        return (pair[0], pair[1])
                    })
            })
    }

    private static func text(_ key: String, _ node: YAMLNode) throws -> String {
        guard let text = node[key]?.text else { throw fault(key, node) }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func texts(_ key: String, _ node: YAMLNode) throws -> [String] {
        try items(key, node).map { item in
            guard let text = item.text else { throw fault(key, node) }
            return text
        }
    }

    private static func items(_ key: String, _ node: YAMLNode) throws -> [YAMLNode] {
        guard let items = node[key]?.items, !items.isEmpty else { throw fault(key, node) }
        return items
    }

    private static func fault(_ key: String, _ node: YAMLNode) -> PatternFault {
        PatternFault("patterns.yaml:\(node.span.start.line): expected `\(key)` as the other patterns have it")
    }
}
