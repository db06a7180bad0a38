import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// The page on every step kind of a build, from the declarations of its plugins.
struct StepKindReference {
    private let registry: PluginRegistry

    init(_ registry: PluginRegistry) {
        self.registry = registry
    }

    /// The page in Markdown.
    var text: String {
        var text = """
            # Step kinds

            Every step kind of this build, by family. This page is written by `waymark reference steps`.

            """
        for plugin in registry.plugins {
            text += "\n## \(plugin.name)\n\n\(plugin.summary)\n"
            for kind in plugin.kinds.sorted(by: { $0.name < $1.name }) { text += section(on: kind) }
        }
        return text
    }

    private func section(on kind: AnyStepKind) -> String {
        var text = "\n### \(kind.name)\n\n\(kind.summary) (\(kind.sort.rawValue))\n"
        let outcomes = kind.outcomes(literals: MapValue([]))
        text += "\nEnds with: \(outcomes.map { "`\($0.name)` – \($0.summary)" }.joined(separator: " "))\n"
        text += table("with", kind.parameters)
        text += table("form", kind.form)
        return text + table("outputs", kind.outputs)
    }

    private func table(_ title: String, _ schema: RecordSchema) -> String {
        guard !schema.fields.isEmpty else { return "" }
        let rows = schema.fields.map { field in
            let type = field.typedBy.map { "the type that `\($0)` names" } ?? field.type.title
            let marks = [field.isRequired ? nil : "optional", field.isLiteral ? "constant" : nil].compactMap { $0 }
            return "| `\(field.name)` | \(type) | \(marks.joined(separator: ", ")) | \(field.summary) |\n"
        }
        return "\n| \(title) | type | | |\n| --- | --- | --- | --- |\n" + rows.joined()
    }
}
