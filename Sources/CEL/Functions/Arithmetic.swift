/// Arithmetic that fails rather than wraps.
enum Arithmetic {
    static let overflow = EvaluationFailure("overflow: the number does not fit 64 bits")

    private static func checked<Number>(_ result: (partialValue: Number, overflow: Bool)) throws(EvaluationFailure)
        -> Number
    {
        guard !result.overflow else { throw overflow }
        return result.partialValue
    }

    /// The value of `+`, `-`, `*`, `/` or `%`; nil when the operands do not suit it.
    static func apply(_ operation: Operation, _ left: Value, _ right: Value) throws(EvaluationFailure) -> Value? {
        switch operation {
        case .add: try add(left, right)
        case .subtract: try subtract(left, right)
        case .multiply: try multiply(left, right)
        case .divide: try divide(left, right)
        case .remainder: try remainder(left, right)
        default: nil
        }
    }

    static func negative(_ value: Value) throws(EvaluationFailure) -> Value {
        switch value {
        case .int(let number): return .int(try checked(Int64(0).subtractingReportingOverflow(number)))
        case .double(let number): return .double(-number)
        case .duration(let length): return .duration(try span(-length.totalNanoseconds))
        default: throw EvaluationFailure("no such overload: -\(value.typeName)")
        }
    }

    static func add(_ left: Value, _ right: Value) throws(EvaluationFailure) -> Value? {
        switch (left, right) {
        case (.int(let left), .int(let right)): return .int(try checked(left.addingReportingOverflow(right)))
        case (.uint(let left), .uint(let right)): return .uint(try checked(left.addingReportingOverflow(right)))
        case (.double(let left), .double(let right)): return .double(left + right)
        case (.string(let left), .string(let right)):
            try limit(left.utf8.count + right.utf8.count)
            return .string(left + right)
        case (.bytes(let left), .bytes(let right)):
            try limit(left.count + right.count)
            return .bytes(left + right)
        case (.list(let left), .list(let right)):
            try limit(left.count + right.count)
            return .list(left + right)
        case (.timestamp(let moment), .duration(let span)), (.duration(let span), .timestamp(let moment)):
            return .timestamp(try shifted(moment, by: span.totalNanoseconds))
        case (.duration(let left), .duration(let right)):
            return .duration(try span(left.totalNanoseconds + right.totalNanoseconds))
        default: return nil
        }
    }

    private static func subtract(_ left: Value, _ right: Value) throws(EvaluationFailure) -> Value? {
        switch (left, right) {
        case (.int(let left), .int(let right)): return .int(try checked(left.subtractingReportingOverflow(right)))
        case (.uint(let left), .uint(let right)): return .uint(try checked(left.subtractingReportingOverflow(right)))
        case (.double(let left), .double(let right)): return .double(left - right)
        case (.timestamp(let left), .timestamp(let right)):
            return .duration(try difference(left, right))
        case (.timestamp(let moment), .duration(let span)):
            return .timestamp(try shifted(moment, by: -span.totalNanoseconds))
        case (.duration(let left), .duration(let right)):
            return .duration(try span(left.totalNanoseconds - right.totalNanoseconds))
        default: return nil
        }
    }

    private static func multiply(_ left: Value, _ right: Value) throws(EvaluationFailure) -> Value? {
        switch (left, right) {
        case (.int(let left), .int(let right)): .int(try checked(left.multipliedReportingOverflow(by: right)))
        case (.uint(let left), .uint(let right)): .uint(try checked(left.multipliedReportingOverflow(by: right)))
        case (.double(let left), .double(let right)): .double(left * right)
        default: nil
        }
    }

    private static func divide(_ left: Value, _ right: Value) throws(EvaluationFailure) -> Value? {
        switch (left, right) {
        case (.int(_), .int(0)), (.uint(_), .uint(0)): throw EvaluationFailure("divide by zero")
        case (.int(let left), .int(let right)): .int(try checked(left.dividedReportingOverflow(by: right)))
        case (.uint(let left), .uint(let right)): .uint(left / right)
        case (.double(let left), .double(let right)): .double(left / right)
        default: nil
        }
    }

    private static func remainder(_ left: Value, _ right: Value) throws(EvaluationFailure) -> Value? {
        switch (left, right) {
        case (.int(_), .int(0)), (.uint(_), .uint(0)): throw EvaluationFailure("modulus by zero")
        case (.int(let left), .int(let right)): .int(try checked(left.remainderReportingOverflow(dividingBy: right)))
        case (.uint(let left), .uint(let right)): .uint(left % right)
        default: nil
        }
    }

    static func limit(_ size: Int) throws(EvaluationFailure) {
        guard size <= Limits.producedSizeMax else {
            throw EvaluationFailure("a value would be larger than \(Limits.producedSizeMax)")
        }
    }

    private static func span(_ total: Int128) throws(EvaluationFailure) -> TimeSpan {
        guard let span = TimeSpan(totalNanoseconds: total) else { throw EvaluationFailure("duration out of range") }
        return span
    }

    /// The span between two moments, which must fit 64 bits of nanoseconds (292 years), as the language's suite asks.
    private static func difference(_ left: Timestamp, _ right: Timestamp) throws(EvaluationFailure) -> TimeSpan {
        let seconds = Int128(left.seconds) - Int128(right.seconds)
        let total = seconds * 1_000_000_000 + Int128(left.nanoseconds) - Int128(right.nanoseconds)
        guard Int64(exactly: total) != nil else { throw EvaluationFailure("duration out of range") }
        return try span(total)
    }

    private static func shifted(_ moment: Timestamp, by nanoseconds: Int128) throws(EvaluationFailure) -> Timestamp {
        let total = Int128(moment.seconds) * 1_000_000_000 + Int128(moment.nanoseconds) + nanoseconds
        var (seconds, rest) = total.quotientAndRemainder(dividingBy: 1_000_000_000)
        if rest < 0 {
            seconds -= 1
            rest += 1_000_000_000
        }
        let result = Timestamp(seconds: Int64(clamping: seconds), nanoseconds: Int32(rest))
        guard result.isInRange else { throw EvaluationFailure("timestamp out of range") }
        return result
    }
}
