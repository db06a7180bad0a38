public import CEL

/// Canonical JSON for values: one text for one value, so that it can be hashed and compared.
///
/// Map keys stay in their order; numbers with a fraction always show it. What JSON cannot say is tagged:
/// `{"@time": "2013-10-31T17:00:00Z"}`, `{"@span": "90s"}`, `{"@uint": 1}`, `{"@bytes": "00ff"}`, `{"@number": "NaN"}`.
/// A map key that itself starts with `@` is written with one more.
public struct JSONText: ~Copyable {
    /// How values without a JSON form are written.
    package enum Style: Sendable {
        /// Tagged, so that reading gives back the same value.
        case exact
        /// As people and programs outside expect: moments and spans as text.
        case plain
    }

    private var buffer: TextBuffer
    private let style: Style

    /// Starts an empty text with room for some bytes.
    package init(style: Style = .exact, capacity: Int = 256) {
        self.style = style
        buffer = TextBuffer(capacity: capacity)
    }

    /// The text so far, in UTF-8.
    package var bytes: [UInt8] { buffer.bytes }

    /// The canonical text of a value.
    package static func bytes(of value: Value, style: Style = .exact) -> [UInt8] {
        var text = JSONText(style: style)
        text.append(value)
        return text.bytes
    }

    /// The canonical text of a record, written field by field without making a value of it.
    package static func bytes(of record: some Record, capacity: Int = 256) -> [UInt8] {
        var text = JSONText(capacity: capacity)
        record.write(to: &text)
        return text.bytes
    }

    /// The canonical text of a value, as a string.
    package static func string(of value: Value, style: Style = .exact) -> String {
        String(decoding: bytes(of: value, style: style), as: UTF8.self)
    }

    // MARK: - Values

    /// Appends a value.
    public mutating func append(_ value: Value) {
        switch value {
        case .null: raw("null")
        case .bool(let flag): append(flag)
        case .int(let number): append(number)
        case .uint(let number): style == .exact ? tagged("@uint", raw: String(number)) : raw(String(number))
        case .double(let number): append(number)
        case .string(let text): append(text)
        case .bytes(let bytes): extended("@bytes", ContentHash.hexadecimal(bytes))
        case .timestamp(let stamp): append(stamp)
        case .duration(let span): extended("@span", span.description)
        case .type(let name): extended("@type", "\(name)")
        case .list(let items): append(items)
        case .map(let map): append(map)
        case .optional(let inner): append(inner ?? .null)
        }
    }

    package mutating func append(_ flag: Bool) {
        raw(flag ? "true" : "false")
    }

