extension WorkingCalendar {
    /// Moves a date off a free day; rolled again it stays, and an earlier date never comes after a later one.
    /// - Throws: `CalendarError` when the date or the answer lies outside the calendar's years, unless it never moves.
    package func roll(_ date: LocalDate, _ convention: RollConvention) throws -> LocalDate {
        switch convention {
        case .none: return date
        case .following: return try workingDay(onOrAfter: date)
        case .preceding: return try workingDay(onOrBefore: date)
        case .modifiedFollowing: return try rollInMonth(date, first: .following, otherwise: .preceding)
        case .modifiedPreceding: return try rollInMonth(date, first: .preceding, otherwise: .following)
        }
    }

    private func rollInMonth(
        _ date: LocalDate, first: RollConvention, otherwise: RollConvention
    ) throws -> LocalDate {
        // At the edge of its years the calendar may know the working day on the one side only, and that one is meant.
        guard let rolled = try? roll(date, first), rolled.firstOfMonth == date.firstOfMonth else {
            return try roll(date, otherwise)
        }
        return rolled
    }

    // MARK: - How far dates are moved

    // Each of these asks the calendar, since a school is closed for longer than any margin that one would think of.
    // Where it does not know the days, it is taken to be closed for no longer than it ever is in its years.

    /// The first date that a convention may move to a day or past it, or leave there.
    func firstDate(rolledTo date: LocalDate, _ convention: RollConvention) -> LocalDate {
        guard convention.movesForward, index.covers(date) else { return date }
        return (try? workingDay(before: date))?.adding(days: 1) ?? firstDate
    }

    /// The last date that a convention may move to a day or to one before it, or leave there.
    func lastDate(rolledTo date: LocalDate, _ convention: RollConvention) -> LocalDate {
        if convention.movesBack {
            return (try? workingDay(after: date))?.adding(days: -1) ?? date.adding(days: index.longestClosure)
        }
        return convention.movesForward ? (try? workingDay(onOrBefore: date)) ?? date : date
    }

    /// The first day to which a convention may move a date or any later one.
    package func firstDay(rolledFrom date: LocalDate, _ convention: RollConvention) -> LocalDate {
        guard convention.movesBack else { return date }
        return (try? workingDay(onOrBefore: date)) ?? date.adding(days: -index.longestClosure)
    }

    /// Whether the working day so many working days before a day, or after it, surely lies past another day.
    ///
    /// So that a list of such days can end without asking for one that the calendar does not know.
    func isWorkingDay(
        _ count: Int, _ direction: DeadlineRule.Direction, _ date: LocalDate, past last: LocalDate
    ) -> Bool {
        switch direction {
        case .after:
            // So many working days lie past as many days at least.
            if date > last || date.adding(days: count) > last { return true }
            guard index.covers(date), index.covers(last) else { return false }
            return count == 0
                ? index.count(before: date) == index.count(through: last)
                : index.count(through: last) - index.count(through: date) < count
        case .before:
            guard date > last else { return false }
            // None before a day is the day itself, where it is worked.
            let end = count == 0 ? date.adding(days: 1) : date
            let wanted = max(count, 1)
            if index.covers(last) {
                let known = index.count(before: min(end, lastDate.adding(days: 1))) - index.count(through: last)
                if known >= wanted { return true }
                if end <= lastDate.adding(days: 1) { return false }
            }
            guard let most = index.mostDays(ofWorkingDays: wanted) else { return false }
            return date.adding(days: -most) > last
        }
    }
}
