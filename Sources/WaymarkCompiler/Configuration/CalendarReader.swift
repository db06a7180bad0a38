package import WaymarkCalendar
package import WaymarkDiagnostics
import WaymarkYAML

/// Reads a calendar: weekend, holidays, single changes, opening hours and the years that it knows.
package enum CalendarReader {
    /// Reads a calendar that may inherit from others.
    /// - Parameters:
    ///   - text: The text.
    ///   - file: The file, as people name it.
    ///   - base: The calendar of a name, for one that inherits; nil where there is none that can be used.
    /// - Returns: The calendar, when nothing is wrong with it, and what is.
    package static func read(
        _ text: String, file: String, base: (String) -> WorkingCalendar? = { _ in nil }
    ) -> (calendar: WorkingCalendar?, diagnostics: Diagnostics) {
        var reader = CalendarFile(text, file: file)
        let calendar = reader.calendar(base: base)
        return (calendar, reader.diagnostics)
    }
}

/// One calendar being read.
private struct CalendarFile {
    private var reader: ConfigurationFile

    init(_ text: String, file: String) {
        reader = ConfigurationFile(text, file: file)
    }

    var diagnostics: Diagnostics { reader.diagnostics }

    mutating func calendar(base: (String) -> WorkingCalendar?) -> WorkingCalendar? {
        guard let root = reader.root else { return nil }
        reader.allow(CalendarForms.document.names, in: root, as: "a calendar")
        let name = reader.text("name", in: root) ?? ""
        let inherited = inherited(root, base)
        let isWhole = root["inherits"] == nil
        let zone = zone(root, isNeeded: isWhole)
        let weekend = weekend(root)
        let noun = dayNoun(root)
        let hours = hours(root["hours"], isNeeded: isWhole, at: root.span)
        let years = years(root, isNeeded: isWhole)
        let holidays = reader.items("holidays", in: root).flatMap { self.holidays($0) }
        let changes = reader.items("changes", in: root).compactMap { change($0) }
        guard !reader.diagnostics.hasErrors else { return nil }
        do {
            var calendar: WorkingCalendar
            if let inherited {
                calendar = try WorkingCalendar(
                    name: name, inheriting: inherited, zone: zone, weekend: weekend, openingTime: hours?.opening,
                    closingTime: hours?.closing, years: years, adding: holidays, changes: changes)
            } else {
                guard let zone, let hours, let years else { return nil }
                calendar = try WorkingCalendar(
                    name: name, zone: zone, weekend: weekend ?? [], openingTime: hours.opening,
                    closingTime: hours.closing, years: years, holidays: holidays, changes: changes)
            }
            if let noun { calendar.dayNoun = noun }
            return calendar
        } catch let error as CalendarError {
            reader.report(error.message, at: place(of: error.part, in: root))
        } catch {
            reader.report("\(error)", at: root.span)
        }
        return nil
    }

    /// Where a part of the calendar stands; of a day that stands there twice, the second.
    private func place(of part: CalendarError.Part?, in root: YAMLNode) -> SourceSpan {
        let node: YAMLNode? =
            switch part {
            case .weekend: root["weekend"]
            case .years: root["years"]
            case .day(let date):
                [root["holidays"], root["changes"]].flatMap { $0?.items ?? [] }.last { item in
                    func day(_ key: String) -> LocalDate? { item[key]?.text.flatMap { LocalDate($0) } }
                    if let from = day("from"), let to = day("to") {
                        return (min(from, to)...max(from, to)).contains(date)
                    }
                    return day("date") == date
                }
            case nil: nil
            }
        return node?.span ?? root.span
    }

    // MARK: - Parts

    private mutating func inherited(_ root: YAMLNode, _ base: (String) -> WorkingCalendar?) -> WorkingCalendar? {
        guard let node = root["inherits"] else { return nil }
        guard let name = node.text else {
            reader.report("`inherits` is the name of a calendar", at: node.span, help: "write inherits: england")
            return nil
        }
        if let calendar = base(name) { return calendar }
        reader.report(
            "there is no calendar \"\(name)\" to inherit from", at: node.span,
            help: "it must be in Config/calendars/\(name).yaml, without faults, and not inherit from this one")
        return nil
    }

    private mutating func zone(_ root: YAMLNode, isNeeded: Bool) -> ZoneTable? {
        guard root["zone"] != nil || isNeeded, let name = reader.text("zone", in: root) else { return nil }
        do {
            return try ZoneTable(identifier: name)
        } catch {
            reader.report("\(error)", at: root["zone"]?.span ?? root.span)
            return nil
        }
    }

    private mutating func weekend(_ root: YAMLNode) -> Set<Weekday>? {
        guard root["weekend"] != nil else { return nil }
        return Set(
            reader.items("weekend", in: root).compactMap { item -> Weekday? in
                guard let day = item.text.flatMap({ Weekday($0) }) else {
                    reader.report("this is not a day of the week", at: item.span, help: "write saturday")
                    return nil
                }
                return day
            })
    }

    /// What its working days are called: `school` of `working_day: school day`.
    private mutating func dayNoun(_ root: YAMLNode) -> String? {
        guard let node = root["working_day"] else { return nil }
        let words = node.text?.split(separator: " ", omittingEmptySubsequences: false) ?? []
        guard words.count == 2, words[1] == "day", let noun = words.first, !noun.isEmpty,
            noun.utf8.allSatisfy({ (97...122).contains($0) }), !["working", "calendar", "business"].contains(noun)
        else {
            reader.report(
                "`working_day` is what a working day of this calendar is called", at: node.span,
                help: "write working_day: school day, or leave it out where it is a working day")
            return nil
        }
        return String(noun)
    }

