/// The times that a rule names, as the clocks on the wall show them, in order.
///
/// It goes from stretch to stretch (the months of a monthly rule), jumping over those without a day of the rule, so that
/// a rare rule is as quick as a common one. The calendar repeats itself every 400 years, so a rule that was silent for as
/// long as it takes to meet all of its days again never speaks, and ends.
struct RecurrenceLocalTimes: IteratorProtocol {
    private let start: LocalDateTime
    private let last: LocalDate
    private let setPositions: [Int]
    private var stretches: Stretches
    private var stretch = RecurrenceStretch()

    private enum Stretches {
        case days(DayStretches)
        case clock(ClockStretches)
    }

    /// Begins with the stretch that holds a day, or with the first of the rule where that is later, and looks for no
    /// times after the last day.
    init(_ rule: RecurrenceRule, start: LocalDateTime, seeking day: LocalDate? = nil, through last: LocalDate? = nil) {
        self.start = start
        self.last = last ?? .latest
        setPositions = rule.setPositions
        let first = max(day ?? start.date, start.date)
        stretches =
            rule.frequency < .daily
            ? .clock(ClockStretches(rule, start: start, from: first))
            : .days(DayStretches(rule, start: start, from: first))
    }

    mutating func next() -> LocalDateTime? {
        let limit = silenceLimit
        while true {
            while let local = stretch.next() {
                if local >= start { return local }
            }
            guard var following = nextStretch(before: limit) else { return nil }
            if !setPositions.isEmpty { following.keep(positions: setPositions) }
            stretch = following
        }
    }

    private mutating func nextStretch(before limit: Int) -> RecurrenceStretch? {
        switch stretches {
        case .days(var days):
            defer { stretches = .days(days) }
            return days.next(before: limit, through: last)
        case .clock(var clock):
            defer { stretches = .clock(clock) }
            // All stretches of the clock have as many times, so where no place is among them there never is one.
            guard setPositions.isEmpty || setPositions.contains(where: { $0.magnitude <= clock.countInStretch }) else {
                return nil
            }
            return clock.next(before: limit, through: last)
        }
    }

    /// The number of the stretch by which the rule must have spoken, or never does.
    private var silenceLimit: Int {
        switch stretches {
        case .days(let days): days.silenceLimit
        case .clock(let clock): clock.silenceLimit
        }
    }
}

/// After how many stretches the calendar and the steps of a rule are together where they were.
private func stretchesPerCycle(in fourHundredYears: Int, interval: Int) -> Int {
    fourHundredYears / greatestCommonDivisor(fourHundredYears, interval) * interval
}

private func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
    right == 0 ? left : greatestCommonDivisor(right, left % right)
}

/// The times of one stretch: each of some days at each of some times, never laid out one by one.
struct RecurrenceStretch: IteratorProtocol {
    private var days: [LocalDate] = []
    private var secondsOfDay: [Int] = []
    private var positions: [Int]?
    private var index = 0

    init() {}

    init(days: [LocalDate], secondsOfDay: [Int]) {
        self.days = days
        self.secondsOfDay = secondsOfDay
    }

    /// Keeps the n-th times only, counted from the last when negative.
    mutating func keep(positions wanted: [Int]) {
        let count = days.count * secondsOfDay.count
        let found = wanted.map { $0 > 0 ? $0 - 1 : count + $0 }.filter { (0..<count).contains($0) }
        positions = Set(found).sorted()
    }

    mutating func next() -> LocalDateTime? {
        guard index < positions?.count ?? days.count * secondsOfDay.count else { return nil }
        let place = positions?[index] ?? index
        index += 1
        return LocalDateTime(
            date: days[place / secondsOfDay.count],
            time: LocalTime(secondsOfDay: secondsOfDay[place % secondsOfDay.count]))
    }
}

/// The days, weeks, months or years of a rule.
private struct DayStretches {
    private let pattern: DayPattern
    private let secondsOfDay: [Int]
    private let grid: Grid
    private let first: Int
    private let interval: Int
    private var index: Int

    init(_ rule: RecurrenceRule, start: LocalDateTime, from day: LocalDate) {
        pattern = rule.dayPattern(start: start.date)
        secondsOfDay = rule.timesOfDay(start: start.time)
        grid = Grid(frequency: rule.frequency, weekStart: rule.weekStart)
        first = grid.index(of: start.date)
        interval = rule.interval
        index = first
        align(to: grid.index(of: day))
    }

    var silenceLimit: Int {
        // One step more, since the first stretch may lie before the start.
        index + interval + stretchesPerCycle(in: grid.countIn400Years, interval: interval)
    }

    mutating func next(before limit: Int, through last: LocalDate) -> RecurrenceStretch? {
        while index < limit, let start = grid.start(of: index), let day = pattern.first(onOrAfter: start), day <= last {
            let found = grid.index(of: day)
            guard found == index else {
                align(to: found)
                continue
            }
            let end = grid.start(of: index + 1)?.adding(days: -1) ?? .latest
            index += interval
            return RecurrenceStretch(days: pattern.days(from: day, through: end), secondsOfDay: secondsOfDay)
        }
        return nil
    }

    /// Takes the first stretch of the rule that is not before the given one.
    private mutating func align(to wanted: Int) {
        guard wanted > first else { return }
        index = first + (wanted - first + interval - 1) / interval * interval
    }

    /// Stretches numbered through all years.
    private struct Grid {
        let frequency: RecurrenceRule.Frequency
        let weekStart: Weekday