    package mutating func append(_ number: Int64) {
        buffer.append(atMost: 20) { place in
            var digits = 1
            var rest = number.magnitude
            while rest > 9 {
                rest /= 10
                digits += 1
            }
            let sign = number < 0 ? 1 : 0
            place[0] = UInt8(ascii: "-")
            rest = number.magnitude
            for index in (sign..<sign + digits).reversed() {
                place[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return sign + digits
        }
    }

    package mutating func append(_ number: Double) {
        if number.isFinite {
            raw(number.description)
        } else if style == .exact {
            tagged("@number", raw: "\"\(number)\"")
        } else {
            raw("null")
        }
    }

    package mutating func append(_ stamp: Timestamp) {
        raw(style == .exact ? "{\"@time\":\"" : "\"")
        buffer.append(atMost: Timestamp.textBytesMax) { stamp.write(to: $0) }
        raw(style == .exact ? "\"}" : "\"")
    }

    package mutating func append(_ text: String) {
        buffer.append(UInt8(ascii: "\""))
        escape(text)
        buffer.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ items: [Value]) {
        buffer.append(UInt8(ascii: "["))
        for (index, item) in items.enumerated() {
            if index > 0 { buffer.append(UInt8(ascii: ",")) }
            append(item)
        }
        buffer.append(UInt8(ascii: "]"))
    }

    private mutating func append(_ map: MapValue) {
        buffer.append(UInt8(ascii: "{"))
        var isFirst = true
        for (key, value) in map {
            if !isFirst { buffer.append(UInt8(ascii: ",")) }
            isFirst = false
            append(key: key)
            buffer.append(UInt8(ascii: ":"))
            append(value)
        }
        buffer.append(UInt8(ascii: "}"))
    }

    private mutating func append(key: Value) {
        guard case .string(let text) = key else { return append(Self.keyText(key, style: style)) }
        buffer.append(UInt8(ascii: "\""))
        if style == .exact, text.utf8.first == UInt8(ascii: "@") { buffer.append(UInt8(ascii: "@")) }
        escape(text)
        buffer.append(UInt8(ascii: "\""))
    }

    // MARK: - Records and lists, part by part

    /// Writes a map whose members follow one by one.
    mutating func map(_ members: (inout JSONText) -> Void) {
        buffer.append(UInt8(ascii: "{"))
        members(&self)
        buffer.append(UInt8(ascii: "}"))
    }

    /// Writes a list whose items follow one by one.
    mutating func list(_ items: (inout JSONText) -> Void) {
        buffer.append(UInt8(ascii: "["))
        items(&self)
        buffer.append(UInt8(ascii: "]"))
    }

    /// Begins a member of a map, or an item of a list, after a comma where one is needed.
    ///
    /// `key`: The key in quotes with its colon; empty in a list.
    mutating func begin(_ key: [UInt8]) {
        // What stands before the first part is the bracket that opens the map or list; no value ends with one.
        if let last = buffer.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") {
            buffer.append(UInt8(ascii: ","))
        }
        key.withUnsafeBufferPointer { buffer.append($0) }
    }

    /// Writes a member of a map, or an item of a list; when there turns out to be nothing to write, neither the comma
    /// nor the key stays.
    mutating func part(_ key: [UInt8], _ write: (inout JSONText) -> Void) {
        let start = buffer.count
        begin(key)
        let value = buffer.count
        write(&self)
        if buffer.count == value { buffer.shorten(to: start) }
    }

    /// The key of a field as it stands in a map: in quotes, with its colon.
    static func key(_ name: String) -> [UInt8] {
        var text = JSONText(capacity: name.utf8.count + 3)
        text.append(name)
        text.raw(":")
        return text.bytes
    }

    // MARK: - Pieces of text

    private mutating func extended(_ tag: String, _ text: String) {
        guard style == .exact else { return append(text) }
        raw("{\"\(tag)\":")
        append(text)
        raw("}")
    }

    private mutating func tagged(_ tag: String, raw text: String) {
        raw("{\"\(tag)\":\(text)}")
    }

    private mutating func raw(_ text: String) {
        var text = text
        text.withUTF8 { buffer.append($0) }
    }

    /// Appends what stands between the quotes of a text; what needs no escape goes over in one piece.
    private mutating func escape(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            var plain = 0
            var index = 0
            while index < utf8.count {
                if index + 8 <= utf8.count, !Self.needsEscape(Self.word(of: utf8, at: index)) {
                    index += 8
                    continue
                }
                if Self.needsEscape(utf8[index]) {
                    buffer.append(UnsafeBufferPointer(rebasing: utf8[plain..<index]))
                    plain = index + 1
                    append(escaped: utf8[index])
                }
                index += 1
            }
            buffer.append(UnsafeBufferPointer(rebasing: utf8[plain...]))
        }
    }

    private mutating func append(escaped byte: UInt8) {
        buffer.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): buffer.append(byte)
        case 0x0A: buffer.append(UInt8(ascii: "n"))
        case 0x0D: buffer.append(UInt8(ascii: "r"))
        case 0x09: buffer.append(UInt8(ascii: "t"))
        default: raw("u00" + ContentHash.hexadecimal(CollectionOfOne(byte)))
        }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    /// Eight bytes as one word.
    private static func word(of bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt64 {
        UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self)
    }

    /// Whether one of the eight bytes of a word needs an escape; all eight are looked at together.
    ///
    /// Taking 1 from each byte sets the highest bit of those that are 0, and taking 0x20 that of those below it. What
    /// had the bit before does not count.
    private static func needsEscape(_ word: UInt64) -> Bool {
        let each: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (each &* 0x22)
        let backslash = word ^ (each &* 0x5C)
        let delete = word ^ (each &* 0x7F)
        let found =
            (word &- each &* 0x20) & ~word | (quote &- each) & ~quote | (backslash &- each) & ~backslash
            | (delete &- each) & ~delete
        return found & (each &* 0x80) != 0
    }

    /// The text of a key that is no text itself.
    private static func keyText(_ key: Value, style: Style) -> String {
        switch key {
        case .int(let number): style == .exact ? "@int:\(number)" : "\(number)"
        case .uint(let number): style == .exact ? "@uint:\(number)" : "\(number)"
        case .bool(let flag): style == .exact ? "@bool:\(flag)" : "\(flag)"
        default: key.shortDescription
        }
    }
}
