import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// Reads types outside the header, with the workflow's own types known.
struct TypeReader {
    private var parser: WorkflowParser

    init(parsed: ParsedWorkflow, file: String) {
        parser = WorkflowParser(file: file, types: parsed.types, extents: parsed.typeExtents)
    }

    var diagnostics: Diagnostics { parser.diagnostics }
    var usedTypes: Set<String> { parser.usedTypes }

    mutating func type(_ node: YAMLNode, name: String) -> FieldType { parser.type(node, name: name) }
}
