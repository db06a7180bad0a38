extension LocalDate: LosslessStringConvertible {
    /// Reads an ISO 8601 date of ten characters, as in `2013-10-31`; nil for anything else.
    public init?(_ description: String) {
        var scanner = DigitScanner(description)
        guard let date = LocalDate(scanning: &scanner), scanner.isAtEnd else { return nil }
        self = date
    }

    init?(scanning scanner: inout DigitScanner) {
        guard let year = scanner.number(digits: 4), scanner.skip("-"), let month = scanner.number(digits: 2),
            scanner.skip("-"), let day = scanner.number(digits: 2)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The ISO 8601 form, as in `2013-10-31`; it sorts as the days do.
    public var description: String {
        let (year, month, day) = civil
        var text = ""
        text.reserveCapacity(10)
        text.append(padded: year, width: 4)
        text.append("-")
        text.append(padded: month, width: 2)
        text.append("-")
        text.append(padded: day, width: 2)
        return text
    }

    /// The form that people write, as in `31 October 2013`.
    public var spelledOut: String {
        let (year, month, day) = civil
        return "\(day) \(Month.name(month)) \(year)"
    }
}
