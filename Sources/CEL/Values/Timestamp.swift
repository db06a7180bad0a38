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
        var text: [UInt8] = []
        append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the description in UTF-8.
    package func append(to text: inout [UInt8]) {
        let civil = CivilTime(seconds: seconds)
        // In one piece: the moment is written more often than any other value of its length.
        text.append(contentsOf: [
            Digits.last(civil.year / 1000), Digits.last(civil.year / 100), Digits.last(civil.year / 10),
            Digits.last(civil.year), UInt8(ascii: "-"), Digits.last(civil.month / 10), Digits.last(civil.month),
            UInt8(ascii: "-"), Digits.last(civil.day / 10), Digits.last(civil.day), UInt8(ascii: "T"),
            Digits.last(civil.hour / 10), Digits.last(civil.hour), UInt8(ascii: ":"), Digits.last(civil.minute / 10),
            Digits.last(civil.minute), UInt8(ascii: ":"), Digits.last(civil.second / 10), Digits.last(civil.second),
        ])
        if nanoseconds != 0 { text.append(contentsOf: Digits.fraction(nanoseconds).utf8) }
        text.append(UInt8(ascii: "Z"))
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
