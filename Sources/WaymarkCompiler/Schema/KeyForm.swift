package import CEL

/// The keys that a map in a file may have: what its reader takes, and what editors are told of them.
///
/// One table serves both, so that an editor never offers what a reader refuses, nor the reverse.
package struct KeyForm: Sendable {
    /// A key, and what may stand under it.
    package typealias Key = (name: String, node: SchemaNode)

    /// What the map is.
    package let summary: String
    /// The keys, in the order in which people are told of them, each with what may stand under it.
    package let keys: [Key]
    /// Those that must be there.
    package let required: [String]
    /// Whether there may be others, whose names only the project knows.
    package let isOpen: Bool
    private let rules: [(String, Value)]

    /// Describes a map.
    ///
    /// `rules`: What is said of the keys together, as members of the schema.
    package init(
        _ summary: String, _ keys: [Key], required: [String] = [], isOpen: Bool = false,
        rules: [(String, Value)] = []
    ) {
        self.summary = summary
        self.keys = keys
        self.required = required
        self.isOpen = isOpen
        self.rules = rules
    }

    /// The names of the keys.
    package var names: [String] { keys.map(\.name) }

    /// The schema of the map.
    package var node: SchemaNode {
        var node = SchemaNode.object(summary, keys.map { ($0.name, $0.node) }, required: required)
        if isOpen { node["additionalProperties"] = .bool(true) }
        node.members += rules
        return node
    }

    /// Exactly one of some keys stands in the map.
    package static func oneOf(_ names: [String]) -> (String, Value) { ("oneOf", needs(names)) }

    /// One or more of some keys stand in the map.
    package static func anyOf(_ names: [String]) -> (String, Value) { ("anyOf", needs(names)) }

    /// One key needs another beside it.
    package static func together(_ name: String, with other: String) -> (String, Value) {
        ("dependentRequired", SchemaNode([(name, .list([.string(other)]))]).value)
    }

    private static func needs(_ names: [String]) -> Value {
        .list(names.map { SchemaNode([("required", .list([.string($0)]))]).value })
    }
}

extension KeyForm {
    /// The JSON Schema (2020-12) of a file whose document has one of some forms, laid out for reading.
    package static func schema(_ title: String, _ forms: [KeyForm]) -> String {
        schema(title, forms.count == 1 ? forms[0].node : .anyOf(forms.map(\.node)))
    }

    /// The JSON Schema (2020-12) of a file, laid out for reading.
    package static func schema(_ title: String, _ document: SchemaNode) -> String {
        var schema = document
        schema.members.insert(("$schema", .string("https://json-schema.org/draft/2020-12/schema")), at: 0)
        schema.members.insert(("title", .string(title)), at: 1)
        return PrettyJSON.text(of: schema.value) + "\n"
    }
}
