/// Something of a workflow that scenarios can show at work.
package struct CoverageItem: Hashable, Sendable {
    /// What is counted.
    package enum Kind: String, Sendable, CaseIterable {
        /// A step that was entered.
        case step
        /// A way out of a step that was taken.
        case route
        /// A row of a decision table, or its default, that gave an answer.
        case row
        /// A moment on which something happened by itself.
        case deadline
    }

    /// What is counted.
    package var kind: Kind
    /// The step, or the table.
    package var step: String
    /// Which of its routes, rows or deadlines; empty for the step itself.
    package var name = ""

    /// A route of a step.
    static func route(_ step: String, _ name: String) -> CoverageItem {
        CoverageItem(kind: .route, step: step, name: name)
    }

    /// A row of a table, from 1; nil for its default.
    static func row(_ table: String, _ number: Int?) -> CoverageItem {
        CoverageItem(kind: .row, step: table, name: number.map { "row \($0)" } ?? "the default")
    }

    /// A deadline of a step.
    static func deadline(_ step: String, _ name: String) -> CoverageItem {
        CoverageItem(kind: .deadline, step: step, name: name)
    }
}

/// The names of routes and deadlines that are no outcomes.
enum CoverageName {
    static let skipped = "skipped"
    static let again = "again"
    static let noBranch = "no branch"
    static let otherwise = "otherwise"
    static let answeredLate = "answered late"
    static let keptLate = "kept when late"
    static let due = "due"
    static let timeout = "timeout"
    static let wait = "wait"

    static let counted = "votes count when time is up"
    static let added = "an item is added"
    static let closed = "it closes"
    static let undone = "undone"

    static func won(_ branch: String) -> String { "\(branch) wins" }
    static func caught(_ number: Int) -> String { "failure \(number) is caught" }
    static func branch(_ number: Int) -> String { "branch \(number)" }
    static func reminder(_ number: Int) -> String { "reminder \(number)" }
    static func rung(_ number: Int) -> String { "rung \(number)" }
}
