package import WaymarkCalendar
package import WaymarkDiagnostics
import WaymarkYAML

/// Brings the file of a calendar up to date with bank holidays published elsewhere.
///
/// Only the years that were published are looked at. What the file says beyond single holidays stays: comments, changes
/// of single days, holidays from one day to another, hours. With a date of announcement nothing is struck out: a day that is no holiday any more gets a
/// change that says since when, so that history can still be told.
package struct CalendarRefresh: Sendable {
    /// The days that the file did not have.
    package let added: [Holiday]
    /// The days that are no holidays any more.
    package let removed: [Holiday]
    /// The days that people call something else now, with their new titles.
    package let renamed: [(holiday: Holiday, title: String)]
    /// The text of the file after all of that.
    package let text: String

    /// Whether there is nothing to do.
    package var isEmpty: Bool { added.isEmpty && removed.isEmpty && renamed.isEmpty }

    /// Compares the file of a calendar with what was published.
    /// - Parameters:
    ///   - text: The file's text.
    ///   - file: The file, as people name it.
    ///   - published: The holidays of whole years.
    ///   - announced: When they were announced; nil to change the file as if it had always been so.
    /// - Returns: nil when the file has faults, or inherits its holidays from another.
    package static func compare(
        _ text: String, file: String, with published: [Holiday], announced: LocalDate? = nil
    ) -> (refresh: CalendarRefresh?, diagnostics: Diagnostics) {
        var reader = ConfigurationFile(text, file: file)
        if let inherits = reader.root?["inherits"] {
            reader.report(
                "the calendar inherits its holidays from another", at: inherits.span, help: "refresh that one")
            return (nil, reader.diagnostics)
        }
        let (calendar, faults) = CalendarReader.read(text, file: file)
        guard let calendar, let root = reader.root else { return (nil, faults) }
        guard let first = published.first?.date.year, let last = published.last?.date.year else {
            reader.report("no holidays were published", at: root.span)
            return (nil, reader.diagnostics)
        }
        guard first <= calendar.years.upperBound + 1 else {
            reader.report(
                "the published years begin in \(first), and the calendar ends in \(calendar.years.upperBound)",
                at: root["years"]?.span ?? root.span, help: "add the years between by hand")
            return (nil, reader.diagnostics)
        }
        let known = published.filter { $0.date.year >= calendar.years.lowerBound }
        var editor = CalendarEditor(text, root: root)
        let current = calendar.holidays.filter {
            (first...last).contains($0.date.year) && editor.hasHoliday(on: $0.date)
        }
        let titles = Dictionary(known.map { ($0.date, $0.title) }) { title, _ in title }
        let held = Dictionary(calendar.holidays.map { ($0.date, $0) }) { holiday, _ in holiday }
        let added = known.filter { held[$0.date] == nil }
        let removed = current.filter { titles[$0.date] == nil }
        let renamed = current.compactMap { holiday -> (holiday: Holiday, title: String)? in
            guard let title = titles[holiday.date], title != holiday.title else { return nil }
            return (holiday, title)
        }
        for (holiday, title) in renamed { editor.rename(holiday.date, to: title) }
        for holiday in removed { editor.remove(holiday, announced: announced) }
        for holiday in added { editor.add(holiday, announced: announced) }
        if last > calendar.years.upperBound { editor.widen(to: last) }
        let refresh = CalendarRefresh(added: added, removed: removed, renamed: renamed, text: editor.edited())
        return (refresh, faults)
    }
}
