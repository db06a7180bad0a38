/// Cuts the text of an expression into words.
struct Lexer {
    private let text: [Unicode.Scalar]
    private var position = 0

    init(_ source: String) {
        text = Array(source.unicodeScalars)
    }

    static func tokens(of source: String) throws(Problem) -> [Token] {
        var lexer = Lexer(source)
        guard lexer.text.count <= Limits.sourceLengthMax else {
            throw Problem(
                start: 0, end: 0, kind: .syntax,
                message: "the expression is longer than \(Limits.sourceLengthMax) characters")
        }
        var tokens: [Token] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        position + offset < text.count ? text[position + offset] : nil
    }

    private mutating func skipSpace() {
        while let scalar = peek() {
            if scalar == "/", peek(1) == "/" {
                while let scalar = peek(), scalar != "\n" { position += 1 }
            } else if scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar == "\u{0C}" {
                position += 1
            } else {
                return
            }
        }
    }

    private mutating func next() throws(Problem) -> Token {
        skipSpace()
        let start = position
        guard let scalar = peek() else { return Token(kind: .end, start: start, end: start) }
        if isDigit(scalar) || (scalar == "." && peek(1).map(isDigit) == true) { return try number() }
        if let prefix = stringPrefix() { return try string(prefix) }
        if isLetter(scalar) {
            while let scalar = peek(), isLetter(scalar) || isDigit(scalar) { position += 1 }
            return Token(kind: .identifier(slice(start)), start: start, end: position)
        }
        if scalar == "`" { return try quotedIdentifier() }
        if let second = peek(1), let symbol = Symbol(scalar, second) {
            // `.?5` cannot be, and `a[?b]` is one opening; a ternary after a member is never written without a name.
            position += 2
            return Token(kind: .symbol(symbol), start: start, end: position)
        }
        position += 1
        guard let symbol = Symbol(scalar) else {
            let help =
                switch scalar {
                case "=": "write == to compare"
                case "&": "write && for and"
                case "|": "write || for or"
                default: nil as String?
                }
            throw Problem(
                start: start, end: position, kind: .syntax, message: "unexpected character `\(scalar)`",
                suggestion: help)
        }
        return Token(kind: .symbol(symbol), start: start, end: position)
    }

    private func slice(_ start: Int) -> String { String(scalars: text[start..<position]) }

