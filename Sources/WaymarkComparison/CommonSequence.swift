/// The longest sequence that two lists have in common.
enum CommonSequence {
    /// Where each of its elements stands in both, in order.
    ///
    /// What both begin and end with is taken first, so that long lists with few changes are quick.
    static func pairs<Element: Hashable>(_ old: [Element], _ new: [Element]) -> [(Int, Int)] {
        var start = 0
        while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
        var end = 0
        while end < min(old.count, new.count) - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
        let inner = middle(Array(old[start..<(old.count - end)]), Array(new[start..<(new.count - end)]))
        return (0..<start).map { ($0, $0) } + inner.map { ($0.0 + start, $0.1 + start) }
            + (0..<end).reversed().map { (old.count - 1 - $0, new.count - 1 - $0) }
    }

    private static func middle<Element: Hashable>(_ old: [Element], _ new: [Element]) -> [(Int, Int)] {
        guard !old.isEmpty, !new.isEmpty else { return [] }
        var lengths = Array(repeating: Array(repeating: 0, count: new.count + 1), count: old.count + 1)
        for i in old.indices.reversed() {
            for j in new.indices.reversed() {
                lengths[i][j] =
                    old[i] == new[j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
            }
        }
        var pairs: [(Int, Int)] = []
        var (i, j) = (0, 0)
        while i < old.count, j < new.count {
            if old[i] == new[j] {
                pairs.append((i, j))
                (i, j) = (i + 1, j + 1)
            } else if lengths[i + 1][j] >= lengths[i][j + 1] {
                i += 1
            } else {
                j += 1
            }
        }
        return pairs
    }
}
