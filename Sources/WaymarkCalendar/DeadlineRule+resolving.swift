extension DeadlineRule {
    /// Reckons the moment that the rule names.
    ///
    /// A deadline in days ends at `time`, or else at the calendar's close of business, on the clocks of its zone. Days,
    /// weeks and months count every day and never move off a free one; working days count the first working day after
    /// the anchor as 1. Seconds, minutes and hours pass alike through a clock change. A day as the start of hours means
    /// its close of business, or its opening when the hours are counted back from it; "start of" is its midnight.
    ///
    /// `due` is when the step is due, if it is; `anchors` holds what the expressions give, by their index.
    /// - Throws: `CalendarError` for a missing anchor or an answer outside the calendar's years.
    package func resolve(
        opened: Instant, due: Instant? = nil, anchors: [Int: DeadlineAnchorValue] = [:], calendar: WorkingCalendar
    ) throws -> Instant {
        let reckoning = DeadlineReckoning(rule: self, opened: opened, due: due, anchors: anchors, calendar: calendar)
        return try reckoning.moment()
    }
}

/// One deadline being reckoned.
private struct DeadlineReckoning {
    let rule: DeadlineRule
    let opened: Instant
    let due: Instant?
    let anchors: [Int: DeadlineAnchorValue]
    let calendar: WorkingCalendar

    /// What an anchor comes to.
    enum Base {
        case moment(Instant)
        case days(first: LocalDate, last: LocalDate)
        case startOf(LocalDate)
    }

    func moment() throws -> Instant {
        let base = try base()
        guard let amount = rule.amount else { return bare(base) }
        switch amount.unit {
        case .seconds: return elapsed(from: base, seconds: amount.count)
        case .minutes: return elapsed(from: base, seconds: amount.count * 60)
        case .hours: return elapsed(from: base, seconds: amount.count * 3600)
        case .workingHours:
            let seconds = isBefore ? -amount.count * 3600 : amount.count * 3600
            return try calendar.adding(workingSeconds: seconds, to: start(of: base))
        case .days, .workingDays, .weeks, .months, .years:
            return try end(of: day(amount, from: startDay(of: base)))
        }
    }

    private var isBefore: Bool { rule.direction == .before }

    // MARK: - Anchors

    private func base() throws -> Base {
        switch rule.anchor {
        case .opened: return .moment(opened)
        case .due:
            guard let due else {
                throw CalendarError(.missingAnchor, "\"\(rule)\" needs a due date, and there is none")
            }
            return .moment(due)
        case .date(let date): return .days(first: date, last: date)
        case .dayOfYear(let month, let day):
            let date = Self.next(month: month, day: day, onOrAfter: localDate(of: opened))
            return .days(first: date, last: date)
        case .expression(let index):
            let value = try value(of: index)
            if case .instant(let instant) = value { return .moment(instant) }
            let (first, last) = days(of: value)
            return .days(first: first, last: last)
        case .endOf(let index):
            let last = days(of: try value(of: index)).last
            return .days(first: last, last: last)
        case .startOf(let index):
            return .startOf(days(of: try value(of: index)).first)
        }
    }

    private func value(of index: Int) throws -> DeadlineAnchorValue {
        guard let value = anchors[index] else {
            throw CalendarError(
                .missingAnchor, "\"\(rule)\" needs the value of its expression \(index), and there is none")
        }
        return value
    }

    private func days(of value: DeadlineAnchorValue) -> (first: LocalDate, last: LocalDate) {
        switch value {
        case .date(let date): return (date, date)
        case .period(let period): return (period.start, period.end)
        case .instant(let instant):
            let date = localDate(of: instant)
            return (date, date)
        }
    }

    private static func next(month: Int, day: Int, onOrAfter start: LocalDate) -> LocalDate {
        let year = start.year
        let thisYear = date(year, month, day)
        return thisYear >= start || year == 9999 ? thisYear : date(year + 1, month, day)
    }

    private static func date(_ year: Int, _ month: Int, _ day: Int) -> LocalDate {
        LocalDate(validYear: year, month: month, day: min(day, Month.days(in: month, of: year)))
    }

    private func localDate(of instant: Instant) -> LocalDate { calendar.zone.local(of: instant).date }

    // MARK: - Counting

    private func bare(_ base: Base) -> Instant {
        switch base {
        case .moment(let moment):
            guard let time = rule.time else { return moment }
            return calendar.zone.instant(of: localDate(of: moment), time)
        case .days(_, let last): return end(of: last)
        case .startOf(let first): return calendar.zone.instant(of: first, rule.time ?? .midnight)
        }
    }

    private func elapsed(from base: Base, seconds: Int) -> Instant {
        start(of: base).adding(seconds: Int64(isBefore ? -seconds : seconds))
    }

    private func start(of base: Base) -> Instant {
        switch base {
        case .moment(let moment): return moment
        case .startOf(let first): return calendar.zone.instant(of: first, .midnight)
        case .days(let first, let last):
            if case .endOf = rule.anchor { return calendar.close(of: last) }
            return isBefore ? calendar.open(of: first) : calendar.close(of: last)
        }
    }

    private func startDay(of base: Base) -> LocalDate {
        switch base {
        case .moment(let moment): localDate(of: moment)
        case .startOf(let first): first
        case .days(let first, let last): isBefore ? first : last
        }
    }

    private func day(_ amount: DeadlineSpan, from start: LocalDate) throws -> LocalDate {
        let count = isBefore ? -amount.count : amount.count
        let answer: LocalDate
        switch amount.unit {
        case .workingDays:
            return try calendar.adding(
                workingDays: count, to: start, from: isBefore && count == 0 ? .rollPreceding : .strict)
        case .weeks: answer = start.adding(days: count * 7)
        case .months: answer = start.adding(months: count)
        case .years: answer = start.adding(months: count * 12)
        case .seconds, .minutes, .hours, .workingHours, .days: answer = start.adding(days: count)
        }
        guard answer > .earliest, answer < .latest else {
            throw CalendarError(
                .outsideYears,
                "\(amount) from \(start) \(amount.count == 1 ? "lies" : "lie") outside the years 1 to 9999")
        }
        return answer
    }

    private func end(of date: LocalDate) -> Instant {
        rule.time.map { calendar.zone.instant(of: date, $0) } ?? calendar.close(of: date)
    }
}
