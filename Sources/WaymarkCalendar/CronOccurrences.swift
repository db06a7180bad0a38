extension CronExpression {
    /// The moments of the expression from one on, in order, on the clocks of a zone, found as they are asked for.
    ///
    /// What falls into hours that the clocks skip in spring happens once, at the end of the gap. What falls into hours
    /// that they show twice in autumn happens the first time only; but an expression that names its minutes by a star
    /// counts real time and goes on through both, and one that names every hour does both in real time.
    package func occurrences(from first: Instant, zone: ZoneTable) -> CronOccurrences {
        CronOccurrences(self, from: first, zone: zone)
    }

    /// The first moment after another; nil when there is none.
    package func next(after moment: Instant, zone: ZoneTable) -> Instant? {
        var moments = occurrences(from: moment.adding(milliseconds: 1), zone: zone)
        return moments.next()
    }
}

/// The moments of a cron expression, in order.
package struct CronOccurrences: Sequence, IteratorProtocol {
    private let expression: CronExpression
    private let pattern: DayPattern
    private let first: Instant
    private let zone: ZoneTable
    private var nextDay: LocalDate?
    private var today: [Instant] = []
    private var index = 0
    private var last: Instant?

    init(_ expression: CronExpression, from first: Instant, zone: ZoneTable) {
        self.expression = expression
        self.first = first
        self.zone = zone
        pattern = expression.dayPattern
        // A day early, since a gap may move a time past midnight.
        nextDay = pattern.first(onOrAfter: zone.local(of: first).date.adding(days: -1))
    }

    package mutating func next() -> Instant? {
        while true {
            while index < today.count {
                let moment = today[index]
                index += 1
                guard moment >= first, last.map({ moment > $0 }) ?? true else { continue }
                last = moment
                return moment
            }
            guard let day = nextDay else { return nil }
            today = moments(of: day)
            index = 0
            nextDay = day < .latest ? pattern.first(onOrAfter: day.adding(days: 1)) : nil
        }
    }

    private func moments(of day: LocalDate) -> [Instant] {
        var moments: Set<Instant> = []
        for hour in expression.hours {
            for minute in expression.minutes {
                let time = LocalTime(secondsOfDay: (hour * 60 + minute) * 60)
                moments.formUnion(self.moments(of: LocalDateTime(date: day, time: time)))
            }
        }
        return moments.sorted()
    }

    private func moments(of local: LocalDateTime) -> [Instant] {
        let shown = zone.instants(of: local)
        if shown.isEmpty {
            guard !expression.countsHours, let end = zone.gapEnd(over: local) else { return [] }
            return [end]
        }
        return expression.countsHours || expression.countsMinutes ? shown : [shown[0]]
    }
}
