package import WaymarkCalendar
package import WaymarkDiagnostics
import WaymarkYAML

/// Reads the bank holidays that GOV.UK publishes, in the form of its `bank-holidays.json`.
package enum BankHolidayReader {
    /// The divisions that GOV.UK publishes.
    package static let divisions = ["england-and-wales", "scotland", "northern-ireland"]

    /// Reads the days of one division, in order.
    ///
    /// A day whose notes say that it stands in for another is titled so, as `Christmas Day (substitute)`.
    package static func read(
        _ text: String, file: String, division: String
    ) -> (holidays: [Holiday], diagnostics: Diagnostics) {
        // JSON is YAML, and so its faults have places too.
        var reader = ConfigurationFile(text, file: file)
        guard let root = reader.root else { return ([], reader.diagnostics) }
        guard let found = root[division] else {
            let known = (root.entries ?? []).map(\.key)
            reader.report(
                "there is no division \"\(division)\"", at: root.span,
                help: Nearest.word(to: division, among: known).map { "did you mean `\($0)`?" } ?? "there are: "
                    + known.joined(separator: ", "))
            return ([], reader.diagnostics)
        }
        guard found["events"] != nil else {
            reader.report("`\(division)` has no events", at: found.span, help: "take the file as GOV.UK publishes it")
            return ([], reader.diagnostics)
        }
        var days: [LocalDate: Holiday] = [:]
        for event in reader.items("events", in: found) {
            guard let date = event["date"]?.text.flatMap({ LocalDate($0) }), let title = event["title"]?.text else {
                reader.report(
                    "an event has a title and a date", at: event.span,
                    help: "take the file as GOV.UK publishes it")
                continue
            }
            if days[date] != nil { reader.report("\(date) is there twice", at: event.span) }
            days[date] = Holiday(date: date, title: Self.title(title, notes: event["notes"]?.text ?? ""))
        }
        return (days.values.sorted { $0.date < $1.date }, reader.diagnostics)
    }

    private static func title(_ title: String, notes: String) -> String {
        let plain = title.replacing("’", with: "'")
        return notes.lowercased().contains("substitute") ? "\(plain) (substitute)" : plain
    }
}
