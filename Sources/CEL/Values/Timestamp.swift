/// A moment to the nanosecond, between the years 1 and 9999.
public struct Timestamp: Hashable, Sendable {
    /// Whole seconds since the beginning of 1970 in UTC.
    public var seconds: Int64
    /// Nanoseconds after that second, 0 to 999,999,999.
    public var nanoseconds: Int32

    /// Describes a moment; no check of the range is made.
    public init(seconds: Int64, nanoseconds: Int32 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    static let secondsMin: Int64 = -62_135_596_800
    static let secondsMax: Int64 = 253_402_300_799

    var isInRange: Bool { seconds >= Self.secondsMin && seconds <= Self.secondsMax }
}

extension Timestamp: Comparable {
    /// The earlier moment first.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC, with as many digits of the second as needed.
    public var description: String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.textBytesMax) { text in
            guard let start = text.baseAddress else { return "" }
            return String(decoding: UnsafeBufferPointer(start: start, count: write(to: start)), as: UTF8.self)
        }
    }

    /// The bytes of the longest description.
    package static let textBytesMax = 30

    /// Writes the description in UTF-8, and says how many bytes that was.
    package func write(to text: UnsafeMutablePointer<UInt8>) -> Int {
        let civil = CivilTime(seconds: seconds)
        Digits.write(civil.year, digits: 4, to: text)
        text[4] = UInt8(ascii: "-")
        Digits.write(civil.month, digits: 2, to: text + 5)
        text[7] = UInt8(ascii: "-")
        Digits.write(civil.day, digits: 2, to: text + 8)
        text[10] = UInt8(ascii: "T")
        Digits.write(civil.hour, digits: 2, to: text + 11)
        text[13] = UInt8(ascii: ":")
        Digits.write(civil.minute, digits: 2, to: text + 14)
        text[16] = UInt8(ascii: ":")
        Digits.write(civil.second, digits: 2, to: text + 17)
        var count = 19
        if nanoseconds != 0 {
            text[count] = UInt8(ascii: ".")
            Digits.write(Int(nanoseconds), digits: 9, to: text + 20)
            count += 10
            while text[count - 1] == UInt8(ascii: "0") { count -= 1 }
        }
        text[count] = UInt8(ascii: "Z")
        return count + 1
    }

    /// The bytes of a description without a fraction.
    package static let plainTextBytes = 20

    /// Reads the bytes of a description without a fraction, as in `2013-10-31T17:00:00Z`; nil for anything else, which
    /// may be a moment all the same.
    package init?(plainText text: Slice<UnsafeBufferPointer<UInt8>>) {
        let text = UnsafeBufferPointer(rebasing: text)
        guard text.count == Self.plainTextBytes, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            text[19] == UInt8(ascii: "Z"), let year = Digits.number(text[0..<4]),
            let month = Digits.number(text[5..<7]),
            let day = Digits.number(text[8..<10]), let hour = Digits.number(text[11..<13]),
            let minute = Digits.number(text[14..<16]), let second = Digits.number(text[17..<19]),
            (1...12).contains(month),
            (1...CivilTime.daysInMonth(year: year, month: month)).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        let days = CivilTime.days(year: year, month: month, day: day)
        self.init(seconds: days * 86_400 + Int64(hour * 3600 + minute * 60 + second))
        guard isInRange else { return nil }
    }

    /// Reads RFC 3339; nil when the text is not of that form or out of range.
    public init?(_ text: String) {
        var scanner = DigitReader(text)
        guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
            let day = scanner.number(2), scanner.take("T") || scanner.take("t"), let hour = scanner.number(2),
            scanner.take(":"), let minute = scanner.number(2), scanner.take(":"), let second = scanner.number(2)
        else { return nil }
        guard (1...12).contains(month), (1...CivilTime.daysInMonth(year: year, month: month)).contains(day), hour < 24,
            minute < 60, second < 60
        else { return nil }
        guard let nanoseconds = scanner.fraction(), let offset = scanner.offset(), scanner.isAtEnd else { return nil }
        let days = CivilTime.days(year: year, month: month, day: day)
        self.init(seconds: days * 86_400 + Int64(hour * 3600 + minute * 60 + second) - offset, nanoseconds: nanoseconds)
        guard isInRange else { return nil }
    }
}
