/// Where counting working days begins when the first day is a free one.
package enum FreeDayStart: Hashable, Sendable {
    /// The first working day after a free day counts as 1: Saturday and one working day is Monday.
    case strict
    /// The start moves to the next working day, then the count begins: Saturday and one working day is Tuesday.
    case rollForward
    /// The start moves to the working day before, then the count begins: Saturday and one working day is Monday.
    case rollPreceding
}

extension WorkingCalendar {
    /// Whether people work on a day.
    /// - Throws: `CalendarError` outside the calendar's years.
    package func isWorkingDay(_ date: LocalDate) throws -> Bool {
        try requireCovered(date)
        return index.isWorkingDay(date)
    }

    /// The first working day after a day.
    /// - Throws: `CalendarError` outside the calendar's years.
    package func workingDay(after date: LocalDate) throws -> LocalDate { try adding(workingDays: 1, to: date) }

    /// The last working day before a day.
    /// - Throws: `CalendarError` outside the calendar's years.
    package func workingDay(before date: LocalDate) throws -> LocalDate { try adding(workingDays: -1, to: date) }

    /// The day itself if people work on it, or else the next working day.
    /// - Throws: `CalendarError` outside the calendar's years.
    package func workingDay(onOrAfter date: LocalDate) throws -> LocalDate {
        try adding(workingDays: 0, to: date, from: .rollForward)
    }

    /// The day itself if people work on it, or else the working day before.
    /// - Throws: `CalendarError` outside the calendar's years.
    package func workingDay(onOrBefore date: LocalDate) throws -> LocalDate {
        try adding(workingDays: 0, to: date, from: .rollPreceding)
    }

    /// The working day so many working days later, or earlier when negative.
    ///
    /// None from a working day is that day; none from a free day is the next working day, or with `.rollPreceding` the
    /// one before. Takes the same time for any count.
    /// - Throws: `CalendarError` when the start or the answer lies outside the calendar's years.
    package func adding(
        workingDays count: Int, to date: LocalDate, from start: FreeDayStart = .strict
    ) throws -> LocalDate {
        try requireCovered(date)
        let first: Int
        switch start {
        case .strict: first = count > 0 ? index.count(through: date) - 1 : index.count(before: date)
        case .rollForward: first = index.count(before: date)
        case .rollPreceding: first = index.count(through: date) - 1
        }
        let (number, overflow) = first.addingReportingOverflow(count)
        guard !overflow, let answer = index.day(number) else {
            throw outside("\(WorkingDays(count)) from \(date) \(count == 1 ? "lies" : "lie")")
        }
        return answer
    }

    /// How many working days there are from a day up to, and without, another; negative when that is earlier.
    /// - Throws: `CalendarError` when either lies outside the calendar's years.
    package func workingDays(from first: LocalDate, upTo end: LocalDate) throws -> Int {
        try requireCovered(first)
        if end != lastDate.adding(days: 1) { try requireCovered(end) }
        return index.count(before: end) - index.count(before: first)
    }

    /// How many working days there are from a day to another, both included; 0 when that is earlier.
    /// - Throws: `CalendarError` when either lies outside the calendar's years.
    package func workingDays(from first: LocalDate, through last: LocalDate) throws -> Int {
        try requireCovered(first)
        try requireCovered(last)
        return max(0, index.count(through: last) - index.count(before: first))
    }

    /// The n-th working day of a period, from 1, or from its end when negative; nil when it has fewer.
    /// - Throws: `CalendarError` when the period lies outside the calendar's years.
    package func workingDay(_ number: Int, of period: Period) throws -> LocalDate? {
        let count = try workingDays(from: period.start, through: period.end)
        guard number != 0, number.magnitude <= count else { return nil }
        let first = index.count(before: period.start)
        return index.day(number > 0 ? first + number - 1 : first + count + number)
    }

    func requireCovered(_ date: LocalDate) throws {
        guard index.covers(date) else { throw outside("\(date) lies") }
    }

    func outside(_ words: String) -> CalendarError {
        CalendarError(
            .outsideYears,
            "\(words) outside the years \(years.lowerBound) to \(years.upperBound) of the calendar \"\(name)\"")
    }
}
