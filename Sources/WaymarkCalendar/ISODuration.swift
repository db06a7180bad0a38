/// The numbers of an ISO 8601 duration such as `P1Y6M` or `PT36H`.
struct ISODuration {
    private var months = 0
    private var days = 0
    private var seconds = 0
    /// The unit of the only number, if there is one only.
    private var onlyUnit: (count: Int, unit: DeadlineSpan.Unit)?

    /// Reads lower-case text; nil when it is not of the form, or has a fraction or a number of more than nine digits.
    init?(_ text: String) {
        var scanner = DigitScanner(text)
        guard scanner.skip("p") else { return nil }
        var order = 0
        var count = 0
        while !scanner.isAtEnd {
            if order <= Self.dateUnits.count, scanner.skip("t") {
                guard !scanner.isAtEnd else { return nil }
                order = Self.dateUnits.count + 1
            }
            guard let number = Self.number(&scanner), let unit = Self.unit(&scanner, order: &order) else { return nil }
            add(number, unit)
            onlyUnit = (number, unit)
            count += 1
        }
        guard count > 0 else { return nil }
        if count > 1 { onlyUnit = nil }
    }

    /// The duration as one amount; nil when it mixes months, days and hours.
    var single: (count: Int, unit: DeadlineSpan.Unit)? {
        if let onlyUnit { return onlyUnit }
        switch (months > 0, days > 0, seconds > 0) {
        case (true, false, false): return (months, .months)
        case (false, true, false): return (days, .days)
        case (false, false, true):
            if seconds.isMultiple(of: 3600) { return (seconds / 3600, .hours) }
            return seconds.isMultiple(of: 60) ? (seconds / 60, .minutes) : (seconds, .seconds)
        default: return nil
        }
    }

    private static let dateUnits: [(Unicode.Scalar, DeadlineSpan.Unit)] = [
        ("y", .years), ("m", .months), ("w", .weeks), ("d", .days),
    ]
    private static let timeUnits: [(Unicode.Scalar, DeadlineSpan.Unit)] = [
        ("h", .hours), ("m", .minutes), ("s", .seconds),
    ]

    private static func number(_ scanner: inout DigitScanner) -> Int? {
        guard var value = scanner.digit() else { return nil }
        var digits = 1
        while let digit = scanner.digit() {
            value = value * 10 + digit
            digits += 1
            guard digits <= 9 else { return nil }
        }
        return value
    }

    /// The unit letter that comes next; units stand in order, and those after the `t` are numbered from 5.
    private static func unit(_ scanner: inout DigitScanner, order: inout Int) -> DeadlineSpan.Unit? {
        let isTime = order > dateUnits.count
        let units = isTime ? timeUnits : dateUnits
        let base = isTime ? dateUnits.count + 1 : 0
        for (index, (letter, unit)) in units.enumerated() where index >= order - base && scanner.skip(letter) {
            order = base + index + 1
            return unit
        }
        return nil
    }

    private mutating func add(_ count: Int, _ unit: DeadlineSpan.Unit) {
        switch unit {
        case .years: months += count * 12
        case .months: months += count
        case .weeks: days += count * 7
        case .days, .workingDays: days += count
        case .hours, .workingHours: seconds += count * 3600
        case .minutes: seconds += count * 60
        case .seconds: seconds += count
        }
    }
}
