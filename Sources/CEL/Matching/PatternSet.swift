/// Characters that a pattern admits at one place.
struct PatternSet: Sendable {
    var ranges: [ClosedRange<UInt32>]
    var isNegated = false
    var ignoresCase = false

    static let digit = PatternSet(ranges: [48...57])
    static let space = PatternSet(ranges: [9...10, 12...13, 32...32])
    static let word = PatternSet(ranges: [48...57, 65...90, 95...95, 97...122])
    static let any = PatternSet(ranges: [], isNegated: true)
    static let notNewline = PatternSet(ranges: [10...10], isNegated: true)

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        var isIn = covers(scalar)
        if !isIn, ignoresCase {
            isIn = Self.otherCases(of: scalar).contains(where: covers)
        }
        return isIn != isNegated
    }

    private func covers(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) }
    }

    /// The ranges of a set that is written inside another, without its negation.
    var plainRanges: [ClosedRange<UInt32>] {
        guard isNegated else { return ranges }
        var rest: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { rest.append(next...range.lowerBound - 1) }
            next = max(next, range.upperBound + 1)
        }
        if next <= 0x10FFFF { rest.append(next...0x10FFFF) }
        return rest
    }

    static func otherCases(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let properties = scalar.properties
        return [properties.lowercaseMapping, properties.uppercaseMapping].compactMap { mapping in
            let scalars = mapping.unicodeScalars
            return scalars.count == 1 && scalars.first != scalar ? scalars.first : nil
        }
    }
}
