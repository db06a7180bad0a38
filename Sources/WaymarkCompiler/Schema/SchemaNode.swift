package import CEL
import WaymarkDefinition

/// A piece of a JSON Schema: members in the order in which they are written.
package struct SchemaNode: Sendable {
    /// The members.
    package var members: [(String, Value)]

    /// Describes a piece.
    package init(_ members: [(String, Value)]) {
        self.members = members
    }

    /// A member, by its name.
    package subscript(name: String) -> Value? {
        get { members.first { $0.0 == name }?.1 }
        set {
            members.removeAll { $0.0 == name }
            if let newValue { members.append((name, newValue)) }
        }
    }

    /// The piece as a value.
    package var value: Value { .map(MapValue(members.map { (.string($0.0), $0.1) })) }

    /// The same with a description.
    package func described(_ text: String) -> SchemaNode {
        var node = self
        node["description"] = .string(text)
        return node
    }

    // MARK: - Forms

    static func reference(_ name: String) -> SchemaNode { SchemaNode([("$ref", .string("#/$defs/\(name)"))]) }

    /// A value of a type.
    package static func type(_ name: String, _ description: String? = nil) -> SchemaNode {
        let node = SchemaNode([("type", .string(name))])
        return description.map { node.described($0) } ?? node
    }

    /// Text of a form.
    package static func pattern(_ pattern: String, _ description: String) -> SchemaNode {
        SchemaNode([
            ("type", .string("string")), ("pattern", .string(pattern)), ("description", .string(description)),
        ])
    }

    /// One of some words.
    package static func words(_ words: [String], _ description: String) -> SchemaNode {
        SchemaNode([("enum", .list(words.map { .string($0) })), ("description", .string(description))])
    }

    /// A list.
    package static func list(of item: SchemaNode, _ description: String, least: Int = 0) -> SchemaNode {
        var node = SchemaNode([
            ("type", .string("array")), ("items", item.value), ("description", .string(description)),
        ])
        if least > 0 { node["minItems"] = .int(Int64(least)) }
        return node
    }

    /// One of several forms.
    package static func anyOf(_ nodes: [SchemaNode], _ description: String? = nil) -> SchemaNode {
        let node = SchemaNode([("anyOf", .list(nodes.map(\.value)))])
        return description.map { node.described($0) } ?? node
    }

    /// An object with these keys and no others.
    package static func object(
        _ description: String, _ properties: [(String, SchemaNode)], required: [String] = []
    ) -> SchemaNode {
        var node = SchemaNode([
            ("type", .string("object")), ("description", .string(description)),
            ("properties", SchemaNode(properties.map { ($0.0, $0.1.value) }).value),
            ("additionalProperties", .bool(false)),
        ])
        if !required.isEmpty { node["required"] = .list(required.map { .string($0) }) }
        return node
    }

    /// An object whose keys its author chooses.
    package static func map(to item: SchemaNode, _ description: String, least: Int = 0) -> SchemaNode {
        var node = SchemaNode([
            ("type", .string("object")), ("additionalProperties", item.value), ("description", .string(description)),
        ])
        if least > 0 { node["minProperties"] = .int(Int64(least)) }
        return node
    }
}

extension SchemaNode {
    /// Text, however it is written: a reader takes a number or a flag by its letters.
    package static let text = SchemaNode([("type", .list(["string", "number", "boolean"].map { .string($0) }))])

    /// The same, with what it means.
    package static func text(_ description: String) -> SchemaNode { text.described(description) }

    /// A condition: an expression, which `true` and `false` are too.
    package static func condition(_ description: String) -> SchemaNode {
        SchemaNode([("type", .list([.string("string"), .string("boolean")]))]).described(description)
    }

    /// A day.
    package static let date = SchemaNode.pattern("^\\d{4}-\\d{2}-\\d{2}$", "A day: 2013-10-31.")

    /// The same, with what it means.
    package static func date(_ description: String) -> SchemaNode { date.described(description) }

    /// A time of day.
    package static func time(_ description: String) -> SchemaNode { .pattern("^\\d{2}:\\d{2}(:\\d{2})?$", description) }
}

/// Writes JSON with a line for each member.
enum PrettyJSON {
    private static func isMap(_ value: Value) -> Bool { if case .map = value { true } else { false } }

    static func text(of value: Value, depth: Int = 0) -> String {
        let indent = String(repeating: "  ", count: depth + 1)
        let close = String(repeating: "  ", count: depth)
        switch value {
        case .map(let map) where map.count > 0:
            let lines = map.entries.map { key, item in
                "\(indent)\(JSONText.string(of: key, style: .plain)): \(text(of: item, depth: depth + 1))"
            }
            return "{\n\(lines.joined(separator: ",\n"))\n\(close)}"
        case .list(let items) where items.contains(where: isMap):
            let lines = items.map { indent + text(of: $0, depth: depth + 1) }
            return "[\n\(lines.joined(separator: ",\n"))\n\(close)]"
        default: return JSONText.string(of: value, style: .plain)
        }
    }
}
