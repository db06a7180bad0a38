import CEL
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// The rows of the tables, and what is proven of them.
extension WorkflowChecker {
    /// Every table of the header with its rows, each judged as a whole.
    mutating func lowerTables() -> [String: DecisionTable] {
        var tables: [String: DecisionTable] = [:]
        for (index, read) in parsedTables.enumerated() {
            let scope = scope(ofTable: index)
            var isWhole = read.isWhole
            var table = read.table
            for cells in read.rows {
                if let row = row(cells, of: table, scope) { table.rows.append(row) } else { isWhole = false }
            }
            if let cells = read.fallback {
                table.fallback = answers(cells[...], of: table, scope)
                if table.fallback == nil { isWhole = false }
            }
            // What was published has been proven then.
            if isWhole, !environment.isTrusted { report(TableProof.findings(in: table), of: table, read) }
            tables[table.name] = table
        }
        return tables
    }

    private mutating func row(_ cells: [YAMLNode], of table: DecisionTable, _ scope: [Int]) -> DecisionTable.Row? {
        let columns = table.inputs.fields
        // Every cell is read, so that all that is wrong is reported.
        let tests = zip(cells, columns).map { test($0, of: $1, scope: scope) }
        let answers = answers(cells[columns.count...], of: table, scope)
        guard let answers, !tests.contains(where: { $0 == nil }) else { return nil }
        return DecisionTable.Row(tests: tests.compactMap { $0 }, answers: answers)
    }

    private mutating func answers(
        _ cells: ArraySlice<YAMLNode>, of table: DecisionTable, _ scope: [Int]
    ) -> [ValueTemplate]? {
        let answers = zip(cells, table.outputs.fields).map { answer($0, of: $1, scope: scope) }
        let found = answers.compactMap { $0 }
        return found.count == answers.count ? found : nil
    }

    /// The scope of the expressions of a table: its inputs, and what a case knows whatever step it is at.
    ///
    /// Returns its key among the environments, which no loops have.
    private mutating func scope(ofTable index: Int) -> [Int] {
        let key = [-2 - index]
        var variables = caseVariables
        for column in parsedTables[index].table.inputs.fields { variables[column.name] = column.type.celType }
        scopes[key] = ExpressionScope(
            Environment(variables: variables, functions: HostFunctions.all, abstractTypes: HostFunctions.types))
        return key
    }

    // MARK: - Reporting

    private mutating func report(_ findings: [TableFinding], of table: DecisionTable, _ read: ParsedTable) {
        for finding in findings {
            switch finding {
            case .gap(let example, true):
                report(
                    .tableGap, at: read.span, "no row of `\(table.name)` answers \(example)",
                    help: "add a row for it, or a default")
            case .gap(let example, false):
                report(
                    .tableNotProven, .warning, at: read.span,
                    "whether a row of `\(table.name)` answers \(example) rests on an expression, so it is not proven",
                    help: "add a default, or write the cells as values, ranges and comparisons")
            case .overlap(let first, let second, let example, let isCertain):
                reportOverlap(first, second, example, isCertain: isCertain, of: table, read)
            case .neverFires(let row, let isEmpty):
                report(
                    .idleRow, .warning, at: read.rows[row][0].span,
                    isEmpty
                        ? "row \(row + 1) of `\(table.name)` never fires: no value passes its tests"
                        : "row \(row + 1) of `\(table.name)` never fires: other rows answer all that it asks for",
                    help: "leave it out, or mend the tests")
            case .defaultNeverUsed:
                report(
                    .idleRow, .warning, at: read.fallback?.first?.span ?? read.span,
                    "the default of `\(table.name)` is never used: its rows answer everything", help: "leave it out")
            case .tooLarge:
                report(
                    .tableNotProven, .warning, at: read.span,
                    "`\(table.name)` is too large to be proven: \(Limits.tableProofStepsMax) pieces were looked at",
                    help: "decide a part of it in a table of its own")
            }
        }
    }

    private mutating func reportOverlap(
        _ first: Int, _ second: Int, _ example: TableExample, isCertain: Bool, of table: DecisionTable,
        _ read: ParsedTable
    ) {
        let rows = "rows \(first + 1) and \(second + 1) of `\(table.name)`"
        let help: String
        let message: String
        switch table.hit {
        case .unique:
            message = "\(rows) both answer \(example), but one row at most may"
            help = "make their tests exclude each other, or choose another policy, such as hit: first"
        case .priority:
            message = "\(rows) answer \(example) differently and with the same priority"
            help = "make their tests exclude each other"
        default:
            message = "\(rows) answer \(example) differently"
            help = "make their tests exclude each other, or their answers the same"
        }
        let place = read.rows[second][0].span
        let notes = [Diagnostic.Note("row \(first + 1) is here", at: read.rows[first][0].span)]
        let diagnostic =
            isCertain
            ? Diagnostic(.tableOverlap, at: place, message, help: help, notes: notes)
            : Diagnostic(
                .tableNotProven, .warning, at: place, "it is not proven that this cannot be: " + message, help: help,
                notes: notes)
        diagnostics.add(diagnostic)
    }
}
