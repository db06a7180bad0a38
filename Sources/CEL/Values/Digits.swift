/// Writing numbers with a fixed width.
enum Digits {
    static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// Appends a number that is not negative, with zeros before it.
    static func append(_ number: Int, width: Int, to text: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<max(width, 1) { divisor *= 10 }
        guard number / divisor < 10 else { return text.append(contentsOf: String(number).utf8) }
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }

    /// `.5` for half a second; nothing for none.
    static func fraction(_ nanoseconds: Int32) -> String {
        guard nanoseconds != 0 else { return "" }
        var text = padded(Int(nanoseconds), 9)
        while text.hasSuffix("0") { text.removeLast() }
        return "." + text
    }
}
