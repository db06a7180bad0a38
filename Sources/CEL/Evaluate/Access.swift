/// Fields of maps, and elements of lists and maps.
enum Access {
    static func select(
        _ field: String, of value: Value, isOptional: Bool, _ code: Code
    ) throws(EvaluationFailure) -> Value {
        switch value {
        case .map(let map):
            let found = map[field]
            if isOptional { return .optional(found) }
            guard let found else { throw EvaluationFailure("there is no `\(field)`: no such key", at: code) }
            return found
        case .optional(let inner):
            guard let inner else { return .optional(nil) }
            return try select(field, of: inner, isOptional: true, code)
        default:
            throw EvaluationFailure("\(value.typeName) has no fields, so `\(field)` cannot be selected", at: code)
        }
    }

    static func has(_ field: String, in value: Value, _ code: Code) throws(EvaluationFailure) -> Bool {
        switch value {
        case .map(let map): return map[field] != nil
        case .optional(let inner):
            guard let inner else { return false }
            return try has(field, in: inner, code)
        default: throw EvaluationFailure("\(value.typeName) has no fields", at: code)
        }
    }

    static func index(
        _ value: Value, _ index: Value, isOptional: Bool, _ code: Code
    ) throws(EvaluationFailure) -> Value {
        let found: Value?
        switch value {
        case .optional(let inner):
            guard let inner else { return .optional(nil) }
            return try self.index(inner, index, isOptional: true, code)
        case .list(let items):
            guard let place = index.wholeNumber else {
                throw EvaluationFailure("a list is indexed by a whole number, not by \(index.typeName)", at: code)
            }
            found = items.indices.contains(place) ? items[place] : nil
        case .map(let map):
            guard index.isKey || index.wholeNumber != nil || isNumber(index) else {
                throw EvaluationFailure("a map's key cannot be \(index.typeName)", at: code)
            }
            found = entry(of: map, at: index)
        default: throw EvaluationFailure("\(value.typeName) cannot be indexed", at: code)
        }
        if isOptional { return .optional(found) }
        guard let found else {
            let what = if case .list = value { "index out of range" } else { "no such key" }
            throw EvaluationFailure("\(what): \(index.plainText)", at: code)
        }
        return found
    }

    /// The value under a key; a number finds an equal number of another type.
    static func entry(of map: MapValue, at key: Value) -> Value? {
        switch key {
        case .string(let name): return map[name]
        case .bool: return map[key: key]
        case .int(let number):
            if let found = map[key: key] { return found }
            return number >= 0 ? map[key: .uint(UInt64(number))] : nil
        case .uint(let number):
            if let found = map[key: key] { return found }
            return Int64(exactly: number).flatMap { map[key: .int($0)] }
        case .double(let number):
            if let whole = Int64(exactly: number) { return entry(of: map, at: .int(whole)) }
            return UInt64(exactly: number).flatMap { map[key: .uint($0)] }
        default: return nil
        }
    }

    private static func isNumber(_ value: Value) -> Bool {
        if case .double = value { true } else { false }
    }
}

extension Value {
    /// The language's name of the value's type.
    package var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .list: "list"
        case .map: "map"
        case .type: "type"
        case .optional: "optional_type"
        }
    }

    /// A number without a fraction, of any type, that can be a place in a list.
    var wholeNumber: Int? {
        switch self {
        case .int(let number): Int(exactly: number)
        case .uint(let number): Int(exactly: number)
        case .double(let number): Int(exactly: number)
        default: nil
        }
    }

    /// The value in messages.
    var plainText: String {
        switch self {
        case .string(let text): "\"\(text.prefix(80))\""
        case .int(let number): "\(number)"
        case .uint(let number): "\(number)"
        case .double(let number): NumberText.shortest(number)
        case .bool(let flag): "\(flag)"
        default: typeName
        }
    }
}