    private mutating func hours(_ node: YAMLNode?, isNeeded: Bool, at span: SourceSpan) -> OpeningHours? {
        guard node != nil || isNeeded else { return nil }
        if let node { reader.allow(CalendarForms.hours.names, in: node, as: "opening hours") }
        let opening = time("open", node, at: span)
        let closing = time("close", node, at: span)
        guard let opening, let closing else { return nil }
        guard let hours = OpeningHours(opening, closing) else {
            reader.report(
                "it closes at \(closing), which is not after it opens at \(opening)", at: node?.span ?? span,
                help: "write the earlier time after `open`")
            return nil
        }
        return hours
    }

    private mutating func time(_ key: String, _ hours: YAMLNode?, at span: SourceSpan) -> LocalTime? {
        let node = hours?[key]
        if let time = node?.text.flatMap({ LocalTime($0) }) { return time }
        if let node {
            reader.report(
                "`\(key)` is a time of day from 00:00 to 23:59", at: node.span, help: "write \(key): \"17:00\"")
            return nil
        }
        reader.report(
            "`hours` needs `\(key)`", at: hours?.span ?? span,
            help: "write hours: { open: \"09:00\", close: \"17:00\" }")
        return nil
    }

    private mutating func years(_ root: YAMLNode, isNeeded: Bool) -> ClosedRange<Int>? {
        guard root["years"] != nil || isNeeded else { return nil }
        if let years = root["years"] { reader.allow(CalendarForms.years.names, in: years, as: "the years") }
        guard case .int(let from)? = root["years"]?["from"]?.scalar?.resolved,
            case .int(let to)? = root["years"]?["to"]?.scalar?.resolved, from <= to
        else {
            reader.report(
                "`years` says which years the calendar knows", at: root["years"]?.span ?? root.span,
                help: "write { from: 2011, to: 2030 }")
            return nil
        }
        return Int(from)...Int(to)
    }

    // MARK: - Days

    /// One day, or every day from one to another, such as a school's holidays.
    private mutating func holidays(_ item: YAMLNode) -> [Holiday] {
        reader.allow(CalendarForms.holiday.names, in: item, as: "a holiday")
        let title = item["title"]?.scalar?.text ?? ""
        let announced = announced(item)
        let hasStretch = item["from"] != nil || item["to"] != nil
        if item["date"] != nil, !hasStretch {
            return day("date", of: item).map { [Holiday(date: $0, title: title, announced: announced)] } ?? []
        }
        guard item["date"] == nil, item["from"] != nil, item["to"] != nil else {
            reader.report(
                item["date"] == nil
                    ? "a holiday needs a date, or the first and the last of its days"
                    : "a holiday has a date, or the first and the last of its days, and not both", at: item.span,
                help:
                    "write { date: 2013-12-25, title: Christmas Day } or { from: 2013-12-21, to: 2014-01-03, title: … }"
            )
            return []
        }
        let (first, last) = (day("from", of: item), day("to", of: item))
        guard let from = first, let to = last else { return [] }
        guard (0..<Limits.holidayDaysMax).contains(from.days(until: to)) else {
            reader.report(
                from > to ? "the holiday ends on \(to), before it begins" : "the holiday lasts longer than a year",
                at: item.span, help: "write the first day after `from` and the last after `to`")
            return []
        }
        return (0...from.days(until: to)).map {
            Holiday(date: from.adding(days: $0), title: title, announced: announced)
        }
    }

    /// The day under a key that is there; reported when it is none.
    private mutating func day(_ key: String, of item: YAMLNode) -> LocalDate? {
        guard let node = item[key] else { return nil }
        if let date = node.text.flatMap({ LocalDate($0) }) { return date }
        reader.report(
            "`\(key)` is not a day of any year", at: node.span, help: "write the year first, as in 2013-12-25")
        return nil
    }

    private mutating func change(_ item: YAMLNode) -> CalendarChange? {
        reader.allow(CalendarForms.change.names, in: item, as: "a change")
        guard item["date"] != nil else {
            reader.report(
                "a change needs a date", at: item.span,
                help: "write { date: 2020-05-04, title: Moved to 8 May, day: worked, announced: 2019-06-10 }")
            return nil
        }
        guard let date = day("date", of: item) else { return nil }
        let announced = announced(item)
        guard let effect = effect(item) else { return nil }
        return CalendarChange(
            date: date, title: item["title"]?.scalar?.text ?? "", effect: effect, announced: announced)
    }

    private mutating func effect(_ item: YAMLNode) -> CalendarChange.Effect? {
        let help = "write day: free, day: worked, or hours: { open: \"09:00\", close: \"12:00\" } for a half day"
        switch (item["day"]?.text, item["hours"]) {
        case (nil, let node?) where item["day"] == nil:
            return hours(node, isNeeded: true, at: item.span).map { .hours($0) }
        case ("free", nil): return .free
        case ("worked", nil): return .worked
        case (_, .some): reader.report("a change is of the day or of its hours, not of both", at: item.span, help: help)
        case (_, nil):
            reader.report(
                item["day"] == nil ? "it is not said what becomes of the day" : "this is not what a day can become",
                at: item["day"]?.span ?? item.span, help: help)
        }
        return nil
    }

    private mutating func announced(_ item: YAMLNode) -> LocalDate? {
        guard let node = item["announced"] else { return nil }
        guard let date = node.text.flatMap({ LocalDate($0) }) else {
            reader.report("`announced` is a date", at: node.span, help: "write it as in 2019-06-10")
            return nil
        }
        return date
    }
}
