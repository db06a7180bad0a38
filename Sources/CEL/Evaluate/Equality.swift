/// The language's equality: numbers are equal across their types, lists and maps by their contents.
///
/// It counts what it compares and stops when its budget is used up; the caller charges for it.
struct Equality {
    private let budget: Int
    private(set) var used = 0

    init(budget: Int) {
        self.budget = budget
    }

    /// Whether `==`, `!=` or `in` holds; nil when the operands do not suit it.
    mutating func holds(_ operation: Operation, _ left: Value, _ right: Value) -> Bool? {
        switch operation {
        case .equal: return equal(left, right)
        case .notEqual: return !equal(left, right)
        default: return contains(right, left)
        }
    }

    private mutating func contains(_ container: Value, _ item: Value) -> Bool? {
        switch container {
        case .list(let items):
            for candidate in items where equal(candidate, item) { return true }
            return false
        case .map(let map): return Access.entry(of: map, at: item) != nil
        default: return nil
        }
    }

    mutating func equal(_ left: Value, _ right: Value) -> Bool {
        used += 1
        guard used <= budget else { return false }
        switch (left, right) {
        case (.int(let left), .int(let right)): return left == right
        case (.string(let left), .string(let right)):
            used += left.utf8.count / 64
            return left.isSame(as: right)
        case (.list(let left), .list(let right)):
            guard left.count == right.count else { return false }
            for place in left.indices where !equal(left[place], right[place]) { return false }
            return true
        case (.map(let left), .map(let right)):
            guard left.count == right.count else { return false }
            for entry in left {
                guard let other = Access.entry(of: right, at: entry.key), equal(entry.value, other) else {
                    return false
                }
            }
            return true
        case (.optional(nil), .optional(nil)): return true
        case (.optional(let left?), .optional(let right?)): return equal(left, right)
        case (.bool(let left), .bool(let right)): return left == right
        case (.bytes(let left), .bytes(let right)): return left == right
        case (.timestamp(let left), .timestamp(let right)): return left == right
        case (.duration(let left), .duration(let right)): return left == right
        case (.type(let left), .type(let right)): return left == right
        case (.null, .null): return true
        default: return Ordering.compareNumbers(left, right) == 0
        }
    }
}

extension Value {
    /// The language's own equality: numbers are equal across their types, lists and maps by their contents.
    package func equals(_ other: Value) -> Bool {
        var equality = Equality(budget: .max)
        return equality.equal(self, other)
    }
}

extension String {
    /// Whether both have the same characters; Swift's `==` holds for different ones that look the same, too.
    func isSame(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let same = utf8.withContiguousStorageIfAvailable { own in
            other.utf8.withContiguousStorageIfAvailable { own.elementsEqual($0) }
        }
        // Texts that do not lie in one piece come from outside Swift; they are compared byte by byte.
        return same.flatMap { $0 } ?? utf8.elementsEqual(other.utf8)
    }
}
