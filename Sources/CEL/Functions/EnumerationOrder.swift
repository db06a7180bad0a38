/// Comparisons that go by the order in which an enumeration lists its words.
enum EnumerationOrder {
    static func comparison(_ operation: Operation, _ type: EnumerationType) -> FunctionDeclaration.Implementation {
        { arguments, _ throws(EvaluationFailure) in
            let left = try rank(arguments[0], type)
            let right = try rank(arguments[1], type)
            return .bool(operation.holds(Int((left - right).signum())))
        }
    }

    static func extreme(_ name: String, _ type: EnumerationType) -> FunctionDeclaration.Implementation {
        { arguments, _ throws(EvaluationFailure) in
            var items = arguments
            if arguments.count == 1, case .list(let list) = arguments[0] { items = list }
            var best: (rank: Int64, value: Value)?
            for item in items {
                let rank = try rank(item, type)
                if let best, name == "max" ? rank <= best.rank : rank >= best.rank { continue }
                best = (rank, item)
            }
            guard let best else { throw EvaluationFailure("\(name) of nothing") }
            return best.value
        }
    }

    static func sort(_ type: EnumerationType) -> FunctionDeclaration.Implementation {
        { arguments, _ throws(EvaluationFailure) in
            guard case .list(let items) = arguments[0] else {
                throw EvaluationFailure("no such overload: sort(\(arguments[0].typeName))")
            }
            return .list(try Ordering.sortedPlaces(items, by: type).map { items[$0] })
        }
    }

    /// The place of a value among the words.
    static func rank(_ value: Value, _ type: EnumerationType) throws(EvaluationFailure) -> Int64 {
        guard case .string(let word) = value, let rank = type.values.firstIndex(of: word) else {
            throw EvaluationFailure("\(value.plainText) is not one of the values of \(type.name)")
        }
        return Int64(rank)
    }
}