    private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
    }

    private mutating func quotedIdentifier() throws(Problem) -> Token {
        let start = position
        position += 1
        while let scalar = peek(), scalar != "`" { position += 1 }
        guard peek() == "`", position > start + 1 else {
            throw Problem(start: start, end: position, kind: .syntax, message: "expected a closing `")
        }
        position += 1
        return Token(kind: .quotedIdentifier(String(slice(start).dropFirst().dropLast())), start: start, end: position)
    }

    // MARK: - Numbers

    private mutating func number() throws(Problem) -> Token {
        let start = position
        if peek() == "0", peek(1) == "x" || peek(1) == "X" { return try hexadecimal(start) }
        var isDouble = false
        while peek().map(isDigit) == true { position += 1 }
        if peek() == ".", peek(1).map(isDigit) == true {
            isDouble = true
            position += 1
            while peek().map(isDigit) == true { position += 1 }
        }
        if peek() == "e" || peek() == "E" {
            let mark = position
            position += 1
            if peek() == "+" || peek() == "-" { position += 1 }
            if peek().map(isDigit) == true {
                isDouble = true
                while peek().map(isDigit) == true { position += 1 }
            } else {
                position = mark
            }
        }
        let digits = slice(start)
        if isDouble, let number = Double(digits.hasPrefix(".") ? "0" + digits : digits) {
            return Token(kind: .double(number), start: start, end: position)
        }
        return try integer(UInt64(digits), start)
    }

    private mutating func hexadecimal(_ start: Int) throws(Problem) -> Token {
        position += 2
        let digits = position
        while let scalar = peek(), scalar.properties.isASCIIHexDigit { position += 1 }
        return try integer(UInt64(slice(digits), radix: 16), start)
    }

    private mutating func integer(_ number: UInt64?, _ start: Int) throws(Problem) -> Token {
        guard let number else {
            throw Problem(start: start, end: position, kind: .syntax, message: "the number does not fit 64 bits")
        }
        if peek() == "u" || peek() == "U" {
            position += 1
            return Token(kind: .uint(number), start: start, end: position)
        }
        return Token(kind: .int(number), start: start, end: position)
    }

    // MARK: - Strings

    private struct Prefix {
        var isRaw = false
        var isBytes = false
        var length = 0
    }

    private func stringPrefix() -> Prefix? {
        var prefix = Prefix()
        while let scalar = peek(prefix.length) {
            switch scalar {
            case "r", "R":
                guard !prefix.isRaw else { return nil }
                prefix.isRaw = true
            case "b", "B":
                guard !prefix.isBytes, !prefix.isRaw else { return nil }
                prefix.isBytes = true
            case "\"", "'": return prefix
            default: return nil
            }
            prefix.length += 1
        }
        return nil
    }

    private mutating func string(_ prefix: Prefix) throws(Problem) -> Token {
        let start = position
        position += prefix.length
        guard let quote = peek() else {
            throw Problem(start: start, end: start, kind: .syntax, message: "expected a string")
        }
        let isTriple = peek(1) == quote && peek(2) == quote
        position += isTriple ? 3 : 1
        var content = StringContent(isBytes: prefix.isBytes)
        while let scalar = peek() {
            if scalar == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
                position += isTriple ? 3 : 1
                return Token(kind: content.kind, start: start, end: position)
            }
            if !isTriple, scalar == "\n" || scalar == "\r" { break }
            if scalar == "\\", !prefix.isRaw {
                try escape(into: &content)
            } else {
                content.append(scalar)
                position += 1
            }
        }
        throw Problem(start: start, end: position, kind: .syntax, message: "the string is not closed")
    }

    private struct StringContent {
        var isBytes: Bool
        var scalars = String.UnicodeScalarView()
        var bytes: [UInt8] = []

        mutating func append(_ scalar: Unicode.Scalar) {
            if isBytes { bytes.append(contentsOf: String(scalar).utf8) } else { scalars.append(scalar) }
        }

        var kind: Token.Kind { isBytes ? .bytes(bytes) : .string(String(scalars)) }
    }

    private mutating func escape(into content: inout StringContent) throws(Problem) {
        let start = position
        position += 1
        guard let scalar = peek() else {
            throw Problem(start: start, end: position, kind: .syntax, message: "the string is not closed")
        }
        position += 1
        if let plain = Self.plain(scalar) { return content.append(plain) }
        switch scalar {
        case "x", "X": try code(digits: 2, radix: 16, start, into: &content)
        case "u" where !content.isBytes: try code(digits: 4, radix: 16, start, into: &content)
        case "U" where !content.isBytes: try code(digits: 8, radix: 16, start, into: &content)
        case "0"..."3":
            position -= 1
            try code(digits: 3, radix: 8, start, into: &content)
        default:
            throw Problem(
                start: start, end: position, kind: .syntax, message: "unknown escape `\\\(scalar)`",
                suggestion: "write \\\\ for a backslash")
        }
    }

    /// What an escape of one letter stands for.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "a": "\u{07}"
        case "b": "\u{08}"
        case "f": "\u{0C}"
        case "n": "\n"
        case "r": "\r"
        case "t": "\t"
        case "v": "\u{0B}"
        case "\\", "'", "\"", "`", "?": scalar
        default: nil
        }
    }

    private mutating func code(digits: Int, radix: Int, _ start: Int, into content: inout StringContent) throws(Problem)
    {
        let first = position
        position = min(position + digits, text.count)
        guard position - first == digits, let number = UInt32(slice(first), radix: radix) else {
            throw Problem(
                start: start, end: position, kind: .syntax, message: "expected \(digits) digits in the escape")
        }
        if content.isBytes {
            content.bytes.append(UInt8(truncatingIfNeeded: number))
        } else if let scalar = Unicode.Scalar(number) {
            content.append(scalar)
        } else {
            throw Problem(start: start, end: position, kind: .syntax, message: "the escape is not a character")
        }
    }
}

extension String {
    /// The text of some scalars.
    package init(scalars: ArraySlice<Unicode.Scalar>) {
        guard scalars.allSatisfy(\.isASCII) else {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            self.init(view)
            return
        }
        self.init(unsafeUninitializedCapacity: scalars.count) { bytes in
            for (offset, scalar) in scalars.enumerated() { bytes[offset] = UInt8(truncatingIfNeeded: scalar.value) }
            return scalars.count
        }
    }
}
