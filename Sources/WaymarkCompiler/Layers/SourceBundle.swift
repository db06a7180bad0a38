package import CEL
import WaymarkDefinition

/// The sources of one workflow: everything that its meaning depends on, read by the caller.
package struct SourceBundle: Sendable {
    /// The file as people name it.
    package var file: String
    /// The text of the workflow.
    package var text: String
    /// Template files beside it, by name.
    package var templates: [String: String]
    /// The vocabularies that it is compiled with, by name.
    package var vocabularies: [String: Value]

    /// Collects sources.
    package init(
        file: String, text: String, templates: [String: String] = [:], vocabularies: [String: Value] = [:]
    ) {
        self.file = file
        self.text = text
        self.templates = templates
        self.vocabularies = vocabularies
    }

    /// The sources as one canonical text: what is hashed, and what the store keeps.
    package var bytes: [UInt8] {
        func map(_ values: [String: Value]) -> Value {
            .map(MapValue(values.sorted { $0.key < $1.key }.map { (.string($0.key), $0.value) }))
        }
        return JSONText.bytes(
            of: .map(
                MapValue([
                    (.string("file"), .string(file)), (.string("text"), .string(text)),
                    (.string("templates"), map(templates.mapValues { .string($0) })),
                    (.string("vocabularies"), map(vocabularies)),
                ])))
    }

    /// Reads the canonical text back.
    /// - Throws: `JSONParser.Failure` or `FieldFailure` when it is not one.
    package init(bytes: [UInt8]) throws {
        let value = try JSONParser.parse(bytes)
        guard let file = value["file"]?.text, let text = value["text"]?.text else {
            throw FieldFailure(message: "the sources of a definition cannot be read")
        }
        func entries(_ value: Value?) -> [(String, Value)] {
            guard case .map(let map)? = value else { return [] }
            return map.entries.compactMap { key, value in key.text.map { ($0, value) } }
        }
        let templates = entries(value["templates"]).compactMap { key, value in value.text.map { (key, $0) } }
        self.init(
            file: file, text: text, templates: Dictionary(templates, uniquingKeysWith: { first, _ in first }),
            vocabularies: Dictionary(entries(value["vocabularies"]), uniquingKeysWith: { first, _ in first }))
    }
}
