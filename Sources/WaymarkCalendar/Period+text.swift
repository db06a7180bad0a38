extension Period: LosslessStringConvertible {
    /// Reads `2013-14-Q2`, `2013-14-H1`, `2013-14`, `2013-10`, `2013-M10` or `2013`; nil for anything else.
    ///
    /// `2011-12` is the financial year, never December 2011, which is `2011-M12`: only in the years 2000 to 2011 (and
    /// their like in other centuries) does one month share the form of the financial year.
    public init?(_ label: String) {
        var scanner = DigitScanner(label)
        guard let year = scanner.number(digits: 4) else { return nil }
        if scanner.isAtEnd {
            self.init(.calendarYear, year: year)
            return
        }
        guard scanner.skip("-") else { return nil }
        if scanner.skip("M") {
            guard let month = scanner.number(digits: 2), scanner.isAtEnd else { return nil }
            self.init(.month, year: year, number: month)
            return
        }
        guard let second = scanner.number(digits: 2) else { return nil }
        self.init(year: year, second: second, scanning: &scanner)
    }

    private init?(year: Int, second: Int, scanning scanner: inout DigitScanner) {
        let isFinancialYear = second == (year + 1) % 100
        if scanner.isAtEnd {
            if isFinancialYear {
                self.init(.year, year: year)
            } else {
                self.init(.month, year: year, number: second)
            }
            return
        }
        guard isFinancialYear, scanner.skip("-") else { return nil }
        let kind: Kind
        if scanner.skip("Q") {
            kind = .quarter
        } else if scanner.skip("H") {
            kind = .half
        } else {
            return nil
        }
        guard let number = scanner.digit(), scanner.isAtEnd else { return nil }
        self.init(kind, year: year, number: number)
    }

    /// The label that `init(_:)` reads back, as in `2013-14-Q2`.
    public var label: String {
        var text = ""
        text.append(padded: year, width: 4)
        switch kind {
        case .calendarYear: return text
        case .month:
            text.append(number == (year + 1) % 100 ? "-M" : "-")
            text.append(padded: number, width: 2)
            return text
        case .quarter, .half, .year:
            text.append("-")
            text.append(padded: (year + 1) % 100, width: 2)
            if kind == .quarter { text.append("-Q\(number)") }
            if kind == .half { text.append("-H\(number)") }
            return text
        }
    }

    /// The label.
    public var description: String { label }

    /// The name that people use, as in `Q2 2013/14`, `2013/14` or `October 2013`.
    public var title: String {
        switch kind {
        case .month: "\(Month.name(number)) \(year)"
        case .quarter: "Q\(number) \(financialYear)"
        case .half: "H\(number) \(financialYear)"
        case .year: financialYear
        case .calendarYear: String(year)
        }
    }

    /// The shortest name, as in `13Q2`; fit for ids, and unlike the label it leaves out the century.
    public var short: String {
        var text = ""
        text.append(padded: year % 100, width: 2)
        switch kind {
        case .month:
            text.append("M")
            text.append(padded: number, width: 2)
        case .quarter: text.append("Q\(number)")
        case .half: text.append("H\(number)")
        case .year: text.append("FY")
        case .calendarYear: text.append("CY")
        }
        return text
    }

    private var financialYear: String {
        var text = "\(year)/"
        text.append(padded: (year + 1) % 100, width: 2)
        return text
    }
}
