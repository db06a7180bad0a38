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
        for entry in root["vocabularies"]?.entries ?? [] { vocabularies[entry.key] = Value(of: entry.value) }
        return (vocabularies, reader.diagnostics)
    }
}
