/// A regular expression of `matches`, translated; it is found in time that grows only with the text and the pattern.
///
/// It knows the syntax of RE2 without Unicode classes: literals, `.`, classes, groups, `|`, repetitions, anchors, word
/// boundaries, and the flags i, s and m. What it does not know is refused.
struct Pattern: Sendable {
    private let program: [PatternInstruction]

    /// Translates a pattern.
    /// - Throws: what is wrong with it.
    init(_ text: String) throws(EvaluationFailure) {
        var parser = try PatternParser(text)
        var compiler = PatternCompiler()
        program = try compiler.program(for: try parser.pattern())
    }

    /// Steps that a search of a text may take at most.
    func cost(of text: String) -> Int {
        1 + program.count * (text.utf8.count + 1) / 32
    }

    /// Whether the pattern is found anywhere in a text.
    func matches(_ text: String) -> Bool {
        var search = PatternSearch(program)
        return search.isFound(in: text.unicodeScalars)
    }
}

/// A step of a translated pattern.
enum PatternInstruction: Sendable {
    case scalar(Unicode.Scalar)
    case set(PatternSet)
    case assertion(PatternAssertion)
    case split(Int, Int)
    case jump(Int)
    case found
}

/// A place in a text that a pattern asks for.
enum PatternAssertion: Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary

    func holds(between before: Unicode.Scalar?, and after: Unicode.Scalar?) -> Bool {
        switch self {
        case .textStart: before == nil
        case .textEnd: after == nil
        case .lineStart: before == nil || before == "\n"
        case .lineEnd: after == nil || after == "\n"
        case .wordBoundary: isWord(before) != isWord(after)
        case .noWordBoundary: isWord(before) == isWord(after)
        }
    }

    private func isWord(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map(PatternSet.word.contains) ?? false
    }
}

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
