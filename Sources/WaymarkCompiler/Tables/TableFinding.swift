/// What the proof of a decision table found.
enum TableFinding: Hashable {
    /// No row answers an input; when not certain, whether one does is decided by expressions.
    case gap(TableExample, isCertain: Bool)
    /// Two rows answer an input, which the policy does not allow or in different ways; rows count from 0.
    case overlap(first: Int, second: Int, TableExample, isCertain: Bool)
    /// No input reaches a row: its own tests let none pass, or other rows take them all.
    case neverFires(row: Int, isEmpty: Bool)
    /// The rows answer everything, so that the default is never used.
    case defaultNeverUsed
    /// The table is too large to be judged within the bound.
    case tooLarge
}

/// An input of a table, as its author would write it.
struct TableExample: Hashable, CustomStringConvertible {
    /// The columns and their values; those in which every value does are left out.
    var parts: [(name: String, value: String)]

    var description: String {
        parts.isEmpty ? "any input" : parts.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
    }

    static func == (left: TableExample, right: TableExample) -> Bool { left.description == right.description }

    func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
