import CEL
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// The tables of the header: their columns, their policy, and the shape of their rows.
extension WorkflowChecker {
    /// Reads every table that can be read, so that steps know what it gives; its rows follow with `lowerTables()`.
    mutating func readTables() {
        guard let node = parsed.header["tables"] else { return }
        guard let entries = node.entries else {
            return report(
                .notAMapping, at: node.span, "`tables` is a map",
                help: "write name: { inputs: …, output: …, rows: […] }")
        }
        for entry in entries {
            if let table = readTable(entry) { parsedTables.append(table) }
        }
    }

    private static let tableKeys = ["title", "inputs", "output", "outputs", "hit", "rows", "default"]

    private mutating func readTable(_ entry: YAMLEntry) -> ParsedTable? {
        let node = entry.value
        guard let entries = node.entries else {
            report(
                .notAMapping, at: node.span, "a decision table is a map",
                help: "write { inputs: { name: type }, output: { name: type }, rows: [[test, answer]] }")
            return nil
        }
        for key in entries where !Self.tableKeys.contains(key.key) {
            report(
                .unknownKey, at: key.keySpan, "`\(key.key)` has no meaning in a decision table",
                help: Nearest.word(to: key.key, among: Self.tableKeys).map { "did you mean `\($0)`?" }
                    ?? "there are: " + Self.tableKeys.joined(separator: ", "))
        }
        let inputs = columns(node["inputs"], "inputs", of: entry)
        let outputs = columns(node["output"] ?? node["outputs"], "output", of: entry)
        guard let inputs, let outputs else { return nil }
        let table = DecisionTable(
            name: entry.key, title: node["title"]?.scalar?.text ?? entry.key.replacing("_", with: " "), inputs: inputs,
            outputs: outputs, hit: hitPolicy(node["hit"]))
        var read = ParsedTable(table: table, span: entry.keySpan)
        checkColumns(of: &read, entry)
        checkPolicy(of: &read, at: node["hit"]?.span ?? entry.keySpan)
        readRows(of: &read, node, entry)
        readFallback(of: &read, node["default"])
        return read
    }

    // MARK: - Columns

    private mutating func columns(_ node: YAMLNode?, _ key: String, of table: YAMLEntry) -> RecordSchema? {
        guard let node else {
            report(
                .missingKey, at: table.keySpan, "the table `\(table.key)` needs `\(key)`",
                help: "add \(key): { name: type }")
            return nil
        }
        guard let entries = node.entries, !entries.isEmpty else {
            report(
                .notAMapping, at: node.span, "`\(key)` of a table is a map of names and types",
                help: "write \(key): { name: type }")
            return nil
        }
        var reader = TypeReader(parsed: parsed, file: bundle.file)
        var schema = RecordSchema(name: key)
        for entry in entries {
            var column = FieldSchema(name: entry.key, type: .any)
            if let type = entry.value["type"] {
                column.type = reader.type(type, name: entry.key)
                for detail in entry.value.entries ?? [] { readDetail(detail, into: &column) }
            } else {
                column.type = reader.type(entry.value, name: entry.key)
            }
            schema.fields.append(column)
        }
        diagnostics.add(contentsOf: reader.diagnostics)
        for name in reader.usedTypes { use("type", name) }
        return schema
    }

    private mutating func readDetail(_ detail: YAMLEntry, into column: inout FieldSchema) {
        switch (detail.key, detail.value.scalar?.resolved) {
        case ("type", _): break
        case ("title", let text?): column.summary = if case .string(let words) = text { words } else { column.summary }
        case ("required", .bool(let flag)?): column.isRequired = flag
        case ("required", _):
            report(
                .badValue, at: detail.value.span, "expected true or false", help: "write true or false without quotes")
        default:
            report(
                .unknownKey, at: detail.keySpan, "`\(detail.key)` has no meaning in a column",
                help: "there are: type, required, title")
        }
    }

    /// Names by which expressions reach the case, which no column can have.
    static let scopeNames = ["inputs", "vars", "vocabulary", "subject", "case", "parent", "now", "today", "steps"]

