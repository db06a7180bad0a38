extension Instant: LosslessStringConvertible {
    /// Reads an RFC 3339 moment, as in `2013-10-31T17:00:00Z` or `…+01:00`; nil for anything else.
    ///
    /// Digits past the millisecond are dropped. A leap second is refused.
    public init?(_ description: String) {
        var scanner = DigitScanner(description)
        guard let date = LocalDate(scanning: &scanner), scanner.skip("T") || scanner.skip("t"),
            let hour = scanner.number(digits: 2), scanner.skip(":"), let minute = scanner.number(digits: 2),
            scanner.skip(":"), let second = scanner.number(digits: 2),
            let time = LocalTime(hour: hour, minute: minute, second: second),
            let fraction = Self.milliseconds(scanning: &scanner),
            let offset = Self.offsetSeconds(scanning: &scanner), scanner.isAtEnd
        else { return nil }
        let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(time.secondsOfDay) - offset
        let milliseconds = seconds * 1000 + fraction
        self.init(millisecondsSinceEpoch: milliseconds)
        // An offset may push the ends of the range out of it.
        guard millisecondsSinceEpoch == milliseconds else { return nil }
    }

    /// The RFC 3339 form in UTC, as in `2013-10-31T17:00:00Z`, with milliseconds only when there are any.
    public var description: String {
        let seconds = secondsSinceEpoch
        let utc = LocalDateTime(secondsSinceEpoch: seconds)
        let milliseconds = Int(millisecondsSinceEpoch - seconds * 1000)
        var text = "\(utc.date)T"
        text.append(padded: utc.time.hour, width: 2)
        text.append(":")
        text.append(padded: utc.time.minute, width: 2)
        text.append(":")
        text.append(padded: utc.time.second, width: 2)
        if milliseconds != 0 {
            text.append(".")
            text.append(padded: milliseconds, width: 3)
        }
        text.append("Z")
        return text
    }

    private static func milliseconds(scanning scanner: inout DigitScanner) -> Int64? {
        guard scanner.skip(".") else { return 0 }
        guard var digit = scanner.digit() else { return nil }
        var value: Int64 = 0
        var weight: Int64 = 100
        while true {
            value += Int64(digit) * weight
            weight /= 10
            guard let next = scanner.digit() else { return value }
            digit = next
        }
    }

    private static func offsetSeconds(scanning scanner: inout DigitScanner) -> Int64? {
        if scanner.skip("Z") || scanner.skip("z") { return 0 }
        let sign: Int64
        if scanner.skip("+") {
            sign = 1
        } else if scanner.skip("-") {
            sign = -1
        } else {
            return nil
        }
        guard let hours = scanner.number(digits: 2), hours <= 23, scanner.skip(":"),
            let minutes = scanner.number(digits: 2), minutes <= 59
        else { return nil }
        return sign * Int64((hours * 60 + minutes) * 60)
    }
}

extension LocalDateTime {
    /// Takes what a clock without an offset shows so many seconds after the start of 1970.
    init(secondsSinceEpoch seconds: Int64) {
        var (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        if rest < 0 {
            days -= 1
            rest += 86_400
        }
        self.init(date: LocalDate(daysSinceEpoch: Int(days)), time: LocalTime(secondsOfDay: Int(rest)))
    }

    /// Seconds after the start of 1970 on a clock without an offset.
    var secondsSinceEpoch: Int64 { Int64(date.daysSinceEpoch) * 86_400 + Int64(time.secondsOfDay) }
}
