extension DeadlineParser {
    /// A day or an expression.
    mutating func place() throws(DeadlineTextError) -> DeadlineRule.Anchor {
        if word == "the", word(after: 1) == "end" || word(after: 1) == "start" { advance() }
        switch content {
        case .expression(let index):
            advance()
            return .expression(index)
        case .date(let date):
            advance()
            return .date(date)
        case .number(let day): return try dayOfMonth(day)
        case .word("end"): return .endOf(try expression(following: "end"))
        case .word("start"): return .startOf(try expression(following: "start"))
        case .word("due"), .word("opened"):
            throw fault(
                "\(found) must follow an amount of time and `before` or `after`",
                help: "write for example `2 working days before due`")
        case .word(let word):
            let known = ["on", "by", "end", "start", "overdue"]
            throw fault(
                "\(found) is not a date, an expression or an amount of time",
                help: NearestWord.help(word, among: known) ?? Self.example)
        case nil: throw fault("a date or an expression must follow", help: Self.example)
        }
    }

    private mutating func expression(following word: String) throws(DeadlineTextError) -> Int {
        advance()
        guard skip("of") else {
            throw fault("`of` must follow `\(word)`, not \(found)", help: "write `\(word) of ${inputs.quarter}`")
        }
        guard case .expression(let index)? = content else {
            throw fault(
                "an expression must follow `\(word) of`, not \(found)", help: "write `\(word) of ${inputs.quarter}`")
        }
        advance()
        return index
    }

    private mutating func dayOfMonth(_ day: Int) throws(DeadlineTextError) -> DeadlineRule.Anchor {
        let number = self
        advance()
        guard let name = word, let month = Month.number(named: name) else {
            let help = word.flatMap { NearestWord.help($0, among: Month.names) }
            throw fault("a month must follow the day, not \(found)", help: help ?? "write it as in `31 March`")
        }
        advance()
        if case .number(let year)? = content {
            guard let date = LocalDate(year: year, month: month, day: day) else {
                throw number.fault("there is no day \(day) \(Month.name(month)) \(year)")
            }
            advance()
            return .date(date)
        }
        // Taken in a leap year, so that 29 February is a day.
        guard LocalDate(year: 2000, month: month, day: day) != nil else {
            throw number.fault("\(Month.name(month)) has no day \(day)")
        }
        return .dayOfYear(month: month, day: day)
    }
}