    private mutating func checkColumns(of read: inout ParsedTable, _ entry: YAMLEntry) {
        let inputs = read.table.inputs.fields.map(\.name)
        let outputs = entry.value["output"]?.entries ?? entry.value["outputs"]?.entries ?? []
        for column in (entry.value["inputs"]?.entries ?? []) where Self.scopeNames.contains(column.key) {
            report(
                .badTable, at: column.keySpan,
                "a column cannot be called `\(column.key)`, because expressions use that name",
                help: "give it a name of its own")
            read.isWhole = false
        }
        let taken = inputs + ["outcome", "by", "on_behalf_of", "at", DecisionTable.decidedField]
        for column in outputs where taken.contains(column.key) {
            report(
                .badTable, at: column.keySpan,
                "the output `\(column.key)` has the name of \(inputs.contains(column.key) ? "an input" : "something that every step gives")",
                help: "give it a name of its own")
            read.isWhole = false
        }
        if read.columns.count > Limits.tableColumnsMax {
            report(
                .tableTooLarge, at: entry.keySpan,
                "the table has \(read.columns.count) columns, more than \(Limits.tableColumnsMax)",
                help: "decide a part of it in a table of its own")
            read.isWhole = false
        }
    }

    // MARK: - Policy

    private mutating func hitPolicy(_ node: YAMLNode?) -> HitPolicy {
        guard let node else { return .unique }
        if let entry = node.entries?.first, node.entries?.count == 1, entry.key == "collect" {
            if let aggregation = entry.value.text.flatMap(HitPolicy.Aggregation.init) { return .collect(aggregation) }
            let known = HitPolicy.Aggregation.allCases.map(\.rawValue)
            report(
                .badValue, at: entry.value.span, "`collect` makes one value with \(known.joined(separator: ", "))",
                help: entry.value.text.flatMap { Nearest.word(to: $0, among: known) }.map { "did you mean `\($0)`?" }
                    ?? "or write hit: collect for the list of all answers")
            return .collect(nil)
        }
        if let named = HitPolicy.named.first(where: { $0.name == node.text }) { return named.policy }
        let known = HitPolicy.named.map(\.name)
        report(
            .badValue, at: node.span, "`hit` says what happens when several rows fire",
            help: node.text.flatMap { Nearest.word(to: $0, among: known) }.map { "did you mean `\($0)`?" }
                ?? "it is one of: \(known.joined(separator: ", ")), or { collect: sum }")
        return .unique
    }

    private mutating func checkPolicy(of read: inout ParsedTable, at span: SourceSpan) {
        let outputs = read.table.outputs.fields
        switch read.table.hit {
        case .priority, .outputOrder:
            guard !outputs.contains(where: { if case .choice = $0.type { true } else { false } }) else { return }
            report(
                .badTable, at: span,
                "the policy goes by the order of an output's values, but no output lists its values",
                help: "give an output a one_of type, first what counts most")
        case .collect(let aggregation?) where aggregation != .count:
            guard outputs.count == 1, let type = outputs.first?.type else {
                return report(
                    .badTable, at: span,
                    "`\(aggregation.rawValue)` makes one value, but the table has \(outputs.count) outputs",
                    help: "leave one output, or make a table for each")
            }
            let isNumber = type == .integer || type == .number
            guard aggregation == .sum ? !isNumber : !type.isOrdered else { return }
            report(
                .badTable, at: span, "`\(aggregation.rawValue)` cannot be made of \(type.title)",
                help: aggregation == .sum
                    ? "give the output the type integer or number" : "give the output a type with an order")
        default: return
        }
        read.isWhole = false
    }

    // MARK: - Rows

    private mutating func readRows(of read: inout ParsedTable, _ node: YAMLNode, _ entry: YAMLEntry) {
        guard let rows = node["rows"] else {
            report(
                .missingKey, at: entry.keySpan, "the table `\(entry.key)` needs `rows`",
                help: "add rows: with a list of cells for each")
            read.isWhole = false
            return
        }
        guard let items = rows.items, !items.isEmpty else {
            report(.notAList, at: rows.span, "`rows` is a list of rows", help: "write - [test, answer] for each")
            read.isWhole = false
            return
        }
        if items.count > Limits.tableRowsMax {
            report(
                .tableTooLarge, at: items[Limits.tableRowsMax].span,
                "the table has \(items.count) rows, more than \(Limits.tableRowsMax)",
                help: "decide a part of it in a table of its own")
            read.isWhole = false
            return
        }
        let columns = read.columns
        for (index, item) in items.enumerated() {
            guard let cells = item.items else {
                report(
                    .notAList, at: item.span, "a row is a list of cells",
                    help: "write - [\(columns.map(\.name).joined(separator: ", "))]")
                read.isWhole = false
                continue
            }
            guard cells.count == columns.count else {
                report(
                    .badTable, at: item.span,
                    "row \(index + 1) has \(cells.count) cell\(cells.count == 1 ? "" : "s"), but the table has \(columns.count) columns",
                    help: "they are: \(columns.map(\.name).joined(separator: ", ")); write - where anything goes")
                read.isWhole = false
                continue
            }
            read.rows.append(cells)
        }
    }

