/// A set of small numbers: rows of a table, or pieces of a column.
struct RowSet: Hashable {
    private var words: [UInt64]

    /// None of so many numbers.
    init(count: Int) {
        words = Array(repeating: 0, count: (count + 63) / 64)
    }

    /// Those of so many numbers for which something holds.
    init(count: Int, where holds: (Int) -> Bool) {
        self.init(count: count)
        for number in 0..<count where holds(number) { insert(number) }
    }

    mutating func insert(_ number: Int) { words[number / 64] |= 1 << UInt64(number % 64) }

    func contains(_ number: Int) -> Bool { words[number / 64] & (1 << UInt64(number % 64)) != 0 }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// The least, if there is one.
    var first: Int? {
        for (index, word) in words.enumerated() where word != 0 { return index * 64 + word.trailingZeroBitCount }
        return nil
    }

    func intersection(_ other: RowSet) -> RowSet {
        var both = self
        for index in words.indices { both.words[index] &= other.words[index] }
        return both
    }

    func intersects(_ other: RowSet) -> Bool {
        zip(words, other.words).contains { $0 & $1 != 0 }
    }

    /// Every number in order.
    var members: [Int] {
        var found: [Int] = []
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                found.append(index * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return found
    }
}
