package import CEL
package import WaymarkDiagnostics
package import WaymarkYAML

/// Reads a file of values under names, in YAML or JSON.
package enum ValuesReader {
    /// The values by name, in order; nil when the file is not a map or cannot be read.
    package static func read(_ text: String, file: String) -> (values: MapValue?, diagnostics: Diagnostics) {
        var reader = ConfigurationFile(text, file: file)
        guard let root = reader.root else { return (nil, reader.diagnostics) }
        guard let entries = root.entries else {
            reader.report("a file of values is a map", at: root.span, help: "write name: value")
            return (nil, reader.diagnostics)
        }
        return (MapValue(entries.map { (.string($0.key), Value(of: $0.value)) }), reader.diagnostics)
    }
}

extension Value {
    /// The value that a node says, without expressions.
    package init(of node: YAMLNode) {
        switch node.content {
        case .sequence(let items): self = .list(items.map(Value.init(of:)))
        case .mapping(let entries): self = .map(MapValue(entries.map { (.string($0.key), Value(of: $0.value)) }))
        case .scalar(let scalar):
            switch scalar.resolved {
            case .null: self = .null
            case .bool(let flag): self = .bool(flag)
            case .int(let number): self = .int(number)
            case .double(let number): self = .double(number)
            case .string(let text): self = .string(text)
            }
        }
    }
}
