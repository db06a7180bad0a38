/// A day that a recurrence names, before it is rolled.
struct NamedDay {
    var date: LocalDate
    var period: Period?
    /// Whether it is counted on from the end of its period.
    var isAfterPeriod = false
    /// The moment, where the words give it.
    var moment: Instant?
}

/// The days that a recurrence names, in order, from a day on.
///
/// Each pattern has blocks that are numbered through all years: its weeks, its months, its quarters. So any day is found
/// by reckoning, not by walking to it.
struct NamedDays {
    private let recurrence: Recurrence
    private let setting: RecurrenceSetting
    private let from: LocalDate
    private let through: LocalDate?
    private var source: Source

    private enum Source {
        case moments(any IteratorProtocol<Instant>)
        case blocks(next: Int?)
    }

    private var buffer: [NamedDay] = []
    private var index = 0

    init(_ recurrence: Recurrence, from day: LocalDate, through: LocalDate?, setting: RecurrenceSetting) {
        self.recurrence = recurrence
        self.through = through
        self.setting = setting
        from = max(day, recurrence.from ?? day)
        let zone = setting.calendar.zone
        switch recurrence.pattern {
        case .series(let series):
            source = .moments(series.occurrences(from: zone.instant(of: from, .midnight), zone: zone))
        case .cron(let expression):
            source = .moments(expression.occurrences(from: zone.instant(of: from, .midnight), zone: zone))
        default: source = .blocks(next: nil)
        }
    }

    /// The next day; nil when there is none.
    mutating func next() throws -> NamedDay? {
        guard let day = try nextOfAll(), through.map({ day.date <= $0 }) ?? true else { return nil }
        return day
    }

    private mutating func nextOfAll() throws -> NamedDay? {
        if case .moments(var moments) = source {
            defer { source = .moments(moments) }
            guard let moment = moments.next() else { return nil }
            return NamedDay(date: setting.calendar.zone.local(of: moment).date, moment: moment)
        }
        while true {
            while index < buffer.count {
                index += 1
                if buffer[index - 1].date >= from { return buffer[index - 1] }
            }
            guard case .blocks(let following) = source else { return nil }
            let number = try following ?? firstBlock()
            guard let block = try block(number) else { return nil }
            buffer = block.sorted { $0.date < $1.date }
            index = 0
            source = .blocks(next: number + 1)
        }
    }

    // MARK: - Blocks

    /// The first block that may hold a day from `from` on.
    private func firstBlock() throws -> Int {
        let start = recurrence.from ?? from
        switch recurrence.pattern {
        case .dates, .series, .cron: return 0
        case .days(let every): return (start.days(until: from) + every - 1) / every
        case .workingDays: return from.daysSinceEpoch
        case .weeks(let every, _): return (Self.week(of: from) - Self.week(of: start) + every - 1) / every
        case .months(let every):
            return max(0, Period(.month, containing: from).ordinal - Period(.month, containing: start).ordinal) / every
        case .year: return from.year
        case .period(let days):
            let kind = try kind(of: days.periods)
            let number = Period(kind, containing: from).ordinal
            guard case .distance(let distance) = days.days else { return number }
            return try firstBlock(near: number, of: kind, at: distance)
        }
    }

    /// Days counted from a period may lie far from it, but they keep the order of the periods.
    private func firstBlock(
        near number: Int, of kind: Period.Kind, at distance: PeriodDays.Distance
    ) throws -> Int {
        var number = number
        while isPastEnd(distance, from: Period(kind, ordinal: number)), number > 0 { number -= 1 }
        func day(_ number: Int) throws -> LocalDate? {
            let period = Period(kind, ordinal: number)
            guard period.ordinal == number, !isPastEnd(distance, from: period) else { return nil }
            return try self.day(distance, from: period)
        }
        while let date = try? day(number - 1), date >= from { number -= 1 }
        func isTooEarly(_ number: Int) throws -> Bool {
            do {
                return try day(number).map { $0 < from } ?? false
            } catch {
                guard isBeforeAllYears(distance, from: Period(kind, ordinal: number)) else { throw error }
                return true
            }
        }
        while try isTooEarly(number) { number += 1 }
        return number
    }

    /// Whether a day counted back from a period that cannot be reckoned lies before the calendar's years, and so before
    /// every day in them.
    private func isBeforeAllYears(_ distance: PeriodDays.Distance, from period: Period) -> Bool {
        let calendar = setting.calendar
        let edge = distance.edge == .start ? period.start : period.end
        return distance.direction == .before && distance.span.unit == .workingDays
            && from >= calendar.firstDate && edge >= calendar.firstDate && edge <= calendar.lastDate
    }

