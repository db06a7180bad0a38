/// An RFC 5545 rule with its start, its zone, and the single dates added to it and taken out of it.
///
/// The rule's times are what the clocks of the zone show. A time that the clocks skip in spring is moved forward by the
/// gap, as everywhere in Waymark, since an obligation must not vanish; of a time that they show twice, the first counts.
/// Two times that come to the same moment so are one occurrence. The start itself is an occurrence only if the rule
/// names it, or if there is no rule.
package struct RecurrenceSeries: Hashable, Sendable {
    /// `DTSTART`: the first moment, and what the rule takes over where it names no day or time.
    package let start: LocalDateTime
    /// The zone of the clocks; nil for that of whoever asks.
    package let zone: ZoneTable?
    /// The rule; nil for single dates only.
    package let rule: RecurrenceRule?
    /// `RDATE`: dates beside those of the rule; a day without a time is taken at the time of the start.
    package let added: [RecurrenceMoment]
    /// `EXDATE`: dates taken out; a day without a time takes out all of that day.
    package let excluded: [RecurrenceMoment]

    /// Describes a series.
    /// - Throws: `CalendarError` when the rule ends at a local time although the series has a zone.
    package init(
        start: LocalDateTime, zone: ZoneTable? = nil, rule: RecurrenceRule? = nil, added: [RecurrenceMoment] = [],
        excluded: [RecurrenceMoment] = []
    ) throws {
        if zone != nil, case .local(let until)? = rule?.until {
            throw CalendarError(
                .invalidRecurrence,
                "UNTIL must be in UTC, as in `\(RecurrenceMoment.local(until).text)Z`, when DTSTART has a zone")
        }
        self.start = start
        self.zone = zone
        self.rule = rule
        self.added = added
        self.excluded = excluded
    }

    /// The moments of the series from one on, in order, found as they are asked for.
    ///
    /// Without `COUNT` it goes straight to the moment asked for; with one the times before it must be counted. `zone` is
    /// for a series that has none of its own.
    package func occurrences(from first: Instant = .earliest, zone: ZoneTable) -> RecurrenceOccurrences {
        RecurrenceOccurrences(self, from: first, zone: self.zone ?? zone)
    }

    /// The first moment after another; nil when there is none.
    package func next(after moment: Instant, zone: ZoneTable) -> Instant? {
        var moments = occurrences(from: moment.adding(milliseconds: 1), zone: zone)
        return moments.next()
    }
}

/// The moments of a series, in order.
package struct RecurrenceOccurrences: Sequence, IteratorProtocol {
    private let first: Instant
    private let zone: ZoneTable
    private let until: Instant?
    private let excluded: Set<Instant>
    private let excludedDays: Set<LocalDate>
    private var times: RecurrenceLocalTimes?
    private var timesLeft: Int?
    /// Moments known to come, in order: single dates, and times that a gap has moved past others.
    private var waiting: [Instant]
    private var fromRule: Instant?
    private var last: Instant?

    init(_ series: RecurrenceSeries, from first: Instant, zone: ZoneTable) {
        self.first = first
        self.zone = zone
        let until = series.rule?.until.map { Self.last($0, zone: zone) }
        self.until = until
        excluded = Set(series.excluded.compactMap { Self.moment($0, zone: zone) })
        excludedDays = Set(
            series.excluded.compactMap { moment in
                if case .day(let day) = moment { day } else { nil }
            })
        var waiting = series.added.map { moment in
            Self.moment(moment, zone: zone) ?? Self.moment(of: moment, at: series.start.time, zone: zone)
        }
        if let rule = series.rule {
            // A day early, since a gap may move a time past midnight.
            let day = zone.local(of: first).date.adding(days: -1)
            // A day late, since a time that the clocks show twice may come before the end although it looks later.
            let last = until.map { zone.local(of: $0).date.adding(days: 1) }
            times = RecurrenceLocalTimes(
                rule, start: series.start, seeking: rule.count == nil ? day : nil, through: last)
        } else {
            waiting.append(zone.instant(of: series.start))
        }
        timesLeft = series.rule?.count
        self.waiting = waiting.sorted()
    }

    package mutating func next() -> Instant? {
        while let moment = pull() {
            guard moment >= first, last.map({ moment > $0 }) ?? true else { continue }
            guard !excluded.contains(moment), !excludedDays.contains(zone.local(of: moment).date) else { continue }
            last = moment
            return moment
        }
        return nil
    }

    /// The next of the rule's moments and those that wait.
    private mutating func pull() -> Instant? {
        while true {
            if fromRule == nil { advanceRule() }
            guard let early = waiting.first else {
                defer { fromRule = nil }
                return fromRule
            }
            guard let moment = fromRule, moment < early else {
                waiting.removeFirst()
                return early
            }
            fromRule = nil
            return moment
        }
    }

    /// Takes the rule's next moment, setting aside those that a gap has moved past their followers.
    private mutating func advanceRule() {
        while let local = timesLeft == 0 ? nil : times?.next() {
            if let left = timesLeft { timesLeft = left - 1 }
            let moment = zone.instant(of: local)
            let isMoved = zone.local(of: moment) != local
            if let until, moment > until {
                if isMoved { continue }
                break
            }
            guard isMoved else {
                fromRule = moment
                return
            }
            let place = waiting.firstIndex { $0 > moment } ?? waiting.endIndex
            waiting.insert(moment, at: place)
        }
        times = nil
    }

    // MARK: - Moments

    private static func moment(_ moment: RecurrenceMoment, zone: ZoneTable) -> Instant? {
        switch moment {
        case .utc(let instant): instant
        case .local(let local): zone.instant(of: local)
        case .day: nil
        }
    }

    private static func moment(of moment: RecurrenceMoment, at time: LocalTime, zone: ZoneTable) -> Instant {
        guard case .day(let day) = moment else { return .latest }
        return zone.instant(of: day, time)
    }

    /// The last moment that the end of a rule lets in; a day is let in whole.
    private static func last(_ until: RecurrenceMoment, zone: ZoneTable) -> Instant {
        guard case .day(let day) = until else { return moment(until, zone: zone) ?? .latest }
        return zone.instant(of: day.adding(days: 1), .midnight).adding(milliseconds: -1)
    }
}
