/// How much there is of a value.
enum Weight {
    /// Takes the number of values inside a value from a budget, and stops when nothing is left.
    static func subtract(_ value: Value, from remaining: inout Int) {
        switch value {
        case .list(let items):
            remaining -= 1
            for item in items {
                guard remaining >= 0 else { return }
                subtract(item, from: &remaining)
            }
        case .map(let map):
            remaining -= 1
            for entry in map {
                guard remaining >= 0 else { return }
                remaining -= 1
                subtract(entry.value, from: &remaining)
            }
        case .optional(let inner?):
            remaining -= 1
            subtract(inner, from: &remaining)
        default: remaining -= 1
        }
    }
}

extension Value {
    /// How many bytes, items or entries the value itself has.
    var breadth: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        case .list(let items): items.count
        case .map(let map): map.count
        default: 0
        }
    }

    /// Whether a map may have it as a key.
    var isKey: Bool {
        switch self {
        case .bool, .int, .uint, .string: true
        default: false
        }
    }
}
