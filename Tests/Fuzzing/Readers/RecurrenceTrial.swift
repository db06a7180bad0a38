import WaymarkCalendar

/// Recurrences in words, as rules and as cron: read, written, and their first occurrences found.
enum RecurrenceTrial {
    /// Long enough for rules to repeat themselves, with a change of the clocks at its beginning.
    private static let setting: RecurrenceSetting? = {
        guard let zone = try? ZoneTable(identifier: "Europe/London"),
            let calendar = try? WorkingCalendar(name: "trial", zone: zone, years: 2013...2015)
        else { return nil }
        return RecurrenceSetting(calendar: calendar, period: .quarter)
    }()
    private static let first = Instant("2013-03-30T00:00:00Z")
    private static let occurrencesMax = 12

    static func complaint(about text: String) -> String? {
        do throws(RecurrenceTextError) {
            let recurrence = try Recurrence(parsing: text)
            let written = "\(recurrence)"
            guard (try? Recurrence(parsing: written)) == recurrence else {
                return "it is written as \"\(written)\", which is not the same"
            }
            return complaint(about: recurrence)
        } catch {
            let isInside = error.offset >= 0 && error.length >= 0
            return isInside && error.offset + error.length <= text.unicodeScalars.count && !error.message.isEmpty
                ? nil : "\"\(error)\" lies outside of the text: \(error.offset), \(error.length)"
        }
    }

    /// Whether occurrences come in order, and the same from each of them on.
    private static func complaint(about recurrence: Recurrence) -> String? {
        guard let setting, let first else { return "the calendar is refused" }
        var found: [Instant] = []
        var all = recurrence.occurrences(from: first, in: setting)
        while found.count < occurrencesMax, let occurrence = try? all.next() {
            let instant = occurrence.instant
            guard instant >= first, found.last.map({ $0 < instant }) ?? true else {
                return "\(instant) comes after \(found.last ?? first)"
            }
            found.append(instant)
        }
        guard let middle = found.dropFirst(found.count / 2).first else { return nil }
        var later = recurrence.occurrences(from: middle, in: setting)
        return (try? later.next())?.instant == middle ? nil : "it does not happen at \(middle) when asked from there on"
    }
}
