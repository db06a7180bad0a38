package import CEL

/// What a cell of a decision table asks of the value in its column.
package indirect enum CellTest: Sendable {
    /// Nothing: `-`.
    case anything
    /// That one of several tests holds.
    case oneOf([CellTest])
    /// That a test does not hold.
    case not(CellTest)
    /// That it is this value.
    case equals(CellOperand)
    /// That it stands in an order to this value.
    case compares(Comparison, CellOperand)
    /// That it lies between two values.
    case within(CellRange)
    /// That a condition on the inputs and the case holds.
    case condition(CheckedExpression)

    /// How a value may stand to another.
    package enum Comparison: String, Sendable, CaseIterable {
        // Longer ones first, as they are looked for in this order.
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case greater = ">"

        /// Whether it needs an order, not only equality.
        package var needsOrder: Bool { self != .equal && self != .notEqual }

        func holds(_ order: Int) -> Bool {
            switch self {
            case .less: order < 0
            case .lessOrEqual: order <= 0
            case .greater: order > 0
            case .greaterOrEqual: order >= 0
            case .equal: order == 0
            case .notEqual: order != 0
            }
        }
    }
}

/// A value in a cell: the same every time, or worked out.
package enum CellOperand: Sendable {
    /// The same every time, in the form of the column's type.
    case constant(Value)
    /// Worked out when the table is asked.
    case expression(CheckedExpression)
}

/// A stretch of values in a cell: `[1..5]`, `(1..5]`.
package struct CellRange: Sendable {
    /// The lower end.
    package var low: CellOperand
    /// Whether the lower end belongs to it.
    package var includesLow: Bool
    /// The upper end.
    package var high: CellOperand
    /// Whether the upper end belongs to it.
    package var includesHigh: Bool

    /// Describes a stretch.
    package init(low: CellOperand, includesLow: Bool, high: CellOperand, includesHigh: Bool) {
        self.low = low
        self.includesLow = includesLow
        self.high = high
        self.includesHigh = includesHigh
    }
}
