package import WaymarkCalendar

/// The occurrences of some rules from a moment on, in order, each moment once; found as they are asked for.
package struct ScheduleOccurrences {
    private var sources: [Source]

    init(_ rules: [ScheduleRule], from first: Instant, until end: Instant? = nil, skipsUnknown: Bool = false) {
        sources = rules.flatMap { rule in
            rule.recurrences.map { Source(rule, $0, from: first, until: end, skipsUnknown: skipsUnknown) }
        }
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

        init(
            _ rule: ScheduleRule, _ recurrence: Recurrence, from first: Instant, until end: Instant?, skipsUnknown: Bool
        ) {
            self.rule = rule
            let calendar = rule.setting.calendar
            // A day before the rule is in force has the first of its occurrences when that is moved back to it.
            let opening = rule.from.map {
                calendar.zone.instant(
                    of: calendar.firstDay(rolledFrom: $0, recurrence.roll ?? rule.setting.roll), .midnight)
            }
            let ending = rule.until.map { recurrence.ending(by: $0) } ?? recurrence
            let start = max(first, opening ?? first)
            occurrences =
                skipsUnknown
                ? Self.known(of: ending, from: start, in: rule.setting)
                : ending.occurrences(from: start, until: end, in: rule.setting)
        }

        /// The occurrences from the first day on from which the calendar knows them.
        private static func known(
            of recurrence: Recurrence, from start: Instant, in setting: RecurrenceSetting
        ) -> Occurrences {
            let zone = setting.calendar.zone
            let firstDate = zone.local(of: start).date
            for days in 0...Limits.unknownDaysMax {
                let later = max(start, zone.instant(of: firstDate.adding(days: days), .midnight))
                let occurrences = recurrence.occurrences(from: later, in: setting)
                var trial = occurrences
                do {
                    _ = try trial.next()
                    return occurrences
                } catch {
                    continue
                }
            }
            return recurrence.occurrences(from: start, in: setting)
        }

        mutating func load() {
            do {
                while head == nil, let occurrence = try occurrences?.next() { head = rule.occurrence(occurrence) }
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

    /// The occurrences from a moment on that their calendars know, in order; what is counted from before the years of a
    /// calendar is left out.
    package func knownOccurrences(from first: Instant) -> ScheduleOccurrences {
        ScheduleOccurrences(self, from: first, skipsUnknown: true)
    }

    /// The first occurrence at a moment or later; nil when there is none.
    /// - Throws: `CalendarError` when it lies outside the calendar's years.
    package func next(from first: Instant) throws -> ScheduleOccurrence? {
        var occurrences = occurrences(from: first)
        return try occurrences.next()
    }

    /// The occurrences from the start of a range to just before its end, in order, each moment once.
    /// - Throws: `CalendarError` when a day of the range lies outside the calendar's years, or there are more than
    ///   `Limits.occurrencesMax`.
    package func occurrences(in range: Range<Instant>) throws -> [ScheduleOccurrence] {
        var all = ScheduleOccurrences(self, from: range.lowerBound, until: range.upperBound)
        var found: [ScheduleOccurrence] = []
        let most = WaymarkCalendar.Limits.occurrencesMax
        while let occurrence = try all.next() {
            guard found.count < most else {
                throw CalendarError(
                    .tooManyOccurrences,
                    "there are more than \(most) occurrences between \(range.lowerBound) and \(range.upperBound)")
            }
            found.append(occurrence)
        }
        return found
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
