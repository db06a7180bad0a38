public import CEL

/// Reads JSON into values and records; the inverse of ``JSONText``, and strict about what it takes.
public struct JSONParser {
    /// Where and why a text is not JSON.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The byte at which reading stopped, from 0.
        package var offset: Int
        /// What was expected.
        package var message: String
        /// Both in one sentence.
        package var description: String { "\(message) at byte \(offset)" }
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private let isExact: Bool

    /// Reads one value; nothing but white space may follow it.
    ///
    /// `bytes`: The text in UTF-8.
    /// `style`: Whether tagged maps become moments, spans and the like again.
    package static func parse(_ bytes: [UInt8], style: JSONText.Style = .exact) throws(Failure) -> Value {
        let result: Result<Value, Failure> = bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(bytes: buffer, isExact: style == .exact)
            do throws(Failure) {
                let value = try parser.value(depth: 0)
                try parser.end()
                return .success(value)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Reads one record, field by field without making a value of it; nothing but white space may follow it.
    /// - Throws: ``Failure`` when the text is no JSON, `FieldFailure` when it is not such a record.
    package static func parse<Root: Record>(_ bytes: [UInt8], as type: Root.Type) throws -> Root {
        try bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(bytes: buffer, isExact: true)
            let record = try Root(reading: &parser)
            try parser.end()
            return record
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, isExact: Bool) {
        self.bytes = bytes
        self.isExact = isExact
    }

    private func failure(_ message: String) -> Failure {
        Failure(offset: position, message: message)
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func end() throws(Failure) {
        skipSpace()
        guard position == bytes.count else { throw failure("expected the end of the text") }
    }

    // MARK: - Records and lists, part by part

    /// The next value, whatever it is.
    public mutating func value() throws -> Value { try value(depth: 0) }

    /// The first byte of the next value, which says what sort of value it is; nil at the end.
    mutating func peek() -> UInt8? {
        skipSpace()
        return next
    }

    /// Goes past a bracket that opens a map or list.
    mutating func open(_ bracket: Unicode.Scalar) throws(Failure) {
        skipSpace()
        guard next == UInt8(ascii: bracket) else { throw failure("expected \(bracket)") }
        position += 1
    }

    /// Goes to the next part of a map or list that is open, or past the bracket that closes it.
    /// - Returns: Whether there is another part.
    mutating func part(isFirst: Bool, closing bracket: Unicode.Scalar) throws(Failure) -> Bool {
        skipSpace()
        if next == UInt8(ascii: bracket) {
            position += 1
            return false
        }
        if !isFirst {
            guard next == UInt8(ascii: ",") else { throw failure("expected , or \(bracket)") }
            position += 1
            skipSpace()
        }
        return true
    }

    /// Goes past a key with its colon as ``JSONText`` writes them, if they come next.
    mutating func skip(key: [UInt8]) -> Bool {
        let end = position + key.count
        guard end <= bytes.count, bytes[position..<end].elementsEqual(key) else { return false }
        position = end
        return true
    }

    /// Reads a key and goes past its colon.
    mutating func key() throws(Failure) -> String {
        guard next == UInt8(ascii: "\"") else { throw failure("expected a key") }
        let key = try string()
        skipSpace()
        guard next == UInt8(ascii: ":") else { throw failure("expected :") }
        position += 1
        return key
    }

    /// The next value if it is a whole number without a fraction or exponent that 64 bits hold.
    mutating func wholeNumber() -> Int64? {
        skipSpace()
        var end = position
        let isNegative = next == UInt8(ascii: "-")
        if isNegative { end += 1 }
        var number: Int64 = 0
        let first = end
        while end < bytes.count, case let digit = bytes[end] &- UInt8(ascii: "0"), digit <= 9 {
            // Eighteen digits always fit; a longer number is left to the general reader.
            guard end - first < 18 else { return nil }
            number = number * 10 + Int64(digit)
            end += 1
        }
        let isWhole = end == bytes.count || !Self.continuesNumber(bytes[end])
        guard end > first, isWhole else { return nil }
        position = end
        return isNegative ? -number : number
    }

    private static func continuesNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"): true
        default: false
        }
    }

    /// The next value if it is a moment without a fraction, as ``JSONText`` writes it.
    mutating func moment() -> Timestamp? {
        guard isExact else { return nil }
        skipSpace()
        let start = position + Self.momentStart.utf8CodeUnitCount
        let end = start + Timestamp.plainTextBytes
        guard end + 2 <= bytes.count, bytes[end] == UInt8(ascii: "\""), bytes[end + 1] == UInt8(ascii: "}") else {
            return nil
        }
        for index in position..<start where bytes[index] != Self.momentStart.utf8Start[index - position] { return nil }
        guard let moment = Timestamp(plainText: bytes[start..<end]) else { return nil }
        position = end + 2
        return moment
    }

    private static let momentStart: StaticString = "{\"@time\":\""

    /// The next value if it is a text.
    mutating func text() throws(Failure) -> String? {
        skipSpace()
        return next == UInt8(ascii: "\"") ? try string() : nil
    }

    // MARK: - Values

    private mutating func value(depth: Int) throws(Failure) -> Value {
        guard depth < Limits.jsonDepthMax else { throw failure("nested deeper than \(Limits.jsonDepthMax)") }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"):
            if let moment = moment() { return .timestamp(moment) }
            return try map(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case .some: return try number()
        case nil: throw failure("expected a value, found the end")
        }
    }

    private mutating func word(_ word: StaticString, _ value: Value) throws(Failure) -> Value {
        let count = word.utf8CodeUnitCount
        guard position + count <= bytes.count else { throw failure("expected \(word)") }
        for index in 0..<count where bytes[position + index] != word.utf8Start[index] {
            throw failure("expected \(word)")
        }
        position += count
        return value
    }

    private mutating func number() throws(Failure) -> Value {
        let start = position
        var isInteger = true
        while let byte = next {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): break
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"): isInteger = false
            default:
                return try finishNumber(start: start, isInteger: isInteger)
            }
            position += 1
        }
        return try finishNumber(start: start, isInteger: isInteger)
    }

    private func finishNumber(start: Int, isInteger: Bool) throws(Failure) -> Value {
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let number = Int64(text) { return .int(number) }
        guard let number = Double(text), number.isFinite, text.first?.isLetter == false else {
            throw Failure(offset: start, message: "expected a value")
        }
        return .double(number)
    }

    private mutating func list(depth: Int) throws(Failure) -> Value {
        position += 1
        var items: [Value] = []
        skipSpace()
        if next == UInt8(ascii: "]") {
            position += 1
            return .list(items)
        }
        while true {
            items.append(try value(depth: depth + 1))
            skipSpace()
            switch next {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return .list(items)
            default: throw failure("expected , or ]")
            }
        }
    }

    private mutating func map(depth: Int) throws(Failure) -> Value {
        position += 1
        var pairs: [(Value, Value)] = []
        skipSpace()
        if next == UInt8(ascii: "}") {
            position += 1
            return .map(MapValue([]))
        }
        while true {
            skipSpace()
            let key = try key()
            let item = try value(depth: depth + 1)
            pairs.append((isExact ? Self.key(key) : .string(key), item))
            skipSpace()
            switch next {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                if isExact, pairs.count == 1, Self.marks(key) == 1, let value = Self.untagged(key, item) {
                    return value
                }
                return .map(MapValue(pairs))
            default: throw failure("expected , or }")
            }
        }
    }

    /// How many `@` a key begins with: byte by byte, since one that an accent follows is a character of its own.
    private static func marks(_ key: String) -> Int { key.utf8.prefix { $0 == UInt8(ascii: "@") }.count }

    private static func key(_ text: String) -> Value {
        let marks = marks(text)
        guard marks > 0 else { return .string(text) }
        if marks > 1 { return .string(String(text.unicodeScalars.dropFirst())) }
        if text.hasPrefix("@int:"), let number = Int64(text.dropFirst(5)) { return .int(number) }
        if text.hasPrefix("@uint:"), let number = UInt64(text.dropFirst(6)) { return .uint(number) }
        if text.hasPrefix("@bool:") { return .bool(text.dropFirst(6) == "true") }
        return .string(text)
    }

    private static func untagged(_ tag: String, _ value: Value) -> Value? {
        switch (tag, value) {
        case ("@time", .string(let text)): Timestamp(text).map(Value.timestamp)
        case ("@span", .string(let text)): TimeSpan(text).map(Value.duration)
        case ("@uint", .int(let number)): number >= 0 ? .uint(UInt64(number)) : nil
        case ("@uint", .double(let number)): UInt64(exactly: number).map(Value.uint)
        case ("@number", .string(let text)): Double(text).map(Value.double)
        case ("@bytes", .string(let text)): bytes(hexadecimal: text).map(Value.bytes)
        case ("@type", .string(let name)): .type(name)
        default: nil
        }
    }

    private static func bytes(hexadecimal text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }

    private mutating func string() throws(Failure) -> String {
        position += 1
        let start = position
        while let byte = next {
            if byte == UInt8(ascii: "\"") {
                let text = String(decoding: bytes[start..<position], as: UTF8.self)
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            if byte < 0x20 { throw failure("a control character must be escaped") }
            position += 1
        }
        throw failure("expected a closing quote")
    }

    private mutating func escapedString(from start: Int) throws(Failure) -> String {
        var text = Array(bytes[start..<position])
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
            case 0..<0x20: throw failure("a control character must be escaped")
            default: text.append(byte)
            }
        }
        throw failure("expected a closing quote")
    }

    private mutating func escape() throws(Failure) -> [UInt8] {
        guard let byte = next else { throw failure("expected an escape") }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "u"): return Array(String(try unicodeScalar()).utf8)
        default: throw failure("unknown escape")
        }
    }

    private mutating func unicodeScalar() throws(Failure) -> Character {
        let first = try hexadecimalUnit()
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        guard (0xD800..<0xDC00).contains(first), next == UInt8(ascii: "\\"), position + 1 < bytes.count,
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw failure("half of a surrogate pair") }
        position += 2
        let second = try hexadecimalUnit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw failure("half of a surrogate pair") }
        return Character(scalar)
    }

    private mutating func hexadecimalUnit() throws(Failure) -> UInt32 {
        guard position + 4 <= bytes.count,
            let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw failure("expected four hexadecimal digits") }
        position += 4
        return unit
    }
}
