/// Whole numbers of days with how often each came, and what can be said of them.
package struct Spread: Sendable, Hashable {
    private let counts: [(days: Int, count: Int)]
    /// How many there are.
    package let count: Int

    /// Describes how often each number came.
    package init(_ counts: [Int: Int]) {
        self.counts = counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        count = counts.values.reduce(0, +)
    }

    /// All of them added up.
    package var sum: Int { counts.reduce(0) { $0 + $1.days * $1.count } }

    /// Their mean; 0 when there are none.
    package var mean: Double { count == 0 ? 0 : Double(sum) / Double(count) }

    /// The least number that at least this share of them does not exceed; nil when there are none.
    package func percentile(_ share: Double) -> Int? {
        var seen = 0
        for (days, number) in counts {
            seen += number
            if Double(seen) >= share * Double(count) { return days }
        }
        return counts.last?.days
    }

    package static func == (left: Spread, right: Spread) -> Bool {
        left.counts.elementsEqual(right.counts) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) {
        for (days, number) in counts {
            hasher.combine(days)
            hasher.combine(number)
        }
    }
}

/// A share with what chance leaves open: Wilson's interval at 95 % (Wilson, 1927).
package struct Share: Sendable, Hashable {
    /// How many of how many.
    package let part: Int
    /// Of how many.
    package let whole: Int

    /// Describes a share.
    package init(_ part: Int, of whole: Int) {
        self.part = part
        self.whole = whole
    }

    /// The share; nil of nothing.
    package var value: Double? { whole == 0 ? nil : Double(part) / Double(whole) }

    /// Between what the true share lies, 19 times of 20, if the cases were independent.
    package var interval: (low: Double, high: Double) {
        guard let share = value else { return (0, 1) }
        let deviation = 1.959_963_984_540_054
        let square = deviation * deviation
        let count = Double(whole)
        let middle = (share + square / (2 * count)) / (1 + square / count)
        let half =
            deviation * (share * (1 - share) / count + square / (4 * count * count)).squareRoot() / (1 + square / count)
        // At the ends the interval touches them; rounding must not leave it beside.
        return (part == 0 ? 0 : max(0, middle - half), part == whole ? 1 : min(1, middle + half))
    }
}
