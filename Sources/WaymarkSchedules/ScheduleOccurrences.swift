package import WaymarkCalendar

/// The occurrences of some rules from a moment on, in order, each moment once; found as they are asked for.
package struct ScheduleOccurrences {
    private var sources: [Source]

    init(_ rules: [ScheduleRule], from first: Instant) {
        sources = rules.flatMap { rule in rule.recurrences.map { Source(rule, $0, from: first) } }
    }

    /// The next occurrence; nil when there is none.
    /// - Throws: `CalendarError` when it lies outside the calendar's years.
    package mutating func next() throws -> ScheduleOccurrence? {
        for index in sources.indices { sources[index].load() }
        guard let next = sources.compactMap(\.head).min(by: { $0.instant < $1.instant }) else {
            if let unknown = sources.compactMap(\.unknown).first { throw unknown }
            return nil
        }
        for index in sources.indices { sources[index].drop(next.instant) }
        return next
    }

    /// One recurrence of a rule, with its next occurrence looked up.
    private struct Source {
        let rule: ScheduleRule
        var occurrences: Occurrences?
        var head: ScheduleOccurrence?
        /// Why the next is not known: it lies past the calendar's years, and so past all that is known.
        var unknown: (any Error)?

        init(_ rule: ScheduleRule, _ recurrence: Recurrence, from first: Instant) {
            self.rule = rule
            let zone = rule.setting.calendar.zone
            // A free day may move a date into or out of the rule's days, but never by a month.
            let margin = 31
            let isOver = rule.until.map { $0.adding(days: margin) < zone.local(of: first).date } ?? false
            let opening = rule.from.map { zone.instant(of: $0.adding(days: -margin), .midnight) }
            occurrences =
                isOver ? nil : recurrence.occurrences(from: max(first, opening ?? first), in: rule.setting)
        }

        mutating func load() {
            do {
                while head == nil, let occurrence = try occurrences?.next() {
                    head = rule.occurrence(occurrence)
                    if let until = rule.until, occurrence.namedDate > until { break }
                }
            } catch {
                unknown = error
            }
            if head == nil { occurrences = nil }
        }

        mutating func drop(_ instant: Instant) {
            if head?.instant == instant { head = nil }
        }
    }
}

extension [ScheduleRule] {
    /// The occurrences from a moment on, in order, found as they are asked for.
    package func occurrences(from first: Instant) -> ScheduleOccurrences { ScheduleOccurrences(self, from: first) }

    /// The first occurrence at a moment or later; nil when there is none.
    /// - Throws: `CalendarError` when it lies outside the calendar's years.
    package func next(from first: Instant) throws -> ScheduleOccurrence? {
        var occurrences = occurrences(from: first)
        return try occurrences.next()
    }

    /// The occurrences from the start of a range to just before its end, in order, each moment once.
    /// - Throws: `CalendarError` when a day of the range lies outside the calendar's years, or there are too many.
    package func occurrences(in range: Range<Instant>) throws -> [ScheduleOccurrence] {
        var found: [Instant: ScheduleOccurrence] = [:]
        for rule in self {
            for recurrence in rule.recurrences {
                for occurrence in try recurrence.occurrences(in: range, in: rule.setting) {
                    guard let own = rule.occurrence(occurrence), found[own.instant] == nil else { continue }
                    found[own.instant] = own
                }
            }
        }
        return found.values.sorted { $0.instant < $1.instant }
    }

    /// The occurrences on the days from one to another, by the clocks of a zone.
    package func occurrences(from first: LocalDate, through last: LocalDate, zone: ZoneTable) throws
        -> [ScheduleOccurrence]
    {
        guard first <= last else { return [] }
        return try occurrences(
            in: zone.instant(of: first, .midnight)..<zone.instant(of: last.adding(days: 1), .midnight))
    }
}
