/// The core schema of YAML 1.2, section 10.3: `no` and dates are text.
enum CoreSchema {
    static func resolve(_ text: String) -> YAMLScalar.Resolved {
        guard let first = text.utf8.first else { return .null }
        if isNumberStart(first) { return number(text) ?? symbol(text) }
        // The words of the schema have at most five letters.
        return text.utf8.count <= 5 && isWordStart(first) ? symbol(text) : .string(text)
    }

    private static func symbol(_ text: String) -> YAMLScalar.Resolved {
        switch text {
        case "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .double(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .double(-.infinity)
        case ".nan", ".NaN", ".NAN": return .double(.nan)
        default: return .string(text)
        }
    }

    private static func isWordStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"),
            UInt8(ascii: "f"), UInt8(ascii: "F"):
            true
        default: false
        }
    }

    private static func isNumberStart(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
    }

    private static func number(_ text: String) -> YAMLScalar.Resolved? {
        if text.hasPrefix("0x") { return Int64(text.dropFirst(2), radix: 16).map { .int($0) } }
        if text.hasPrefix("0o") { return Int64(text.dropFirst(2), radix: 8).map { .int($0) } }
        let bytes = Array(text.utf8)
        var position = bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") ? 1 : 0
        func digits() -> Int {
            let start = position
            while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
            return position - start
        }
        let whole = digits()
        if position == bytes.count, whole > 0 {
            return Int64(text).map { .int($0) } ?? Double(text).map { .double($0) }
        }
        var fraction = 0
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            fraction = digits()
        }
        guard whole + fraction > 0 else { return nil }
        if position < bytes.count, bytes[position] == UInt8(ascii: "e") || bytes[position] == UInt8(ascii: "E") {
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
                position += 1
            }
            guard digits() > 0 else { return nil }
        }
        guard position == bytes.count else { return nil }
        var readable = text.hasSuffix(".") ? text + "0" : text
        if let dot = readable.firstIndex(of: "."),
            dot == readable.startIndex || !readable[readable.index(before: dot)].isNumber
        {
            readable.insert("0", at: dot)
        }
        readable = readable.replacing(".e", with: ".0e").replacing(".E", with: ".0E")
        return Double(readable).map { .double($0) }
    }
}
