import CEL
import WaymarkDefinition

/// Judges a decision table: whether some row answers every input, and whether rows contradict each other.
///
/// Each input is cut into pieces of which every test holds wholly or not at all, so the table becomes a finite one.
/// Overlaps are found pair by pair. Gaps are found column by column: what matters behind a column is only which rows
/// still fit, so each such set is looked at once. That set may be one of very many, so the work is counted and bounded;
/// within the bound the verdict is exact for tests without expressions, and honest about the others.
struct TableProof {
    private let table: DecisionTable
    private let axes: [TableAxis]
    /// The pieces that each cell lets pass, by row and column; all of them where an expression decides.
    private let cells: [[RowSet]]
    /// The rows of which no expression decides whether they fire.
    private let decided: RowSet
    /// The rows that each piece of a column fits.
    private let fitting: [[RowSet]]
    /// The rows that ask nothing of this column and of those behind it.
    private let open: [RowSet]
    private var stepsLeft: Int

    private struct TooLarge: Error {}

    private init(_ table: DecisionTable, stepsMax: Int) {
        self.table = table
        stepsLeft = stepsMax
        let columns = table.inputs.fields
        let axes = columns.indices.map { index in
            TableAxis(column: columns[index], tests: table.rows.map { $0.tests[index] })
        }
        var decided = RowSet(count: table.rows.count) { _ in true }
        var cells: [[RowSet]] = []
        var undecided: Set<Int> = []
        for (row, tests) in table.rows.map(\.tests).enumerated() {
            cells.append(
                columns.indices.map { column in
                    if let pieces = axes[column].pieces(tests[column], of: columns[column]) { return pieces }
                    undecided.insert(row)
                    return RowSet(count: axes[column].samples.count) { _ in true }
                })
        }
        decided = RowSet(count: table.rows.count) { !undecided.contains($0) }
        fitting = axes.indices.map { column in
            axes[column].samples.indices.map { piece in
                RowSet(count: cells.count) { cells[$0][column].contains(piece) }
            }
        }
        let whole = axes.map { axis in RowSet(count: axis.samples.count) { _ in true } }
        open = axes.indices.map { column in
            RowSet(count: cells.count) { row in (column..<axes.count).allSatisfy { cells[row][$0] == whole[$0] } }
        }
        self.axes = axes
        self.cells = cells
        self.decided = decided
    }

    /// Everything found, gaps first, then row by row.
    /// - Complexity: At most `stepsMax` pieces for gaps, and the square of the rows for overlaps.
    static func findings(in table: DecisionTable, stepsMax: Int = Limits.tableProofStepsMax) -> [TableFinding] {
        var proof = TableProof(table, stepsMax: stepsMax)
        var found = proof.overlaps()
        do {
            found = try proof.gaps() + proof.idleRows() + found
        } catch {
            found.insert(.tooLarge, at: 0)
        }
        return found
    }

    // MARK: - Gaps

    private mutating func gaps() throws(TooLarge) -> [TableFinding] {
        let whole = axes.map { axis in RowSet(count: axis.samples.count) { _ in true } }
        let everyRow = RowSet(count: cells.count) { _ in true }
        if table.fallback != nil {
            return try uncovered(by: decided, in: whole) == nil ? [.defaultNeverUsed] : []
        }
        guard !table.hit.answersNothing else { return [] }
        if let gap = try uncovered(by: everyRow, in: whole) { return [.gap(example(gap), isCertain: true)] }
        guard decided != everyRow, let gap = try uncovered(by: decided, in: whole) else { return [] }
        return [.gap(example(gap), isCertain: false)]
    }

    /// A piece of each column, within a box, that none of some rows fits; nil when they cover the box.
    private mutating func uncovered(by rows: RowSet, in box: [RowSet]) throws(TooLarge) -> [Int]? {
        var covered: [Set<RowSet>] = Array(repeating: [], count: axes.count)
        return try uncovered(by: rows, in: box, from: 0, &covered)
    }

