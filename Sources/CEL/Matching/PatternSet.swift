/// Characters that a pattern admits at one place.
struct PatternSet: Sendable {
    /// Ranges in order, none touching another, so that one is found quickly.
    private(set) var ranges: [ClosedRange<UInt32>]
    /// Unicode categories that belong to it, and those of which everything else does.
    private(set) var categories: [PatternCategory] = []
    var isNegated = false
    var ignoresCase = false
    /// Which of the first 128 characters it admits, negation and case included.
    private var ascii: (low: UInt64, high: UInt64) = (0, 0)

    init(
        ranges: [ClosedRange<UInt32>], categories: [PatternCategory] = [], isNegated: Bool = false,
        ignoresCase: Bool = false
    ) {
        self.ranges = Self.joined(ranges)
        self.categories = categories
        self.isNegated = isNegated
        self.ignoresCase = ignoresCase
        for value: UInt32 in 0..<128 {
            guard let scalar = Unicode.Scalar(value), admits(PatternCharacter(scalar, foldsCase: ignoresCase)) else {
                continue
            }
            if value < 64 { ascii.low |= 1 << UInt64(value) } else { ascii.high |= 1 << UInt64(value - 64) }
        }
    }

    static let digit = PatternSet(ranges: [48...57])
    static let space = PatternSet(ranges: [9...10, 12...13, 32...32])
    static let word = PatternSet(ranges: [48...57, 65...90, 95...95, 97...122])
    static let any = PatternSet(ranges: [], isNegated: true)
    static let notNewline = PatternSet(ranges: [10...10], isNegated: true)

    /// The same characters, or all but them.
    func negated(_ isNegated: Bool) -> PatternSet {
        PatternSet(ranges: ranges, categories: categories, isNegated: isNegated, ignoresCase: ignoresCase)
    }

    func contains(_ character: PatternCharacter) -> Bool {
        let value = character.scalar.value
        if value < 64 { return ascii.low & (1 << UInt64(value)) != 0 }
        if value < 128 { return ascii.high & (1 << UInt64(value - 64)) != 0 }
        return admits(character)
    }

    /// Whether a character of an expression's own syntax is in it.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        contains(PatternCharacter(scalar, foldsCase: ignoresCase))
    }

    private func admits(_ character: PatternCharacter) -> Bool {
        var isIn =
            covers(character.scalar.value)
            || categories.contains { $0.contains(character, ignoresCase: ignoresCase) }
        if !isIn, ignoresCase { isIn = character.otherCases.contains { covers($0.value) } }
        return isIn != isNegated
    }

    private func covers(_ value: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= value
    }

    private static func joined(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var joined: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, range.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return joined
    }

    /// The ranges of a set that is written inside another, without its negation.
    var plainRanges: [ClosedRange<UInt32>] {
        guard isNegated else { return ranges }
        var rest: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { rest.append(next...range.lowerBound - 1) }
            next = max(next, range.upperBound + 1)
        }
        if next <= 0x10FFFF { rest.append(next...0x10FFFF) }
        return rest
    }
}