    private mutating func readFallback(of read: inout ParsedTable, _ node: YAMLNode?) {
        guard let node else { return }
        let outputs = read.table.outputs.fields
        if read.table.hit == .collect(.count) {
            report(
                .badTable, at: node.span, "`count` answers 0 when no row fires, so a default is never used",
                help: "leave it out")
            read.isWhole = false
            return
        }
        if let items = node.items, items.count == outputs.count {
            read.fallback = items
        } else if let entries = node.entries, entries.count == outputs.count,
            outputs.allSatisfy({ node[$0.name] != nil })
        {
            read.fallback = outputs.compactMap { node[$0.name] }
        } else if node.scalar != nil, outputs.count == 1 {
            read.fallback = [node]
        } else {
            report(
                .badTable, at: node.span, "`default` has one cell for each output",
                help: "write default: [\(outputs.map(\.name).joined(separator: ", "))]")
            read.isWhole = false
        }
    }

    // MARK: - Use

    /// The table that a step decides with, if it could be read.
    func table(of step: ParsedStep) -> DecisionTable? {
        parsedTables.first { $0.table.name == step["decide"]?.text }?.table
    }

    /// A step that decides with a table.
    mutating func decide(_ step: ParsedStep) -> Construct {
        let node = step["decide"] ?? step.node
        let known = (parsed.header["tables"]?.entries ?? []).map(\.key)
        guard let name = node.text, known.contains(name) else {
            let word = node.scalar?.text ?? ""
            let near = Nearest.word(to: word, among: known)
            if let near { use("table", near) }
            report(
                .unknownTable, at: node.span, "there is no table `\(word)`",
                help: near.map { "did you mean `\($0)`?" }
                    ?? (known.isEmpty ? "declare it under `tables`" : "there are: " + known.joined(separator: ", ")))
            for entry in step["with"]?.entries ?? [] { _ = template(entry.value, loops: step.loops, at: step) }
            return .set
        }
        use("table", name)
        guard let table = table(of: step) else { return .set }
        return .decide(table: name, with: given(to: table, by: step))
    }

    private mutating func given(to table: DecisionTable, by step: ParsedStep) -> [NamedTemplate] {
        if let with = step["with"], with.entries == nil {
            report(.notAMapping, at: with.span, "`with` is a map of inputs", help: "write with: { input: value }")
            return []
        }
        let names = table.inputs.fields.map(\.name)
        var given: [NamedTemplate] = []
        var meant: Set<String> = []
        for entry in step["with"]?.entries ?? [] {
            guard let column = table.inputs.field(entry.key) else {
                let near = Nearest.word(to: entry.key, among: names)
                if let near { meant.insert(near) }
                report(
                    .unknownParameter, at: entry.keySpan, "the table `\(table.name)` has no input `\(entry.key)`",
                    help: near.map { "did you mean `\($0)`?" } ?? "it has: " + names.joined(separator: ", "))
                continue
            }
            meant.insert(entry.key)
            let value = template(entry.value, loops: step.loops, at: step)
            checkFits(value, column.type, at: entry.value, what: "the input `\(entry.key)`")
            given.append(NamedTemplate(name: entry.key, value: value))
        }
        for column in table.inputs.fields where column.isRequired && !meant.contains(column.name) {
            report(
                .missingParameter, at: step["decide"]?.span ?? step.span,
                "the table `\(table.name)` needs the input `\(column.name)`: \(column.type.title)",
                help: column.summary.isEmpty ? "add it under `with`" : "add it under `with`: \(column.summary)")
        }
        return given
    }

    mutating func checkTableUse() {
        for entry in parsed.header["tables"]?.entries ?? [] where !isUsed("table", entry.key) {
            report(
                .unused, .warning, at: entry.keySpan, "the table `\(entry.key)` is never used",
                help: "decide with it, or leave it out")
        }
    }
}
