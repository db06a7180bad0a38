/// A calendar for other people's programs: an iCalendar object of RFC 5545.
///
/// Deadlines are events of no length and not to-dos: most programs that subscribe to a calendar leave `VTODO` out, and
/// all show `VEVENT`. They take no time, so nobody counts as busy. All moments are in UTC, so no zone has to be
/// described; whoever looks sees them on their own clocks. The same entries give the same bytes. What has changed is told
/// from `SEQUENCE` and `LAST-MODIFIED`, where something counts the changes of an entry; others have neither, and are
/// what they are in the feed that was read last.
package struct CalendarFeed: Hashable, Sendable {
    /// What programs call it.
    package var name: String
    /// What it shows.
    package var entries: [FeedEntry]

    /// Describes a feed.
    package init(name: String, entries: [FeedEntry]) {
        self.name = name
        self.entries = entries
    }

    /// The iCalendar text.
    package var text: String {
        var lines = FeedLines()
        lines.add("BEGIN", "VCALENDAR")
        lines.add("VERSION", "2.0")
        lines.add("PRODID", "-//Waymark//Waymark//EN")
        lines.add("CALSCALE", "GREGORIAN")
        // The first is the name of RFC 7986; the second is what most programs still read.
        lines.add(text: "NAME", name)
        lines.add(text: "X-WR-CALNAME", name)
        for entry in entries { Self.add(entry, to: &lines) }
        lines.add("END", "VCALENDAR")
        return lines.text
    }

    private static func add(_ entry: FeedEntry, to lines: inout FeedLines) {
        lines.add("BEGIN", "VEVENT")
        lines.add(text: "UID", entry.uid)
        // Without a METHOD, the stamp says when the entry was last revised, as far as that is known.
        lines.add("DTSTAMP", utc(entry.changedAt))
        if let revision = entry.revision {
            lines.add("LAST-MODIFIED", utc(entry.changedAt))
            lines.add("SEQUENCE", "\(revision)")
        }
        switch entry.when {
        case .moment(let moment): lines.add("DTSTART", utc(moment))
        case .day(let date): lines.add("DTSTART;VALUE=DATE", day(date))
        case .days(let first, let last):
            lines.add("DTSTART;VALUE=DATE", day(first))
            // The end is the first day that is not meant any more.
            lines.add("DTEND;VALUE=DATE", day(last.adding(days: 1)))
        }
        lines.add(text: "SUMMARY", entry.title)
        if !entry.details.isEmpty { lines.add(text: "DESCRIPTION", entry.details.joined(separator: "\n")) }
        if !entry.categories.isEmpty {
            lines.add("CATEGORIES", entry.categories.map(FeedLines.escaped).joined(separator: ","))
        }
        lines.add("TRANSP", "TRANSPARENT")
        for reminder in entry.reminders {
            lines.add("BEGIN", "VALARM")
            lines.add("ACTION", "DISPLAY")
            lines.add("TRIGGER;VALUE=DATE-TIME", utc(reminder))
            lines.add(text: "DESCRIPTION", entry.title)
            lines.add("END", "VALARM")
        }
        lines.add("END", "VEVENT")
    }

    /// `20131031T170000Z`.
    private static func utc(_ moment: Instant) -> String {
        let local = LocalDateTime(secondsSinceEpoch: moment.secondsSinceEpoch)
        var text = day(local.date) + "T"
        for part in [local.time.hour, local.time.minute, local.time.second] { text.append(padded: part, width: 2) }
        return text + "Z"
    }

    /// `20131031`.
    private static func day(_ date: LocalDate) -> String {
        var text = ""
        text.append(padded: date.year, width: 4)
        text.append(padded: date.month, width: 2)
        text.append(padded: date.day, width: 2)
        return text
    }
}
