extension Recurrence: CustomStringConvertible {
    /// The recurrence as people write it; `init(parsing:dayNoun:)` reads it back.
    package var description: String {
        dayNoun.map { text.replacing("working day", with: "\($0) day") } ?? text
    }

    private var text: String {
        var parts = [patternText]
        if !times.isEmpty { parts.append("at \(Self.list(times.map(\.description)))") }
        if let from { parts.append("from \(from)") }
        if let until { parts.append("until \(until)") }
        if let roll { parts.append(roll.words) }
        return parts.joined(separator: " ")
    }

    private var patternText: String {
        switch pattern {
        case .dates(let dates): return "on \(Self.list(dates.map(\.spelledOut)))"
        case .days(let every): return every == 1 ? "every day" : "every \(every) days"
        case .workingDays: return "every working day"
        case .weeks(let every, let days):
            let names = Self.list(days.map(\.name))
            return every == 1 ? "every \(names)" : "every \(every) weeks on \(names)"
        case .months(let every): return every == 1 ? "every 1 month" : "every \(every) months"
        case .year(let days):
            return "every year on \(Self.list(days.map { "\($0.day) \(Month.name($0.month))" }))"
        case .period(let days): return days.description
        case .series(let series): return series.description
        case .cron(let expression): return "cron \(expression)"
        }
    }

    /// `a, b and c`.
    static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return "\(items.dropLast().joined(separator: ", ")) and \(last)"
    }
}

extension PeriodDays: CustomStringConvertible {
    /// The days as people write them.
    package var description: String {
        switch days {
        case .start: startText
        case .places(let places): "\(Recurrence.list(places.map(\.description))) of \(periods)"
        case .distance(let distance):
            "\(distance.span) \(distance.direction == .before ? "before" : "after") \(periods) "
                + (distance.edge == .start ? "starts" : "ends")
        }
    }

    private var startText: String {
        switch periods {
        case .every: "\(periods)"
        case .months: "every \(periods)"
        case .given: "every period"
        }
    }
}

extension PeriodDays.Periods: CustomStringConvertible {
    /// The periods as people name them.
    package var description: String {
        switch self {
        case .every(let kind): "every \(kind.word)"
        case .months(let months): Recurrence.list(months.map(Month.name))
        case .given: "the period"
        }
    }
}

extension PeriodDays.Place: CustomStringConvertible {
    /// The place as people name it.
    package var description: String {
        switch self {
        case .day(let number): "\(RecurrenceParser.ordinalWord(number)) day"
        case .workingDay(let number): "\(RecurrenceParser.ordinalWord(number)) working day"
        case .weekday(let number, let weekday): "\(RecurrenceParser.ordinalWord(number)) \(weekday)"
        }
    }
}

extension Period.Kind {
    /// What people call the kind.
    package var word: String {
        switch self {
        case .month: "month"
        case .quarter: "quarter"
        case .half: "half-year"
        case .year: "financial year"
        case .calendarYear: "calendar year"
        }
    }
}