    private mutating func uncovered(
        by rows: RowSet, in box: [RowSet], from column: Int, _ covered: inout [Set<RowSet>]
    ) throws(TooLarge) -> [Int]? {
        if rows.isEmpty { return box[column...].map { $0.first ?? 0 } }
        guard column < axes.count, !rows.intersects(open[column]), !covered[column].contains(rows) else { return nil }
        var seen: Set<RowSet> = []
        for piece in box[column].members {
            stepsLeft -= 1
            guard stepsLeft >= 0 else { throw TooLarge() }
            let rest = rows.intersection(fitting[column][piece])
            guard seen.insert(rest).inserted else { continue }
            if let gap = try uncovered(by: rest, in: box, from: column + 1, &covered) { return [piece] + gap }
        }
        covered[column].insert(rows)
        return nil
    }

    // MARK: - Rows that never fire

    private mutating func idleRows() throws(TooLarge) -> [TableFinding] {
        var found: [TableFinding] = []
        for row in cells.indices {
            if cells[row].contains(where: \.isEmpty) {
                found.append(.neverFires(row: row, isEmpty: true))
            } else if let stronger = stronger(than: row), try uncovered(by: stronger, in: cells[row]) == nil {
                found.append(.neverFires(row: row, isEmpty: false))
            }
        }
        return found
    }

    /// The rows that take an input away from a row under the policy; nil when none could.
    private func stronger(than row: Int) -> RowSet? {
        switch table.hit {
        case .first: return RowSet(count: cells.count) { $0 < row && decided.contains($0) }
        case .priority:
            guard let own = constants(of: row).map(table.priority) else { return nil }
            return RowSet(count: cells.count) { other in
                guard decided.contains(other), let priority = constants(of: other).map(table.priority) else {
                    return false
                }
                return priority.lexicographicallyPrecedes(own)
            }
        default: return nil
        }
    }

    private func constants(of row: Int) -> [Value]? {
        let constants = table.rows[row].answers.compactMap(\.constant)
        return constants.count == table.outputs.fields.count ? constants : nil
    }

    // MARK: - Overlaps

    private func overlaps() -> [TableFinding] {
        guard [.unique, .any, .priority].contains(table.hit) else { return [] }
        var found: [TableFinding] = []
        for second in cells.indices {
            for first in 0..<second {
                guard let isConflict = conflict(first, second), let pieces = common(first, second) else { continue }
                let isCertain = isConflict && decided.contains(first) && decided.contains(second)
                found.append(.overlap(first: first, second: second, example(pieces), isCertain: isCertain))
                if found.count == Limits.tableOverlapsMax { return found }
            }
        }
        return found
    }

    /// Whether two rows may not fire together: false when it depends on what expressions give, nil when they may.
    private func conflict(_ first: Int, _ second: Int) -> Bool? {
        if table.hit == .unique { return true }
        guard let left = constants(of: first), let right = constants(of: second) else {
            return table.rows[first].answers.isSame(as: table.rows[second].answers) ? nil : false
        }
        if zip(left, right).allSatisfy({ $0.equals($1) }) { return nil }
        return table.hit == .any || table.priority(of: left) == table.priority(of: right) ? true : nil
    }

    private func common(_ first: Int, _ second: Int) -> [Int]? {
        var pieces: [Int] = []
        for column in axes.indices {
            guard let piece = cells[first][column].intersection(cells[second][column]).first else { return nil }
            pieces.append(piece)
        }
        return pieces
    }

    // MARK: - Examples

    private func example(_ pieces: [Int]) -> TableExample {
        TableExample(
            parts: axes.indices.compactMap { column in
                guard axes[column].samples.count > 1 else { return nil }
                return (table.inputs.fields[column].name, Self.words(axes[column].samples[pieces[column]]))
            })
    }

    private static func words(_ value: Value) -> String {
        switch value {
        case .null: "nothing"
        case .string(""): "\"\""
        case .string(let text) where text.hasPrefix(TableAxis.elseMark): "anything else"
        case .string(let text) where text.hasSuffix(TableAxis.elseMark): "\(text.dropLast())…"
        case .string(let text): text
        case .double(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
        case .bool(let flag): "\(flag)"
        case .int(let number): "\(number)"
        case .timestamp(let stamp): stamp.description
        default: value["label"]?.text ?? value.shortDescription
        }
    }
}

extension [ValueTemplate] {
    /// Whether both give the same for every input, as far as their text tells.
    fileprivate func isSame(as other: [ValueTemplate]) -> Bool {
        zip(self, other).allSatisfy { left, right in
            switch (left, right) {
            case (.constant(let left), .constant(let right)): left.equals(right)
            case (.expression(let left), .expression(let right)): left.source == right.source
            default: false
            }
        }
    }
}
