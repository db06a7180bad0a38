package import CEL
package import WaymarkDiagnostics
import WaymarkYAML

/// Reads vocabularies: closed lists that workflows name.
package enum VocabularyReader {
    /// Reads the vocabularies of a file, by name.
    package static func read(_ text: String, file: String) -> (vocabularies: [String: Value], diagnostics: Diagnostics)
    {
        var reader = ConfigurationFile(text, file: file)
        guard let root = reader.root else { return ([:], reader.diagnostics) }
        reader.allow(["vocabularies"], in: root, as: "a file of vocabularies")
        var vocabularies: [String: Value] = [:]
        for entry in root["vocabularies"]?.entries ?? [] { vocabularies[entry.key] = value(entry.value) }
        return (vocabularies, reader.diagnostics)
    }

    private static func value(_ node: YAMLNode) -> Value {
        switch node.content {
        case .sequence(let items): return .list(items.map(value))
        case .mapping(let entries): return .map(MapValue(entries.map { (.string($0.key), value($0.value)) }))
        case .scalar(let scalar):
            switch scalar.resolved {
            case .null: return .null
            case .bool(let flag): return .bool(flag)
            case .int(let number): return .int(number)
            case .double(let number): return .double(number)
            case .string(let text): return .string(text)
            }
        }
    }
}
