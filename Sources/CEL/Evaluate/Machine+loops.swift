/// Macros that go through a list or a map.
extension Machine {
    mutating func run(_ loop: Code.Loop, _ code: Code) throws(EvaluationFailure) -> Value {
        let range = try Range(try value(of: loop.range), loop.range)
        switch loop.form {
        case .all: return .bool(try decide(loop, range, stopping: false))
        case .exists: return .bool(try decide(loop, range, stopping: true))
        case .existsOne:
            var count = 0
            for place in 0..<range.count where try test(loop.body, loop, range, place) { count += 1 }
            return .bool(count == 1)
        case .filter:
            var kept: [Value] = []
            for place in 0..<range.count where try test(loop.body, loop, range, place) {
                kept.append(range.item(place))
            }
            return .list(kept)
        case .map, .transformList: return .list(try values(of: loop, range).map(\.value))
        case .transformMap: return .map(MapValue(try values(of: loop, range)))
        case .transformMapEntry: return .map(try merged(loop, range))
        case .sortBy: return try sorted(loop, range, code)
        }
    }

    /// What a macro goes through: items with their places, or values with their keys.
    private struct Range {
        private var keys: [Value]?
        private var values: [Value]

        init(_ value: Value, _ code: Code) throws(EvaluationFailure) {
            switch value {
            case .list(let items): values = items
            case .map(let map):
                keys = map.keys
                values = map.values
            default: throw EvaluationFailure("\(value.typeName) cannot be gone through", at: code)
            }
        }

        var count: Int { values.count }

        func key(_ place: Int) -> Value { keys?[place] ?? .int(Int64(place)) }

        func value(_ place: Int) -> Value { values[place] }

        /// What a macro with one name sees: the item of a list, the key of a map.
        func item(_ place: Int) -> Value { keys?[place] ?? values[place] }
    }

    private mutating func assign(_ loop: Code.Loop, _ range: Range, _ place: Int) {
        if loop.slots.count == 1 {
            slots[loop.slots[0]] = range.item(place)
        } else {
            slots[loop.slots[0]] = range.key(place)
            slots[loop.slots[1]] = range.value(place)
        }
    }

    private mutating func test(
        _ condition: Code, _ loop: Code.Loop, _ range: Range, _ place: Int
    ) throws(EvaluationFailure) -> Bool {
        assign(loop, range, place)
        return try truth(of: condition)
    }

    /// `all` and `exists` give an answer when one item decides it, even if others cannot be evaluated.
    private mutating func decide(
        _ loop: Code.Loop, _ range: Range, stopping: Bool
    ) throws(EvaluationFailure) -> Bool {
        var failure: EvaluationFailure?
        for place in 0..<range.count {
            do throws(EvaluationFailure) {
                if try test(loop.body, loop, range, place) == stopping { return stopping }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return !stopping
    }

    private mutating func values(
        of loop: Code.Loop, _ range: Range
    ) throws(EvaluationFailure) -> [(key: Value, value: Value)] {
        var pairs: [(key: Value, value: Value)] = []
        pairs.reserveCapacity(loop.condition == nil ? range.count : 0)
        for place in 0..<range.count {
            if let condition = loop.condition, try !test(condition, loop, range, place) { continue }
            assign(loop, range, place)
            let value = try value(of: loop.body)
            try chargeContents(of: value, loop.body)
            pairs.append((range.key(place), value))
        }
        return pairs
    }

    /// One map of the entries of many; no key may come twice.
    private mutating func merged(_ loop: Code.Loop, _ range: Range) throws(EvaluationFailure) -> MapValue {
        var merged = MapValue()
        for (_, value) in try values(of: loop, range) {
            guard case .map(let entries) = value else {
                throw EvaluationFailure("expected a map, but found \(value.typeName)", at: loop.body)
            }
            for entry in entries {
                guard Access.entry(of: merged, at: entry.key) == nil else {
                    throw EvaluationFailure("the map has the key \(entry.key.plainText) twice", at: loop.body)
                }
                merged[key: entry.key] = entry.value
            }
        }
        return merged
    }

    private mutating func sorted(_ loop: Code.Loop, _ range: Range, _ code: Code) throws(EvaluationFailure) -> Value {
        let keys = try values(of: loop, range).map(\.value)
        try charge(keys.count, code)
        do {
            let places = try Ordering.sortedPlaces(keys, by: loop.order)
            return .list(places.map(range.item))
        } catch {
            throw error.placed(at: loop.body)
        }
    }
}
