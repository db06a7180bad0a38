package import CEL

extension CellTest {
    /// Whether a value passes.
    ///
    /// A value that is missing passes only where nothing is asked, where the cell says `null`, and under `not`.
    /// - Parameters:
    ///   - value: In the form of the column's type.
    ///   - type: The column's type.
    ///   - scope: Where the expressions of the cell take their values from.
    /// - Returns: Whether it passes.
    /// - Throws: `EvaluationFailure` when an expression of the cell has no value.
    package func holds(
        for value: Value, of type: FieldType, in scope: some Activation
    ) throws(EvaluationFailure) -> Bool {
        switch self {
        case .anything: return true
        case .oneOf(let tests):
            for test in tests where try test.holds(for: value, of: type, in: scope) { return true }
            return false
        case .not(let test): return try !test.holds(for: value, of: type, in: scope)
        case .equals(let operand): return value.equals(try operand.value(of: type, in: scope))
        case .compares(let comparison, let operand):
            let other = try operand.value(of: type, in: scope)
            guard comparison.needsOrder else { return comparison.holds(value.equals(other) ? 0 : 1) }
            return type.order(of: value, other).map(comparison.holds) ?? false
        case .within(let range):
            guard let low = type.order(of: value, try range.low.value(of: type, in: scope)),
                let high = type.order(of: value, try range.high.value(of: type, in: scope))
            else { return false }
            return (low > 0 || (low == 0 && range.includesLow)) && (high < 0 || (high == 0 && range.includesHigh))
        case .condition(let expression):
            guard case .bool(let flag) = try expression.evaluate(scope) else {
                throw EvaluationFailure("expected true or false from `\(expression.source)`")
            }
            return flag
        }
    }
}

extension CellOperand {
    fileprivate func value(of type: FieldType, in scope: some Activation) throws(EvaluationFailure) -> Value {
        switch self {
        case .constant(let value): return value
        case .expression(let expression):
            let value = try expression.evaluate(scope)
            do {
                return try type.normalised(value)
            } catch {
                throw EvaluationFailure("`\(expression.source)` does not fit its column: \(error.message)")
            }
        }
    }
}

extension FieldType {
    /// Whether values of this type have an order among themselves.
    package var isOrdered: Bool {
        switch self {
        case .integer, .number, .boolean, .date, .instant, .choice, .text: true
        default: false
        }
    }

    /// Less than, equal to or more than 0 as the first of two values stands before, with or behind the second.
    ///
    /// `values`: In the form of this type; nil when they have no order.
    package func order(of left: Value, _ right: Value) -> Int? {
        switch (self, left, right) {
        case (.choice(let type), .string(let left), .string(let right)):
            guard let left = type.values.firstIndex(of: left), let right = type.values.firstIndex(of: right) else {
                return nil
            }
            return left - right
        case (_, .int(let left), .int(let right)): return left < right ? -1 : left == right ? 0 : 1
        case (_, .double(let left), .double(let right)):
            return left < right ? -1 : left == right ? 0 : left > right ? 1 : nil
        case (_, .bool(let left), .bool(let right)): return (left ? 1 : 0) - (right ? 1 : 0)
        case (_, .timestamp(let left), .timestamp(let right)): return left < right ? -1 : left == right ? 0 : 1
        // Dates are text whose order is that of the days.
        case (.date, .string(let left), .string(let right)), (.text, .string(let left), .string(let right)):
            if left.utf8.elementsEqual(right.utf8) { return 0 }
            return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
        default: return nil
        }
    }
}
