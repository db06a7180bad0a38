extension DeadlineParser {
    /// An amount, or nil when what comes next is none.
    mutating func amount() throws(DeadlineTextError) -> DeadlineSpan? {
        switch content {
        case .number(let count): return try countedAmount(count)
        case .word(let word):
            if word.hasPrefix("p"), word.dropFirst().first.map({ $0.isNumber || $0 == "t" }) ?? false {
                return try isoAmount(word)
            }
            if let unit = Self.unitAfterDigits(word) {
                throw fault("\(found) runs a number and a unit together", help: "did you mean `\(unit)`?")
            }
            if let number = Self.spelledNumbers.firstIndex(of: word), Self.unit(self.word(after: 1)) != nil {
                throw fault("numbers are written in digits", help: "did you mean `\(number + 1)`?")
            }
            return nil
        case .date, .expression, nil: return nil
        }
    }

    private mutating func countedAmount(_ count: Int) throws(DeadlineTextError) -> DeadlineSpan? {
        // A day of a month, as in 31 March.
        if let next = word(after: 1), Month.number(named: next) != nil { return nil }
        guard count <= Limits.deadlineAmountMax else { throw Self.tooMuch(self) }
        advance()
        guard let name = word else {
            throw fault("a unit must follow the number \(count)", help: Self.unitHelp)
        }
        if name == "working" { return try workingAmount(count) }
        if let unit = Self.unit(name), unit != .workingDays, unit != .workingHours {
            advance()
            return DeadlineSpan(count, unit)
        }
        return try namedDays(count, name)
    }

    /// Working days by the name that the calendar gives them, as in `20 school days`.
    private mutating func namedDays(_ count: Int, _ name: String) throws(DeadlineTextError) -> DeadlineSpan {
        let units = ["seconds", "minutes", "hours", "days", "weeks", "months", "years", "working"] + Month.names
        // Whatever a calendar calls its days, it does not call them so.
        let help =
            ["business": "write `\(count) working days`", "calendar": "write `\(count) days`"][name]
            ?? NearestWord.help(name, among: units + (nouns ?? []).sorted())
        let isOfDays = Self.unit(word(after: 1)) == .days
        guard isOfDays, nouns?.contains(name) ?? (help == nil && name.allSatisfy { $0.isLetter || $0 == "-" }) else {
            let advice = "write `\(count) working days`, or have the calendar say `working_day: \(name) day`"
            throw fault("\(found) is no unit of time", help: help ?? (isOfDays ? advice : Self.unitHelp))
        }
        advance()
        advance()
        return DeadlineSpan(count, .workingDays, noun: name)
    }

    private mutating func workingAmount(_ count: Int) throws(DeadlineTextError) -> DeadlineSpan {
        advance()
        switch word.flatMap(Self.unit) {
        case .days:
            advance()
            return DeadlineSpan(count, .workingDays)
        case .hours:
            advance()
            return DeadlineSpan(count, .workingHours)
        default:
            let help = word.flatMap { NearestWord.help($0, among: ["days", "hours"]) }
            throw fault(
                "`days` or `hours` must follow `working`, not \(found)", help: help ?? "write `\(count) working days`")
        }
    }

    private mutating func isoAmount(_ word: String) throws(DeadlineTextError) -> DeadlineSpan {
        guard let parts = ISODuration(word) else {
            throw fault("\(found) is not an ISO 8601 duration", help: "write it as in `P5D`, `P2W`, `P3M` or `PT36H`")
        }
        guard let (count, unit) = parts.single else {
            throw fault(
                "\(found) mixes units that do not add up to one",
                help: "use months alone, days alone or hours alone, as in `PT36H` for a day and a half")
        }
        guard count <= Limits.deadlineAmountMax else { throw Self.tooMuch(self) }
        advance()
        return DeadlineSpan(count, unit)
    }

    private static let unitHelp = "write for example `5 working days`, `2 weeks` or `36 hours`"

    private static let spelledNumbers = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]

    private static func tooMuch(_ parser: DeadlineParser) -> DeadlineTextError {
        parser.fault(
            "\(parser.found) is more than \(Limits.deadlineAmountMax)", help: "use a larger unit, or name the date")
    }

    /// The unit of a word in the singular or plural.
    private static func unit(_ word: String?) -> DeadlineSpan.Unit? {
        guard let word else { return nil }
        return DeadlineSpan.Unit(rawValue: word) ?? DeadlineSpan.Unit(rawValue: word + "s")
    }

    /// What a word such as `5days` was meant to be.
    private static func unitAfterDigits(_ word: String) -> String? {
        let digits = word.prefix { ("0"..."9").contains($0) }
        let rest = String(word.dropFirst(digits.count))
        guard !digits.isEmpty, unit(rest) != nil else { return nil }
        return "\(digits) \(rest)"
    }
}
