/// `format`: a text with clauses such as `%s` and `%.2f` for values.
struct TextFormat {
    private let values: [Value]
    private var used = 0
    private var output = ""

    static func formatted(_ text: String, _ values: [Value]) throws(EvaluationFailure) -> String {
        var format = TextFormat(values: values)
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            if scalar == "%" {
                try format.clause(&scalars)
            } else {
                format.output.unicodeScalars.append(scalar)
            }
        }
        return format.output
    }

    private init(values: [Value]) {
        self.values = values
    }

    private mutating func clause(_ rest: inout Substring.UnicodeScalarView) throws(EvaluationFailure) {
        var precision: Int?
        if rest.first == "." {
            rest.removeFirst()
            let digits = rest.prefix { ("0"..."9").contains($0) }
            rest = rest.dropFirst(digits.count)
            precision = Int(String(digits))
            guard let precision, precision <= Limits.formatPrecisionMax else {
                throw EvaluationFailure("a precision of `format` is a number up to \(Limits.formatPrecisionMax)")
            }
        }
        guard let letter = rest.popFirst() else { throw EvaluationFailure("`format` ends with an open clause") }
        if letter == "%" {
            output += "%"
            return
        }
        guard "sdfebxXo".unicodeScalars.contains(letter) else {
            throw EvaluationFailure("`format` has no clause `%\(letter)`")
        }
        guard used < values.count else { throw EvaluationFailure("`format` has no value \(used): index out of range") }
        let value = values[used]
        used += 1
        try append(letter == "s" ? try Self.text(of: value) : try Self.number(value, letter, precision ?? 6))
    }

    private mutating func append(_ text: String) throws(EvaluationFailure) {
        output += text
        try Arithmetic.limit(output.utf8.count)
    }

    // MARK: - Numbers

    private static func number(
        _ value: Value, _ letter: Unicode.Scalar, _ precision: Int
    ) throws(EvaluationFailure) -> String {
        switch letter {
        case "d": if let text = decimal(value) { return text }
        case "f": if let number = double(value) { return NumberText.fixed(number, precision: precision) }
        case "e": if let number = double(value) { return NumberText.scientific(number, precision: precision) }
        case "b": if let text = whole(value, radix: 2, admitsBool: true) { return text }
        case "o": if let text = whole(value, radix: 8) { return text }
        default:
            let isUpper = letter == "X"
            if let text = whole(value, radix: 16, uppercase: isUpper) { return text }
            if case .string(let text) = value { return try hexadecimal(Array(text.utf8), uppercase: isUpper) }
            if case .bytes(let bytes) = value { return try hexadecimal(bytes, uppercase: isUpper) }
        }
        throw EvaluationFailure("`%\(letter)` cannot write \(value.typeName)")
    }

    private static func decimal(_ value: Value) -> String? {
        if case .double(let number) = value { return number.isFinite ? nil : NumberText.shortest(number) }
        return whole(value, radix: 10)
    }

    private static func double(_ value: Value) -> Double? {
        switch value {
        case .double(let number): number
        case .int(let number): Double(number)
        case .uint(let number): Double(number)
        default: nil
        }
    }

    private static func whole(_ value: Value, radix: Int, uppercase: Bool = false, admitsBool: Bool = false) -> String?
    {
        switch value {
        case .int(let number): String(number, radix: radix, uppercase: uppercase)
        case .uint(let number): String(number, radix: radix, uppercase: uppercase)
        case .bool(let flag) where admitsBool: flag ? "1" : "0"
        default: nil
        }
    }

    private static func hexadecimal(_ bytes: [UInt8], uppercase: Bool) throws(EvaluationFailure) -> String {
        try Arithmetic.limit(bytes.count * 2)
        let digits = Array((uppercase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    // MARK: - Texts

    private static func text(of value: Value) throws(EvaluationFailure) -> String {
        switch value {
        case .null: return "null"
        case .bool(let flag): return "\(flag)"
        case .int(let number): return "\(number)"
        case .uint(let number): return "\(number)"
        case .double(let number): return NumberText.shortest(number)
        case .string(let text): return text
        case .bytes(let bytes): return try StandardLibrary.text(of: bytes)
        case .timestamp(let moment): return moment.description
        case .duration(let length): return length.description
        case .type(let name): return name
        case .list(let items):
            var parts: [String] = []
            for item in items { parts.append(try text(of: item)) }
            return "[" + (try joined(parts)) + "]"
        case .map(let map):
            var parts: [(key: String, value: String)] = []
            for entry in map { parts.append((try text(of: entry.key), try text(of: entry.value))) }
            parts.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            return "{" + (try joined(parts.map { $0.key + ": " + $0.value })) + "}"
        case .optional: throw EvaluationFailure("`%s` cannot write \(value.typeName)")
        }
    }

    private static func joined(_ parts: [String]) throws(EvaluationFailure) -> String {
        try Arithmetic.limit(parts.reduce(0) { $0 + $1.utf8.count + 2 })
        return parts.joined(separator: ", ")
    }
}