    /// The days of a block, in any order; nil past the last block.
    private func block(_ number: Int) throws -> [NamedDay]? {
        let start = recurrence.from ?? from
        switch recurrence.pattern {
        case .dates(let dates): return number == 0 ? dates.map { NamedDay(date: $0) } : nil
        case .days(let every): return Self.day(start.daysSinceEpoch + number * every).map { [NamedDay(date: $0)] }
        case .workingDays:
            guard let date = Self.day(number), through.map({ date <= $0 }) ?? true else { return nil }
            return try setting.calendar.isWorkingDay(date) ? [NamedDay(date: date)] : []
        case .weeks(let every, let weekdays):
            let monday = (Self.week(of: start) + number * every) * 7 - Self.weekShift
            let days = weekdays.compactMap { Self.day(monday + $0.rawValue - 1) }
            return days.isEmpty ? nil : days.map { NamedDay(date: $0) }
        case .months(let every):
            let date = start.adding(months: number * every)
            return date < .latest ? [NamedDay(date: date)] : nil
        case .year(let days):
            guard (1...9999).contains(number) else { return nil }
            return days.map { day in
                let last = Month.days(in: day.month, of: number)
                return NamedDay(date: LocalDate(validYear: number, month: day.month, day: min(day.day, last)))
            }
        case .period(let days): return try block(of: days, number)
        case .series, .cron: return nil
        }
    }

    private func block(of days: PeriodDays, _ number: Int) throws -> [NamedDay]? {
        let kind = try kind(of: days.periods)
        let period = Period(kind, ordinal: number)
        guard period.ordinal == number else { return nil }
        if case .distance(let distance) = days.days {
            if isPastEnd(distance, from: period) { return nil }
        } else if let through, period.start > through {
            return nil
        }
        if case .months(let months) = days.periods, !months.contains(period.number) { return [] }
        switch days.days {
        case .start: return [NamedDay(date: period.start, period: period)]
        case .places(let places):
            return try places.compactMap { try day($0, of: period) }.map { NamedDay(date: $0, period: period) }
        case .distance(let distance):
            let isAfter = distance.edge == .end && distance.direction == .after
            return [NamedDay(date: try day(distance, from: period), period: period, isAfterPeriod: isAfter)]
        }
    }

    /// Whether a day counted from a period surely lies past the end, so that the calendar need not know it.
    private func isPastEnd(_ distance: PeriodDays.Distance, from period: Period) -> Bool {
        guard let through else { return false }
        guard distance.span.unit == .workingDays else {
            return (try? day(distance, from: period)).map { $0 > through } ?? false
        }
        let edge = distance.edge == .start ? period.start : period.end
        return setting.calendar.isWorkingDay(distance.span.count, distance.direction, edge, past: through)
    }

    private func kind(of periods: PeriodDays.Periods) throws -> Period.Kind {
        switch periods {
        case .every(let kind): return kind
        case .months: return .month
        case .given:
            guard let kind = setting.period else {
                throw CalendarError(
                    .missingAnchor, "\"\(recurrence)\" speaks of a period, and it is not known of which kind")
            }
            return kind
        }
    }

    // MARK: - Days of a period

    private func day(_ place: PeriodDays.Place, of period: Period) throws -> LocalDate? {
        switch place {
        case .day(let number):
            return number > 0
                ? min(period.start.adding(days: number - 1), period.end)
                : max(period.end.adding(days: number + 1), period.start)
        case .workingDay(let number): return try setting.calendar.workingDay(number, of: period)
        case .weekday(let number, let weekday):
            let date: LocalDate
            if number > 0 {
                let ahead = (weekday.rawValue - period.start.weekday.rawValue + 7) % 7
                date = period.start.adding(days: ahead + (number - 1) * 7)
            } else {
                let back = (period.end.weekday.rawValue - weekday.rawValue + 7) % 7
                date = period.end.adding(days: (number + 1) * 7 - back)
            }
            return period.contains(date) ? date : nil
        }
    }

    private func day(_ distance: PeriodDays.Distance, from period: Period) throws -> LocalDate {
        let edge = distance.edge == .start ? period.start : period.end
        let count = distance.direction == .before ? -distance.span.count : distance.span.count
        switch distance.span.unit {
        case .workingDays:
            return try setting.calendar.adding(
                workingDays: count, to: edge,
                from: count == 0 && distance.direction == .before ? .rollPreceding : .strict)
        case .weeks: return edge.adding(days: count * 7)
        case .months: return edge.adding(months: count)
        case .years: return edge.adding(months: count * 12)
        case .seconds, .minutes, .hours, .workingHours, .days: return edge.adding(days: count)
        }
    }

    // MARK: - Numbers

    private static func day(_ number: Int) -> LocalDate? {
        let date = LocalDate(daysSinceEpoch: number)
        return date.daysSinceEpoch == number ? date : nil
    }

    /// Makes day numbers positive and divisible by seven on Mondays; 1970-01-01 was a Thursday.
    private static let weekShift = 7_000_003

    private static func week(of date: LocalDate) -> Int { (date.daysSinceEpoch + weekShift) / 7 }
}
