/// Writing and reading numbers with a fixed width.
enum Digits {
    static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// Writes the last digits of a number that is not negative.
    static func write(_ number: Int, digits: Int, to text: UnsafeMutablePointer<UInt8>) {
        var rest = number
        for index in (0..<digits).reversed() {
            text[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// The number that digits say; nil when something else is among them.
    static func number(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var number = 0
        for byte in text {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            number = number * 10 + Int(digit)
        }
        return number
    }

    /// `.5` for half a second; nothing for none.
    static func fraction(_ nanoseconds: Int32) -> String {
        guard nanoseconds != 0 else { return "" }
        var text = padded(Int(nanoseconds), 9)
        while text.hasSuffix("0") { text.removeLast() }
        return "." + text
    }
}