        func index(of day: LocalDate) -> Int {
            switch frequency {
            case .yearly: day.year
            case .monthly: day.year * 12 + day.month - 1
            case .weekly: (day.daysSinceEpoch + weekShift) / 7
            case .secondly, .minutely, .hourly, .daily: day.daysSinceEpoch
            }
        }

        var countIn400Years: Int {
            switch frequency {
            case .yearly: 400
            case .monthly: 4800
            case .weekly: 20_871
            case .secondly, .minutely, .hourly, .daily: 146_097
            }
        }

        /// The first day of a stretch; nil past the end of the calendar.
        func start(of index: Int) -> LocalDate? {
            switch frequency {
            case .yearly: LocalDate(year: index, month: 1, day: 1)
            case .monthly: LocalDate(year: index / 12, month: index % 12 + 1, day: 1)
            case .weekly: Self.day(index * 7 - weekShift)
            case .secondly, .minutely, .hourly, .daily: Self.day(index)
            }
        }

        /// Makes day numbers positive and divisible by seven where weeks begin; 1970-01-01 was a Thursday.
        private var weekShift: Int { 7_000_000 + 3 - (weekStart.rawValue - 1) }

        private static func day(_ number: Int) -> LocalDate? {
            number <= LocalDate.latest.daysSinceEpoch ? LocalDate(daysSinceEpoch: number) : nil
        }
    }
}

/// The hours, minutes or seconds of a rule.
private struct ClockStretches {
    private let pattern: DayPattern
    /// How many of the units a day has.
    private let perDay: Int
    /// The units of a day that the rule can ever name.
    private let units: [Int]
    private let isNamed: [Bool]
    private let secondsOfUnit: [Int]
    private let first: Int
    private let interval: Int
    private var index: Int

    init(_ rule: RecurrenceRule, start: LocalDateTime, from day: LocalDate) {
        pattern = rule.dayPattern(start: start.date)
        let unitSeconds: Int
        switch rule.frequency {
        case .hourly: (unitSeconds, secondsOfUnit) = (3600, rule.secondsOfHour(start: start.time))
        case .minutely: (unitSeconds, secondsOfUnit) = (60, rule.secondsOfMinute(start: start.time))
        default: (unitSeconds, secondsOfUnit) = (1, [0])
        }
        perDay = 86_400 / unitSeconds
        interval = rule.interval
        first = start.date.daysSinceEpoch * perDay + start.time.secondsOfDay / unitSeconds
        let isNamed = Self.named(by: rule, unitSeconds: unitSeconds, startingWith: first)
        self.isNamed = isNamed
        units = isNamed.indices.filter { isNamed[$0] }
        index = first
        align(to: day.daysSinceEpoch * perDay)
    }

    var silenceLimit: Int {
        index + interval + stretchesPerCycle(in: 146_097 * perDay, interval: interval)
    }

    /// How many times each stretch has.
    var countInStretch: Int { secondsOfUnit.count }

    mutating func next(before limit: Int, through last: LocalDate) -> RecurrenceStretch? {
        guard !units.isEmpty else { return nil }
        while index < limit, let day = pattern.first(onOrAfter: day(of: index)), day <= last {
            if day > self.day(of: index) { align(to: day.daysSinceEpoch * perDay) }
            guard self.day(of: index) == day else { continue }
            let unit = unit(of: index)
            guard isNamed[unit] else {
                guard skipUnnamed(after: unit, of: day) else { return nil }
                continue
            }
            guard index < Self.end(perDay) else { return nil }
            index += interval
            let seconds = 86_400 / perDay
            return RecurrenceStretch(days: [day], secondsOfDay: secondsOfUnit.map { unit * seconds + $0 })
        }
        return nil
    }

    /// Goes to the next unit that the rule can name; false past the end of the calendar.
    private mutating func skipUnnamed(after unit: Int, of day: LocalDate) -> Bool {
        var low = 0
        var high = units.count
        while low < high {
            let middle = (low + high) / 2
            if units[middle] <= unit { low = middle + 1 } else { high = middle }
        }
        let base = day.daysSinceEpoch * perDay
        align(to: low < units.count ? base + units[low] : base + perDay + units[0])
        return index < Self.end(perDay)
    }

    private mutating func align(to wanted: Int) {
        guard wanted > index else { return }
        index = first + (wanted - first + interval - 1) / interval * interval
    }

    private func day(of index: Int) -> LocalDate {
        LocalDate(daysSinceEpoch: index >= 0 ? index / perDay : (index - perDay + 1) / perDay)
    }

    private func unit(of index: Int) -> Int {
        let unit = index % perDay
        return unit < 0 ? unit + perDay : unit
    }

    private static func end(_ perDay: Int) -> Int { (LocalDate.latest.daysSinceEpoch + 1) * perDay }

    /// Which units of a day the rule names and its steps can reach.
    private static func named(
        by rule: RecurrenceRule, unitSeconds: Int, startingWith first: Int
    ) -> [Bool] {
        let perDay = 86_400 / unitSeconds
        let step = greatestCommonDivisor(rule.interval, perDay)
        let phase = ((first % step) + step) % step
        let (hours, minutes, seconds) = (Set(rule.hours), Set(rule.minutes), Set(rule.seconds))
        return (0..<perDay).map { unit in
            let second = unit * unitSeconds
            return unit % step == phase && (hours.isEmpty || hours.contains(second / 3600))
                && (unitSeconds == 3600 || minutes.isEmpty || minutes.contains(second / 60 % 60))
                && (unitSeconds > 1 || seconds.isEmpty || seconds.contains(second % 60))
        }
    }
}
