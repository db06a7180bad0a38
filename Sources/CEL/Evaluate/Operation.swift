/// An operator with two operands.
enum Operation: String, Hashable, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contains = "in"
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"

    var isComparison: Bool {
        switch self {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
        default: false
        }
    }

    /// Whether an ordering, as ``Ordering/compare(_:_:)`` gives it, satisfies `<`, `<=`, `>` or `>=`.
    func holds(_ order: Int) -> Bool {
        switch self {
        case .less: order == -1
        case .lessOrEqual: order == -1 || order == 0
        case .greater: order == 1
        case .greaterOrEqual: order == 0 || order == 1
        default: false
        }
    }
}
