/// The order of values.
enum Ordering {
    /// -1, 0 or 1 for values that have an order, 2 for numbers that have none (not a number); nil for others.
    static func compare(_ left: Value, _ right: Value) -> Int? {
        switch (left, right) {
        case (.bool(let left), .bool(let right)): order(left ? 1 : 0, right ? 1 : 0)
        case (.string(let left), .string(let right)): orderText(left, right)
        case (.bytes(let left), .bytes(let right)):
            left.lexicographicallyPrecedes(right) ? -1 : left == right ? 0 : 1
        case (.timestamp(let left), .timestamp(let right)): order(left, right)
        case (.duration(let left), .duration(let right)): order(left, right)
        default: compareNumbers(left, right)
        }
    }

    /// As ``compare(_:_:)`` for numbers of any types; nil when one is not a number.
    static func compareNumbers(_ left: Value, _ right: Value) -> Int? {
        switch (left, right) {
        case (.int(let left), .int(let right)): order(left, right)
        case (.uint(let left), .uint(let right)): order(left, right)
        case (.double(let left), .double(let right)): orderDoubles(left, right)
        case (.int(let left), .uint(let right)): left < 0 ? -1 : order(UInt64(left), right)
        case (.uint(let left), .int(let right)): right < 0 ? 1 : order(left, UInt64(right))
        case (.int(let left), .double(let right)): orderMixed(left, right)
        case (.double(let left), .int(let right)): orderMixed(right, left).map { abs($0) == 1 ? -$0 : $0 }
        case (.uint(let left), .double(let right)): orderMixed(left, right)
        case (.double(let left), .uint(let right)): orderMixed(right, left).map { abs($0) == 1 ? -$0 : $0 }
        default: nil
        }
    }

    private static func order<Item: Comparable>(_ left: Item, _ right: Item) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }

    /// Text is ordered by its Unicode scalars, not by the rules of a language; that is the order of its UTF-8.
    private static func orderText(_ left: String, _ right: String) -> Int {
        if left.isSame(as: right) { return 0 }
        return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
    }

    private static func orderDoubles(_ left: Double, _ right: Double) -> Int {
        left < right ? -1 : left == right ? 0 : left > right ? 1 : 2
    }

    /// A whole number and a floating-point one are compared as floating-point numbers, as the language's suite asks.
    private static func orderMixed<Whole: FixedWidthInteger>(_ left: Whole, _ right: Double) -> Int? {
        orderDoubles(Double(left), right)
    }

    /// The places of values in their order; equal ones keep theirs.
    /// - Throws: when two values have no order between them.
    static func sortedPlaces(
        _ values: [Value], by enumeration: EnumerationType? = nil
    ) throws(EvaluationFailure) -> [Int] {
        var keys = values
        if let enumeration {
            keys = []
            for value in values { keys.append(.int(try EnumerationOrder.rank(value, enumeration))) }
        }
        if let first = keys.first {
            for key in keys {
                guard let order = compare(key, first), order != 2 else {
                    throw EvaluationFailure("\(key.typeName) and \(first.typeName) have no order between them")
                }
            }
        }
        return keys.indices.sorted { left, right in
            let order = compare(keys[left], keys[right]) ?? 0
            return order == 0 ? left < right : order == -1
        }
    }
}
