/// Escapes, and classes in brackets.
extension PatternParser {
    mutating func escape(ignoresCase: Bool) throws(EvaluationFailure) -> PatternPart {
        if let set = try classEscape() {
            return .set(
                set.categories.isEmpty
                    ? set : PatternSet(ranges: [], categories: set.categories, ignoresCase: ignoresCase))
        }
        switch peek() {
        case "A": return try assertion(.textStart)
        case "z": return try assertion(.textEnd)
        case "b": return try assertion(.wordBoundary)
        case "B": return try assertion(.noWordBoundary)
        default: return literal(try character(), ignoresCase: ignoresCase)
        }
    }

    private mutating func assertion(_ assertion: PatternAssertion) throws(EvaluationFailure) -> PatternPart {
        _ = try next()
        return .assertion(assertion)
    }

    private mutating func classEscape() throws(EvaluationFailure) -> PatternSet? {
        guard let scalar = peek() else { throw fault("ends with a backslash") }
        let set: PatternSet
        switch scalar {
        case "d", "D": set = .digit
        case "s", "S": set = .space
        case "w", "W": set = .word
        case "p", "P":
            _ = try next()
            return PatternSet(ranges: [], categories: [try category(isNegated: scalar == "P")])
        default: return nil
        }
        _ = try next()
        return set.negated(["D", "S", "W"].contains(scalar))
    }

    /// The category of `\\pL` or `\\p{Lu}`; scripts such as Greek are not known.
    private mutating func category(isNegated: Bool) throws(EvaluationFailure) -> PatternCategory {
        var name = ""
        var isNegated = isNegated
        if take("{") {
            if take("^") { isNegated.toggle() }
            while peek() != "}", name.utf8.count < 16 { name.unicodeScalars.append(try next()) }
            guard take("}") else { throw fault("has a Unicode class that is not closed") }
        } else {
            name.unicodeScalars.append(try next())
        }
        guard let category = PatternCategory(name, isNegated: isNegated) else {
            throw fault("has the Unicode class \(name), which is not known here")
        }
        return category
    }

    /// A character that is written with a backslash, which has been read.
    private mutating func character() throws(EvaluationFailure) -> Unicode.Scalar {
        let scalar = try next()
        switch scalar {
        case "a": return "\u{07}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{0B}"
        case "x": return try hexadecimal()
        case "0"..."7": return try octal(scalar)
        default:
            guard scalar.isASCII, !PatternSet.word.contains(scalar) else {
                throw fault("has the escape `\\\(scalar)`, which is not known here")
            }
            return scalar
        }
    }

    private mutating func hexadecimal() throws(EvaluationFailure) -> Unicode.Scalar {
        var digits = ""
        if take("{") {
            while peek() != "}", digits.utf8.count < 8 { digits.unicodeScalars.append(try next()) }
            guard take("}") else { throw fault("has a bad escape `\\x`") }
        } else {
            digits.unicodeScalars.append(try next())
            digits.unicodeScalars.append(try next())
        }
        guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
            throw fault("has a bad escape `\\x`")
        }
        return scalar
    }

    private mutating func octal(_ first: Unicode.Scalar) throws(EvaluationFailure) -> Unicode.Scalar {
        var value = first.value - 48
        var count = 1
        while let scalar = peek(), ("0"..."7").contains(scalar), count < 3 {
            value = value * 8 + scalar.value - 48
            count += 1
            _ = try next()
        }
        guard first == "0" || count == 3, let scalar = Unicode.Scalar(value) else {
            throw fault("refers back to a group, which is not known here")
        }
        return scalar
    }

    // MARK: - Brackets

    mutating func bracket(ignoresCase: Bool) throws(EvaluationFailure) -> PatternSet {
        var content = BracketContent()
        let isNegated = take("^")
        var isFirst = true
        while isFirst || peek() != "]" {
            isFirst = false
            guard peek() != nil else { throw fault("has a `[` that is not closed") }
            if take("[:") {
                content.ranges += try named()
            } else {
                try item(into: &content)
            }
        }
        _ = try next()
        return PatternSet(
            ranges: content.ranges, categories: content.categories, isNegated: isNegated, ignoresCase: ignoresCase)
    }

    /// What stands in brackets.
    private struct BracketContent {
        var ranges: [ClosedRange<UInt32>] = []
        var categories: [PatternCategory] = []
    }

    private mutating func item(into content: inout BracketContent) throws(EvaluationFailure) {
        if peek() == "\\" {
            _ = try next()
            if let inner = try classEscape() {
                content.ranges += inner.plainRanges
                content.categories += inner.categories
                return
            }
            return try range(from: try character(), into: &content)
        }
        try range(from: try next(), into: &content)
    }

    private mutating func range(
        from low: Unicode.Scalar, into content: inout BracketContent
    ) throws(EvaluationFailure) {
        guard peek() == "-", let after = peek(1), after != "]" else {
            content.ranges.append(low.value...low.value)
            return
        }
        _ = try next()
        var high = try next()
        if high == "\\" { high = try character() }
        guard low <= high else { throw fault("has a range from `\(low)` back to `\(high)`") }
        content.ranges.append(low.value...high.value)
    }

    private static let names: [String: [ClosedRange<UInt32>]] = [
        "alnum": [48...57, 65...90, 97...122], "alpha": [65...90, 97...122], "ascii": [0...127],
        "blank": [9...9, 32...32], "cntrl": [0...31, 127...127], "digit": [48...57], "graph": [33...126],
        "lower": [97...122], "print": [32...126], "punct": [33...47, 58...64, 91...96, 123...126],
        "space": [9...13, 32...32], "upper": [65...90], "word": PatternSet.word.ranges,
        "xdigit": [48...57, 65...70, 97...102],
    ]

    private mutating func named() throws(EvaluationFailure) -> [ClosedRange<UInt32>] {
        let isNegated = take("^")
        var name = ""
        while let scalar = peek(), scalar != ":" { name.unicodeScalars.append(try next()) }
        guard take(":]"), let ranges = Self.names[name] else { throw fault("has a class that is not known here") }
        return PatternSet(ranges: ranges, isNegated: isNegated).plainRanges
    }
}
