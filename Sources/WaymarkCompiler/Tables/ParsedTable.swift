import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// A decision table as its text says it, with the types of its columns and its cells still to be read.
struct ParsedTable {
    /// The columns and the policy; no rows yet.
    var table: DecisionTable
    /// Where its name stands.
    var span: SourceSpan
    /// The cells of each row, as many as there are columns.
    var rows: [[YAMLNode]] = []
    /// The cells of the default, one for each output.
    var fallback: [YAMLNode]?
    /// Whether everything about it could be read, so that judging it as a whole makes sense.
    var isWhole = true

    var columns: [FieldSchema] { table.inputs.fields + table.outputs.fields }
}
