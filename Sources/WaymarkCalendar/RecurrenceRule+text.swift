extension RecurrenceRule: CustomStringConvertible {
    /// The rule as RFC 5545 writes it, without `RRULE:`; `init(parsing:)` reads it back.
    package var description: String {
        var parts = ["FREQ=\(frequency.rawValue)"]
        if let until { parts.append("UNTIL=\(until.text)") }
        if let count { parts.append("COUNT=\(count)") }
        if interval != 1 { parts.append("INTERVAL=\(interval)") }
        func add(_ name: String, _ values: [Int]) {
            guard !values.isEmpty else { return }
            parts.append("\(name)=\(values.map(String.init).joined(separator: ","))")
        }
        add("BYSECOND", seconds)
        add("BYMINUTE", minutes)
        add("BYHOUR", hours)
        if !days.isEmpty { parts.append("BYDAY=\(days.map(\.text).joined(separator: ","))") }
        add("BYMONTHDAY", monthDays)
        add("BYYEARDAY", yearDays)
        add("BYMONTH", months)
        add("BYSETPOS", setPositions)
        if weekStart != .monday { parts.append("WKST=\(Day(ordinal: nil, weekday: weekStart).text)") }
        return parts.joined(separator: ";")
    }
}

extension RecurrenceRule.Day {
    /// The iCalendar form, as in `-1FR`.
    var text: String {
        let name = RecurrenceRuleParser.weekdays[weekday.rawValue - 1].0
        return ordinal.map { "\($0)\(name)" } ?? name
    }
}
