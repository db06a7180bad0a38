extension RecurrenceParser {
    /// What comes before the times, the bounds and the roll.
    mutating func pattern() throws(RecurrenceTextError) -> Recurrence.Pattern {
        if skip("every") || skip("each") { return try repeated() }
        if skip("on") { return .dates(try dates()) }
        switch content {
        case .date: return .dates(try dates())
        case .number(let number):
            if let name = word(after: 1), Month.number(named: name) != nil { return .dates(try dates()) }
            return .period(try distance(number))
        case .word(let word):
            if Self.isOrdinal(word) || word == "the" {
                let places = try places()
                guard skip("of") || skip("in") else {
                    throw fault(
                        "`of` and a period must follow, not \(found)", help: "write for example `of every quarter`")
                }
                let periods = try periods()
                return .period(PeriodDays(periods: periods, days: .places(try self.places(places, of: periods))))
            }
            throw fault("\(found) is no beginning of a recurrence", help: beginningHelp(word))
        case .comma, nil: throw fault("\(found) is no beginning of a recurrence", help: Self.example)
        }
    }

    private func beginningHelp(_ word: String) -> String {
        if Weekday(word) != nil || Month.number(named: word) != nil { return "write `every \(word.capitalizedFirst)`" }
        let known: [String: String] = [
            "daily": "every day", "weekly": "every Monday", "monthly": "every month", "quarterly": "every quarter",
            "half-yearly": "every half-year", "yearly": "every financial year", "annually": "every financial year",
            "fortnightly": "every 2 weeks on Tuesday from 2013-04-02",
        ]
        if let better = known[word] { return "write `\(better)`" }
        return NearestWord.help(word, among: ["every", "first", "last", "on", "cron"]) ?? Self.example
    }

    // MARK: - Dates

    private mutating func dates() throws(RecurrenceTextError) -> [LocalDate] {
        var dates: Set<LocalDate> = [try date()]
        while skipSeparator() { dates.insert(try date()) }
        return dates.sorted()
    }

    /// A date with its year.
    mutating func date() throws(RecurrenceTextError) -> LocalDate {
        if case .date(let date)? = content {
            advance()
            return date
        }
        let start = self
        let day = try yearDay()
        guard case .number(let year)? = content else {
            let name = "\(day.day) \(Month.name(day.month))"
            throw start.fault(
                "\(name) of which year is not said", help: "write `every year on \(name)`, or add the year")
        }
        guard let date = LocalDate(year: year, month: day.month, day: day.day) else {
            throw start.fault("there is no day \(day.day) \(Month.name(day.month)) \(year)")
        }
        advance()
        return date
    }

    private mutating func yearDay() throws(RecurrenceTextError) -> Recurrence.YearDay {
        guard case .number(let day)? = content else {
            throw fault("a date must follow, not \(found)", help: "write for example `31 March 2014`")
        }
        let start = self
        advance()
        guard let name = word, let month = Month.number(named: name) else {
            let help = word.flatMap { NearestWord.help($0, among: Month.names) }
            throw fault("a month must follow the day, not \(found)", help: help ?? "write it as in `31 March`")
        }
        // Taken in a leap year, so that 29 February is a day.
        guard LocalDate(year: 2000, month: month, day: day) != nil else {
            throw start.fault("\(Month.name(month)) has no day \(day)")
        }
        advance()
        return Recurrence.YearDay(month: month, day: day)
    }

    // MARK: - After "every"

    private mutating func repeated() throws(RecurrenceTextError) -> Recurrence.Pattern {
        if case .number(let count)? = content { return try counted(count) }
        switch word {
        case let name? where Weekday(name) != nil: return .weeks(every: 1, on: try weekdays())
        case "day":
            advance()
            return .days(every: 1)
        case "working":
            advance()
            guard skip("day") else {
                throw fault("`day` must follow `working`, not \(found)", help: "write `every working day`")
            }
            return .workingDays
        case "week":
            advance()
            return .weeks(every: 1, on: try weekdaysAfterOn())
        case "year":
            advance()
            guard skip("on") else {
                throw fault(
                    "`every year` does not say when",
                    help: "write `every year on 31 March`, `every financial year` or `every calendar year`")
            }
            return .year(try yearDays())
        case "weekday":
            throw fault("\(found) may mean two things", help: "write `every working day`, or name the days of the week")
        case "other":
            throw fault("\(found) is not understood here", help: "write `every 2 weeks on Tuesday from 2013-04-02`")
        default:
            if let word, isBeforeDay, word != "financial", word != "calendar" {
                throw fault("\(found) is no day that comes again", help: nounHelp(word, among: ["working"]))
            }
            return .period(try everyPeriod())
        }
    }

    private mutating func everyPeriod() throws(RecurrenceTextError) -> PeriodDays {
        let periods = try namedPeriods(all: true)
        guard skip("on") else { return PeriodDays(periods: periods, days: .start) }
        let places = try places()
        return PeriodDays(periods: periods, days: .places(try self.places(places, of: periods)))
    }

    private mutating func counted(_ count: Int) throws(RecurrenceTextError) -> Recurrence.Pattern {
        guard (1...Limits.recurrenceEveryMax).contains(count) else {
            throw fault("\(found) is not a number from 1 to \(Limits.recurrenceEveryMax)")
        }
        advance()
        switch word {
        case "day", "days":
            advance()
            return .days(every: count)
        case "week", "weeks":
            advance()
            return .weeks(every: count, on: try weekdaysAfterOn())
        case "month", "months":
            advance()
            return .months(every: count)
        case "quarter", "quarters":
            throw fault("quarters are not counted", help: "write `every \(count * 3) months from` and the first day")
        case "year", "years":
            throw fault("years are not counted", help: "write `every \(count * 12) months from` and the first day")
        default:
            let help = word.flatMap { NearestWord.help($0, among: ["days", "weeks", "months"]) }
            throw fault("`days`, `weeks` or `months` must follow \(count), not \(found)", help: help)
        }
    }

    private mutating func weekdaysAfterOn() throws(RecurrenceTextError) -> [Weekday] {
        guard skip("on") else {
            throw fault("it is not said on which day of the week", help: "write for example `on Tuesday`")
        }
        return try weekdays()
    }

    private mutating func weekdays() throws(RecurrenceTextError) -> [Weekday] {
        var days: Set<Weekday> = [try weekday()]
        while skipSeparator() { days.insert(try weekday()) }
        return days.sorted()
    }

    private mutating func weekday() throws(RecurrenceTextError) -> Weekday {
        guard let weekday = word.flatMap({ Weekday($0) }) else {
            let help = word.flatMap { NearestWord.help($0, among: Weekday.allCases.map(\.name)) }
            throw fault("a day of the week must follow, not \(found)", help: help ?? "write for example `Monday`")
        }
        advance()
        return weekday
    }

    private mutating func yearDays() throws(RecurrenceTextError) -> [Recurrence.YearDay] {
        var days: Set<Recurrence.YearDay> = [try yearDay()]
        while skipSeparator() { days.insert(try yearDay()) }
        return days.sorted()
    }
}

extension String {
    /// The word with a capital letter first.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
