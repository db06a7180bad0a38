extension StandardLibrary {
    /// Lists: extremes, sums, order.
    static let lists: [FunctionDeclaration] = [
        function("min", extremes) { arguments throws(EvaluationFailure) in try extreme("min", arguments, sought: -1) },
        function("max", extremes) { arguments throws(EvaluationFailure) in try extreme("max", arguments, sought: 1) },
        function(
            "sum", [.int, .uint, .double, .duration].map { Overload([.list($0)], $0) }
        ) { arguments throws(EvaluationFailure) in
            guard case .list(let items) = arguments[0] else { return nil }
            guard var total = items.first else { return .int(0) }
            for item in items.dropFirst() {
                guard let next = try Arithmetic.add(total, item) else { return nil }
                total = next
            }
            return total
        },
        function("distinct", [.member([.list(item)], .list(item))]) { arguments throws(EvaluationFailure) in
            guard case .list(let items) = arguments[0] else { return nil }
            return .list(try distinct(items))
        },
        function("flatten", [.member([.list(.list(item))], .list(item))]) { arguments throws(EvaluationFailure) in
            guard case .list(let lists) = arguments[0] else { return nil }
            var items: [Value] = []
            for list in lists {
                guard case .list(let inner) = list else { return nil }
                try limit(items.count + inner.count)
                items += inner
            }
            return .list(items)
        },
        function("sort", [.member([.list(item)], .list(item))]) { arguments throws(EvaluationFailure) in
            guard case .list(let items) = arguments[0] else { return nil }
            return .list(try Ordering.sortedPlaces(items).map { items[$0] })
        },
        function("slice", [.member([.list(item), .int, .int], .list(item))]) { arguments throws(EvaluationFailure) in
            guard case .list(let items) = arguments[0], case .int(let start) = arguments[1],
                case .int(let end) = arguments[2]
            else { return nil }
            guard start >= 0, start <= end, end <= items.count else {
                throw EvaluationFailure("index out of range: \(start) to \(end)")
            }
            return .list(Array(items[Int(start)..<Int(end)]))
        },
    ]

    private static let extremes: [Overload] = [
        Overload([.list(item)], item), Overload([item, item], item, isVariadic: true),
    ]

    private static func extreme(
        _ name: String, _ arguments: [Value], sought: Int
    ) throws(EvaluationFailure) -> Value? {
        var items = arguments
        if arguments.count == 1 {
            guard case .list(let list) = arguments[0] else { return nil }
            items = list
        }
        guard var best = items.first else { throw EvaluationFailure("\(name) of nothing") }
        for item in items.dropFirst() {
            guard let order = Ordering.compare(item, best) else {
                throw EvaluationFailure("\(item.typeName) and \(best.typeName) have no order between them")
            }
            if order == sought { best = item }
        }
        return best
    }

    /// The items without those that came before; numbers and texts are found quickly, others one by one.
    private static func distinct(_ items: [Value]) throws(EvaluationFailure) -> [Value] {
        var kept: [Value] = []
        var seen = MapValue()
        var others: [Value] = []
        var equality = Equality(budget: Limits.evaluationStepsMax)
        for item in items {
            if item.isKey {
                guard Access.entry(of: seen, at: item) == nil else { continue }
                seen[key: item] = .null
            }
            if !item.isKey || !others.isEmpty {
                var isKnown = false
                for other in others where equality.equal(other, item) {
                    isKnown = true
                    break
                }
                guard equality.used <= Limits.evaluationStepsMax else {
                    throw EvaluationFailure("`distinct` takes more than \(Limits.evaluationStepsMax) steps")
                }
                if isKnown { continue }
                if !item.isKey {
                    guard Access.entry(of: seen, at: item) == nil else { continue }
                    others.append(item)
                }
            }
            kept.append(item)
        }
        return kept
    }
}
