/// A part of a pattern.
indirect enum PatternPart {
    case empty
    case set(PatternSet)
    case scalar(Unicode.Scalar)
    case assertion(PatternAssertion)
    case sequence([PatternPart])
    case either([PatternPart])
    case repeated(PatternPart, min: Int, max: Int?)
}

/// Reads a pattern; classes and escapes are in `PatternParser+classes.swift`.
struct PatternParser {
    private struct Flags {
        var ignoresCase = false
        var dotIsAny = false
        var isMultiline = false
    }

    private let scalars: [Unicode.Scalar]
    private(set) var position = 0
    private var depth = 0
    private var flags = Flags()
    private var groupNames: Set<String> = []

    init(_ text: String) throws(EvaluationFailure) {
        scalars = Array(text.unicodeScalars)
        guard scalars.count <= Limits.patternLengthMax else {
            throw EvaluationFailure("the pattern is longer than \(Limits.patternLengthMax) characters")
        }
    }

    mutating func pattern() throws(EvaluationFailure) -> PatternPart {
        let part = try alternatives()
        guard peek() == nil else { throw fault("has a `)` that nothing opens") }
        return part
    }

    // MARK: - Reading

    func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        position + offset < scalars.count ? scalars[position + offset] : nil
    }

    mutating func next() throws(EvaluationFailure) -> Unicode.Scalar {
        guard let scalar = peek() else { throw fault("ends too soon") }
        position += 1
        return scalar
    }

    mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard position + wanted.count <= scalars.count,
            scalars[position..<position + wanted.count].elementsEqual(wanted)
        else { return false }
        position += wanted.count
        return true
    }

    func fault(_ what: String) -> EvaluationFailure {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars.prefix(80))
        return EvaluationFailure("the pattern \"\(String(view))\" \(what)")
    }

    // MARK: - Structure

    private mutating func alternatives() throws(EvaluationFailure) -> PatternPart {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Limits.patternDepthMax else { throw fault("nests deeper than \(Limits.patternDepthMax) groups") }
        var choices = [try sequence()]
        while take("|") { choices.append(try sequence()) }
        return choices.count == 1 ? choices[0] : .either(choices)
    }

    private mutating func sequence() throws(EvaluationFailure) -> PatternPart {
        var parts: [PatternPart] = []
        while let scalar = peek(), scalar != "|", scalar != ")" {
            let part = try single()
            parts.append(try repeated(part))
        }
        return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
    }

    private mutating func single() throws(EvaluationFailure) -> PatternPart {
        let scalar = try next()
        switch scalar {
        case "(": return try group()
        case "[": return .set(try bracket(ignoresCase: flags.ignoresCase))
        case ".": return .set(flags.dotIsAny ? .any : .notNewline)
        case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
        case "*", "+", "?": throw fault("repeats nothing with `\(scalar)`")
        case "\\": return try escape(ignoresCase: flags.ignoresCase)
        default: return literal(scalar, ignoresCase: flags.ignoresCase)
        }
    }

    func literal(_ scalar: Unicode.Scalar, ignoresCase: Bool) -> PatternPart {
        let others = PatternCharacter.otherCases(of: scalar)
        guard ignoresCase, !others.isEmpty else { return .scalar(scalar) }
        return .set(PatternSet(ranges: ([scalar] + others).map { $0.value...$0.value }, ignoresCase: true))
    }

    private mutating func group() throws(EvaluationFailure) -> PatternPart {
        let outer = flags
        if take("?") {
            if take("P<") || take("<") {
                try groupName()
            } else if try groupFlags() {
                return .empty
            }
        }
        let part = try alternatives()
        guard take(")") else { throw fault("has a `(` that is not closed") }
        flags = outer
        return part
    }

    private mutating func groupName() throws(EvaluationFailure) {
        if peek() == "=" || peek() == "!" { throw fault("looks behind, which is not known here") }
        var name = String.UnicodeScalarView()
        while true {
            let scalar = try next()
            if scalar == ">" { break }
            guard PatternSet.word.contains(scalar) else { throw fault("has a group with a bad name") }
            name.append(scalar)
        }
        guard !name.isEmpty else { throw fault("has a group with a bad name") }
        guard groupNames.insert(String(name)).inserted else { throw fault("has two groups of one name") }
    }

    /// Reads `i)` or `i:`; true when the flags hold for what follows, without a group of their own.
    private mutating func groupFlags() throws(EvaluationFailure) -> Bool {
        var isOn = true
        while true {
            switch try next() {
            case "i": flags.ignoresCase = isOn
            case "s": flags.dotIsAny = isOn
            case "m": flags.isMultiline = isOn
            case "U": break
            case "-" where isOn: isOn = false
            case ":": return false
            case ")": return true
            case "=", "!": throw fault("looks ahead, which is not known here")
            default: throw fault("has a group or flag that is not known here")
            }
        }
    }

    // MARK: - Repetitions

    private mutating func repeated(_ part: PatternPart) throws(EvaluationFailure) -> PatternPart {
        guard let (low, high) = try bounds() else { return part }
        _ = take("?")
        let end = position
        guard try bounds() == nil else {
            position = end
            throw fault("repeats a repetition; put the first into a group")
        }
        return .repeated(part, min: low, max: high)
    }

    private mutating func bounds() throws(EvaluationFailure) -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard peek() == "{" else { return nil }
        let start = position
        position += 1
        guard let low = try number() else {
            position = start
            return nil
        }
        var high: Int? = low
        if take(",") { high = try number() }
        guard take("}") else {
            position = start
            return nil
        }
        guard low <= high ?? low else { throw fault("repeats at least \(low) and at most \(high ?? 0) times") }
        return (low, high)
    }

    private mutating func number() throws(EvaluationFailure) -> Int? {
        var number: Int?
        while let scalar = peek(), PatternSet.digit.contains(scalar) {
            number = (number ?? 0) * 10 + Int(scalar.value) - 48
            guard let number, number <= Limits.patternRepetitionsMax else {
                throw fault("repeats more than \(Limits.patternRepetitionsMax) times")
            }
            position += 1
        }
        return number
    }
}
