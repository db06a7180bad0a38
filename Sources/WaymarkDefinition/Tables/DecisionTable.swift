package import CEL

/// A decision table: rows of tests on its inputs, each with the answer that it gives.
package struct DecisionTable: Sendable {
    /// One row.
    package struct Row: Sendable {
        /// What it asks of each input, in their order.
        package var tests: [CellTest]
        /// What it answers for each output, in their order.
        package var answers: [ValueTemplate]

        /// Describes a row.
        package init(tests: [CellTest], answers: [ValueTemplate]) {
            self.tests = tests
            self.answers = answers
        }
    }

    /// The name under `tables`.
    package var name: String
    /// What people call it.
    package var title: String
    /// What it is asked about, in the order of the cells.
    package var inputs: RecordSchema
    /// What one row answers, in the order of the cells.
    package var outputs: RecordSchema
    /// What becomes of several rows that fire together.
    package var hit: HitPolicy
    /// The rows, in order; people count them from 1.
    package var rows: [Row]
    /// What it answers when no row fires.
    package var fallback: [ValueTemplate]?

    /// Describes a table.
    package init(
        name: String, title: String, inputs: RecordSchema, outputs: RecordSchema, hit: HitPolicy, rows: [Row] = [],
        fallback: [ValueTemplate]? = nil
    ) {
        self.name = name
        self.title = title
        self.inputs = inputs
        self.outputs = outputs
        self.hit = hit
        self.rows = rows
        self.fallback = fallback
    }

    /// The output under which a step says which rows gave its answer.
    package static let decidedField = "decided"

    /// What a step that decides with it gives: its outputs, and which rows gave them.
    ///
    /// Under a policy that keeps several answers each output is the list of them.
    package var stepOutputs: RecordSchema {
        var schema = RecordSchema(name: name)
        schema.fields = outputs.fields.map { output in
            var field = output
            switch hit {
            case .collect(.count): field.type = .integer
            case _ where hit.givesList: field.type = .list(output.type)
            default: break
            }
            return field
        }
        schema.fields.append(
            FieldSchema(
                name: Self.decidedField, type: .record(explanation),
                summary: "Which rows gave the answer, and for what."))
        return schema
    }

    private var explanation: RecordSchema {
        RecordSchema(
            name: "decided",
            fields: [
                FieldSchema(name: "table", type: .text, summary: "The table."),
                FieldSchema(
                    name: "rows", type: .list(.integer), summary: "The rows that fired, from 1; none for the default."),
                FieldSchema(name: "inputs", type: .record(inputs), summary: "What it was asked about."),
                FieldSchema(name: "because", type: .text, summary: "The same in a sentence."),
            ])
    }

    /// The ranks of a row's answer among the listed values of its outputs: the lesser comes first, from left to right.
    ///
    /// An output without listed values has no say.
    package func priority(of answers: [Value]) -> [Int] {
        zip(outputs.fields, answers).compactMap { field, answer in
            guard case .choice(let type) = field.type, let word = answer.text else { return nil }
            return type.values.firstIndex(of: word) ?? type.values.count
        }
    }
}
