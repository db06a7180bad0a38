package import WaymarkCalendar
package import WaymarkDiagnostics
import WaymarkYAML

/// Reads a calendar: weekend, holidays, opening hours and the years that it knows.
package enum CalendarReader {
    /// Reads a calendar.
    package static func read(_ text: String, file: String) -> (calendar: WorkingCalendar?, diagnostics: Diagnostics) {
        var reader = ConfigurationFile(text, file: file)
        guard let root = reader.root else { return (nil, reader.diagnostics) }
        reader.allow(
            ["name", "title", "source", "zone", "weekend", "hours", "years", "holidays"], in: root, as: "a calendar")
        let name = reader.text("name", in: root) ?? ""
        let zone = reader.text("zone", in: root) ?? "UTC"
        let weekend = reader.items("weekend", in: root).compactMap { item -> Weekday? in
            guard let day = item.text.flatMap({ Weekday($0) }) else {
                reader.report("this is not a day of the week", at: item.span, help: "write saturday")
                return nil
            }
            return day
        }
        let holidays = reader.items("holidays", in: root).flatMap { Self.holidays($0, &reader) }
        let opening = time("open", root, &reader)
        let closing = time("close", root, &reader)
        guard case .int(let from)? = root["years"]?["from"]?.scalar?.resolved,
            case .int(let to)? = root["years"]?["to"]?.scalar?.resolved, from <= to
        else {
            reader.report(
                "`years` says which years the calendar knows", at: root["years"]?.span ?? root.span,
                help: "write { from: 2011, to: 2030 }")
            return (nil, reader.diagnostics)
        }
        guard !reader.diagnostics.hasErrors, let opening, let closing else { return (nil, reader.diagnostics) }
        do {
            let calendar = try WorkingCalendar(
                name: name, zone: try ZoneTable(identifier: zone), weekend: Set(weekend), openingTime: opening,
                closingTime: closing, years: Int(from)...Int(to), holidays: holidays)
            return (calendar, reader.diagnostics)
        } catch let error as CalendarError {
            reader.report(error.message, at: root.span)
        } catch {
            reader.report("\(error)", at: root.span)
        }
        return (nil, reader.diagnostics)
    }

    /// One day, or every day from one to another, such as a school's holidays.
    private static func holidays(_ item: YAMLNode, _ reader: inout ConfigurationFile) -> [Holiday] {
        func day(_ key: String) -> LocalDate? { item[key]?.text.flatMap { LocalDate($0) } }
        let title = item["title"]?.scalar?.text ?? ""
        if item["date"] != nil, let date = day("date") { return [Holiday(date: date, title: title)] }
        guard item["date"] == nil, let from = day("from"), let to = day("to") else {
            reader.report(
                "a holiday needs a date, or the first and the last of its days", at: item.span,
                help:
                    "write { date: 2013-12-25, title: Christmas Day } or { from: 2013-12-21, to: 2014-01-03, title: … }"
            )
            return []
        }
        guard (0..<Limits.holidayDaysMax).contains(from.days(until: to)) else {
            reader.report(
                from > to ? "the holiday ends on \(to), before it begins" : "the holiday lasts longer than a year",
                at: item.span, help: "write the first day after `from` and the last after `to`")
            return []
        }
        return (0...from.days(until: to)).map { Holiday(date: from.adding(days: $0), title: title) }
    }

    private static func time(_ key: String, _ root: YAMLNode, _ reader: inout ConfigurationFile) -> LocalTime? {
        if let time = root["hours"]?[key]?.text.flatMap({ LocalTime($0) }) { return time }
        reader.report(
            "`hours` needs `\(key)`", at: root["hours"]?.span ?? root.span,
            help: "write hours: { open: \"09:00\", close: \"17:00\" }")
        return nil
    }
}
