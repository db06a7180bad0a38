extension Recurrence {
    /// The occurrences from a moment on, in order, found as they are asked for.
    ///
    /// It goes straight to the moment, whatever lies before it; only a rule that ends by `COUNT` must be counted.
    /// With an `end` it stops just before that, and asks the calendar for no day that must lie past it.
    package func occurrences(
        from first: Instant, until end: Instant? = nil, in setting: RecurrenceSetting
    ) -> Occurrences {
        Occurrences(self, from: first, until: end, setting: setting)
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
///
/// What comes to one day, as when free days are moved to it, is put in order; what comes to one moment is one.
package struct Occurrences {
    private let recurrence: Recurrence
    private let setting: RecurrenceSetting
    private let roll: RollConvention
    private let first: Instant
    private let end: Instant?
    private var days: NamedDays
    /// Whether the moments come in order by themselves: none is moved, and no day is named whose times a clock moves.
    private let isInOrder: Bool
    private var today: [Occurrence] = []
    private var index = 0
    private var last: Instant?
    /// The next named day, looked at before it is its turn.
    private var ahead: MovedDay?
    /// Why nothing more is known.
    private var fault: (any Error)?

    /// Up to `end`, if there is one, and so that no day past it need be known to the calendar.
    init(_ recurrence: Recurrence, from first: Instant, until end: Instant?, setting: RecurrenceSetting) {
        self.recurrence = recurrence
        self.setting = setting
        self.first = first
        self.end = end
        let calendar = setting.calendar
        let roll = recurrence.namesWorkingDays ? .none : recurrence.roll ?? setting.roll
        self.roll = roll
        switch recurrence.pattern {
        case .series, .cron: isInOrder = roll == .none
        case .dates, .days, .workingDays, .weeks, .months, .year, .period: isInOrder = false
        }
        // A day early, since a gap may move a time past midnight.
        let firstDay = calendar.firstDate(rolledTo: calendar.zone.local(of: first).date.adding(days: -1), roll)
        var lastDay = end.map {
            calendar.lastDate(rolledTo: calendar.zone.local(of: $0.adding(milliseconds: -1)).date, roll)
        }
        if let until = recurrence.until { lastDay = min(lastDay ?? until, until) }
        days = NamedDays(recurrence, from: firstDay, through: lastDay, setting: setting)
    }

    /// The next occurrence; nil when there is none.
    /// - Throws: `CalendarError` when it lies outside the calendar's years, or "the period" has no meaning; and again
    ///   when asked again.
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
            guard try takeDay() else { return nil }
        }
    }

    /// Takes the next named day, with those that come to the same day once they are moved; false when there is none.
    private mutating func takeDay() throws -> Bool {
        lookAhead()
        guard let next = ahead else {
            if let fault { throw fault }
            return false
        }
        ahead = nil
        index = 0
        today = occurrences(on: next)
        guard !isInOrder, var latest = today.last?.instant else { return true }
        var known: Set<Instant> = []
        while true {
            lookAhead()
            guard let following = ahead, start(of: following.date) <= latest else { break }
            ahead = nil
            if known.isEmpty { known = Set(today.map(\.instant)) }
            // Of those that come to one moment the one that was named first is kept.
            let found = occurrences(on: following).filter { known.insert($0.instant).inserted }
            latest = max(latest, found.last?.instant ?? latest)
            today += found
        }
        if !known.isEmpty { today.sort { $0.instant < $1.instant } }
        return true
    }

    private mutating func lookAhead() {
        guard ahead == nil, fault == nil else { return }
        do {
            while ahead == nil, let named = try days.next() {
                if let from = recurrence.from, named.date < from { continue }
                ahead = MovedDay(named: named, date: try setting.calendar.roll(named.date, roll))
            }
        } catch {
            fault = error
        }
    }

    /// The first moment of a day, also where the clocks jump over its midnight.
    private func start(of date: LocalDate) -> Instant {
        let midnight = LocalDateTime(date: date, time: .midnight)
        return setting.calendar.zone.gapEnd(over: midnight) ?? setting.calendar.zone.instant(of: midnight)
    }

    private func occurrences(on day: MovedDay) -> [Occurrence] {
        let (named, date, calendar) = (day.named, day.date, setting.calendar)
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

/// A named day, and the day that it is moved to.
private struct MovedDay {
    let named: NamedDay
    let date: LocalDate
}
