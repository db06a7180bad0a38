import WaymarkDefinition

/// What changes of the rows of a decision table, cell by cell.
struct RowComparison {
    private let old: DecisionTable
    private let new: DecisionTable

    init(_ old: DecisionTable, _ new: DecisionTable) {
        self.old = old
        self.new = new
    }

    /// The changes, in the order of the rows afterwards.
    var changes: [DefinitionDifference.Change] {
        guard old.columns == new.columns else { return wholeRows }
        let (before, after) = (old.cells, new.cells)
        var changes: [DefinitionDifference.Change] = []
        var (start, next) = (0, 0)
        for (from, to) in CommonSequence.pairs(before, after) + [(before.count, after.count)] {
            changes += gap(Array(before[start..<from]), at: start, Array(after[next..<to]), at: next)
            (start, next) = (from + 1, to + 1)
        }
        return joiningMoves(changes)
    }

    /// Tables with other columns have no row in common.
    private var wholeRows: [DefinitionDifference.Change] {
        old.cells.enumerated().map { removed($0.offset, $0.element) }
            + new.cells.enumerated().map { added($0.offset, $0.element) }
    }

    /// Rows between two that stayed: those that share a cell are one row that changed.
    private func gap(
        _ before: [[String]], at start: Int, _ after: [[String]], at next: Int
    ) -> [DefinitionDifference.Change] {
        var changes: [DefinitionDifference.Change] = []
        var taken: Set<Int> = []
        var pairs: [Int: Int] = [:]
        for (place, row) in before.enumerated() {
            let alike = after.enumerated().filter { !taken.contains($0.offset) && shared(row, $0.element) > 0 }
                .max { (shared(row, $0.element), -$0.offset) < (shared(row, $1.element), -$1.offset) }
            guard let alike, alike.element != row else { continue }
            taken.insert(alike.offset)
            pairs[alike.offset] = place
        }
        let kept = Set(pairs.values)
        for (place, row) in before.enumerated() where !kept.contains(place) {
            changes.append(removed(start + place, row))
        }
        for (place, row) in after.enumerated() {
            guard let source = pairs[place] else {
                changes.append(added(next + place, row))
                continue
            }
            changes += cells(before[source], row, at: next + place)
        }
        return changes
    }

    private func shared(_ row: [String], _ other: [String]) -> Int { zip(row, other).count { $0 == $1 } }

    private func cells(_ before: [String], _ after: [String], at place: Int) -> [DefinitionDifference.Change] {
        zip(new.columns, zip(before, after)).filter { $0.1.0 != $0.1.1 }.map { column, cell in
            change(.changed, "row \(place + 1), \(column)", cell.0, cell.1)
        }
    }

    private func added(_ place: Int, _ row: [String]) -> DefinitionDifference.Change {
        change(.added, "row \(place + 1)", nil, row.joined(separator: " | "))
    }

    private func removed(_ place: Int, _ row: [String]) -> DefinitionDifference.Change {
        change(.removed, "row \(place + 1)", row.joined(separator: " | "), nil)
    }

    private func change(
        _ kind: DefinitionDifference.Kind, _ aspect: String, _ old: String?, _ new: String?
    ) -> DefinitionDifference.Change {
        DefinitionDifference.Change(
            kind: kind, subject: .init(sort: .table, name: self.new.name), aspect: aspect, old: old, new: new)
    }

    /// A row that goes in one place and comes in another has moved.
    private func joiningMoves(_ changes: [DefinitionDifference.Change]) -> [DefinitionDifference.Change] {
        var left = changes
        var joined: [DefinitionDifference.Change] = []
        while !left.isEmpty {
            var change = left.removeFirst()
            let text = change.old ?? change.new
            if [.added, .removed].contains(change.kind),
                let place = left.firstIndex(where: {
                    $0.kind == (change.kind == .added ? .removed : .added) && ($0.old ?? $0.new) == text
                })
            {
                let other = left.remove(at: place)
                let (from, to) = change.kind == .removed ? (change, other) : (other, change)
                change = self.change(.moved, to.aspect, "\(from.aspect): \(text ?? "")", "\(to.aspect): \(text ?? "")")
            }
            joined.append(change)
        }
        return joined
    }
}
