extension Recurrence {
    /// The occurrences from a moment on, in order, found as they are asked for.
    ///
    /// It goes straight to the moment, whatever lies before it; only a rule that ends by `COUNT` must be counted.
    package func occurrences(from first: Instant, in setting: RecurrenceSetting) -> Occurrences {
        Occurrences(self, from: first, until: nil, setting: setting)
    }

    /// The occurrences from the start of a range to just before its end.
    /// - Throws: `CalendarError` when a working day lies outside the calendar's years, "the period" has no meaning, or
    ///   there are more than `Limits.occurrencesMax`.
    package func occurrences(in range: Range<Instant>, in setting: RecurrenceSetting) throws -> [Occurrence] {
        var all = Occurrences(self, from: range.lowerBound, until: range.upperBound, setting: setting)
        var found: [Occurrence] = []
        while let occurrence = try all.next() {
            guard found.count < Limits.occurrencesMax else {
                throw CalendarError(
                    .tooManyOccurrences,
                    "\"\(self)\" happens more than \(Limits.occurrencesMax) times between \(range.lowerBound) and "
                        + "\(range.upperBound)")
            }
            found.append(occurrence)
        }
        return found
    }

    /// The first occurrence after a moment; nil when there is none.
    /// - Throws: `CalendarError` when it lies outside the calendar's years, or "the period" has no meaning.
    package func next(after moment: Instant, in setting: RecurrenceSetting) throws -> Occurrence? {
        var all = occurrences(from: moment.adding(milliseconds: 1), in: setting)
        return try all.next()
    }
}

/// The occurrences of a recurrence, in order; no sequence of the library, since a calendar may not know the answer.
package struct Occurrences {
    private let recurrence: Recurrence
    private let setting: RecurrenceSetting
    private let roll: RollConvention
    private let first: Instant
    private let end: Instant?
    private var days: NamedDays
    private var today: [Occurrence] = []
    private var index = 0
    private var last: Instant?

    /// Up to `end`, if there is one, and so that no day past it need be known to the calendar.
    init(_ recurrence: Recurrence, from first: Instant, until end: Instant?, setting: RecurrenceSetting) {
        self.recurrence = recurrence
        self.setting = setting
        self.first = first
        self.end = end
        let calendar = setting.calendar
        roll = recurrence.namesWorkingDays ? .none : recurrence.roll ?? setting.roll
        // A day early, since a gap may move a time past midnight; earlier still where a free day rolls on to it.
        var firstDay = calendar.zone.local(of: first).date.adding(days: -1)
        if roll != .none { firstDay = (try? calendar.workingDay(onOrBefore: firstDay)) ?? firstDay }
        var lastDay = end.map { calendar.zone.local(of: $0.adding(milliseconds: -1)).date }
        // What rolls back may come from past the end.
        if roll != .none, roll != .following { lastDay = lastDay?.adding(days: 31) }
        if let until = recurrence.until { lastDay = min(lastDay ?? until, until) }
        days = NamedDays(recurrence, from: firstDay, through: lastDay, setting: setting)
    }

    /// The next occurrence; nil when there is none.
    /// - Throws: `CalendarError` when it lies outside the calendar's years, or "the period" has no meaning.
    package mutating func next() throws -> Occurrence? {
        while true {
            while index < today.count {
                let occurrence = today[index]
                index += 1
                guard occurrence.instant >= first, last.map({ occurrence.instant > $0 }) ?? true else { continue }
                if let end, occurrence.instant >= end { return nil }
                last = occurrence.instant
                return occurrence
            }
            guard let named = try days.next() else { return nil }
            today = try occurrences(on: named)
            index = 0
        }
    }

    private func occurrences(on named: NamedDay) throws -> [Occurrence] {
        if let from = recurrence.from, named.date < from { return [] }
        let calendar = setting.calendar
        let date = try calendar.roll(named.date, roll)
        let covered = named.period.map { named.isAfterPeriod ? $0 : $0.coveredPeriod }
        let instants: [Instant]
        if let moment = named.moment {
            let time = calendar.zone.local(of: moment).time
            instants = [date == named.date ? moment : calendar.zone.instant(of: date, time)]
        } else {
            let times = recurrence.times.isEmpty ? [setting.time ?? calendar.hours(on: date).opening] : recurrence.times
            instants = times.map { calendar.zone.instant(of: date, $0) }.sorted()
        }
        return instants.map {
            Occurrence(instant: $0, date: date, namedDate: named.date, period: named.period, covered: covered)
        }
    }
}
