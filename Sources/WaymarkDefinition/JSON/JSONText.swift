package import CEL

/// Canonical JSON for values: one text for one value, so that it can be hashed and compared.
///
/// Map keys stay in their order; numbers with a fraction always show it. What JSON cannot say is tagged:
/// `{"@time": "2013-10-31T17:00:00Z"}`, `{"@span": "90s"}`, `{"@uint": 1}`, `{"@bytes": "00ff"}`, `{"@number": "NaN"}`.
/// A map key that itself starts with `@` is written with one more.
package struct JSONText: Sendable {
    /// How values without a JSON form are written.
    package enum Style: Sendable {
        /// Tagged, so that reading gives back the same value.
        case exact
        /// As people and programs outside expect: moments and spans as text.
        case plain
    }

    /// The text so far, in UTF-8.
    package private(set) var bytes: [UInt8] = []
    private let style: Style

    /// Starts an empty text.
    package init(style: Style = .exact) {
        self.style = style
    }

    /// The canonical text of a value.
    package static func bytes(of value: Value, style: Style = .exact) -> [UInt8] {
        var text = JSONText(style: style)
        text.bytes.reserveCapacity(256)
        text.append(value)
        return text.bytes
    }

    /// The canonical text of a value, as a string.
    package static func string(of value: Value, style: Style = .exact) -> String {
        String(decoding: bytes(of: value, style: style), as: UTF8.self)
    }

    /// Appends a value.
    package mutating func append(_ value: Value) {
        switch value {
        case .null: raw("null")
        case .bool(let flag): raw(flag ? "true" : "false")
        case .int(let number): raw(String(number))
        case .uint(let number): style == .exact ? tagged("@uint", raw: String(number)) : raw(String(number))
        case .double(let number): append(number)
        case .string(let text): append(text)
        case .bytes(let bytes): extended("@bytes", ContentHash.hexadecimal(bytes))
        case .timestamp(let stamp): extended("@time", stamp.description)
        case .duration(let span): extended("@span", span.description)
        case .type(let name): extended("@type", "\(name)")
        case .list(let items): append(items)
        case .map(let map): append(map)
        case .optional(let inner): append(inner ?? .null)
        }
    }

    private mutating func append(_ items: [Value]) {
        bytes.append(UInt8(ascii: "["))
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(item)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func append(_ map: MapValue) {
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        for (key, value) in map.entries {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            append(Self.keyText(key, style: style))
            bytes.append(UInt8(ascii: ":"))
            append(value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func append(_ number: Double) {
        if number.isFinite {
            raw(number.description)
        } else if style == .exact {
            tagged("@number", raw: "\"\(number)\"")
        } else {
            raw("null")
        }
    }

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
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): raw("\\\"")
            case UInt8(ascii: "\\"): raw("\\\\")
            case 0x0A: raw("\\n")
            case 0x0D: raw("\\r")
            case 0x09: raw("\\t")
            case 0..<0x20, 0x7F: raw("\\u00" + ContentHash.hexadecimal(CollectionOfOne(byte)))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func keyText(_ key: Value, style: Style) -> String {
        switch key {
        case .string(let text): style == .exact && text.hasPrefix("@") ? "@" + text : text
        case .int(let number): style == .exact ? "@int:\(number)" : "\(number)"
        case .uint(let number): style == .exact ? "@uint:\(number)" : "\(number)"
        case .bool(let flag): style == .exact ? "@bool:\(flag)" : "\(flag)"
        default: key.shortDescription
        }
    }
}
