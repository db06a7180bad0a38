/// The word that was probably meant.
package enum Nearest {
    /// The nearest of some words, if one is near enough; the first of equals.
    package static func word(to word: String, among words: some Sequence<String>) -> String? {
        let length = word.count
        let limit = max(1, min(3, length / 3))
        let scalars = Array(word.unicodeScalars)
        var best: (word: String, distance: Int)?
        for candidate in words where abs(candidate.count - length) <= limit && candidate != word {
            let bound = min(limit, (best?.distance ?? Int.max) - 1)
            if let distance = distance(scalars, Array(candidate.unicodeScalars), atMost: bound) {
                best = (candidate, distance)
            }
        }
        return best?.word
    }

    /// Insertions, deletions, changes and swaps of neighbours between two words; nil when there are more than a bound.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost bound: Int) -> Int? {
        var before: [Int] = []
        var row = Array(0...right.count)
        for (index, scalar) in left.enumerated() {
            var next = row
            next[0] = index + 1
            for (column, other) in right.enumerated() {
                var cost = min(row[column + 1] + 1, next[column] + 1, row[column] + (scalar == other ? 0 : 1))
                if index > 0, column > 0, scalar == right[column - 1], left[index - 1] == other {
                    cost = min(cost, before[column - 1] + 1)
                }
                next[column + 1] = cost
            }
            // A swap goes back two rows, so both must be past the bound.
            guard (row.min() ?? 0) <= bound || (next.min() ?? 0) <= bound else { return nil }
            before = row
            row = next
        }
        return row[right.count] <= bound ? row[right.count] : nil
    }
}
