/// What happens to a date that falls on a free day.
package enum RollConvention: String, CaseIterable, Hashable, Sendable {
    /// It stays where it is, as a statutory date does.
    case none
    /// It moves to the next working day.
    case following
    /// It moves to the working day before.
    case preceding
    /// It moves to the next working day, but to the one before where that would leave the month.
    case modifiedFollowing = "modified_following"
    /// It moves to the working day before, but to the next one where that would leave the month.
    case modifiedPreceding = "modified_preceding"

    /// The words that a recurrence uses for it.
    package var words: String {
        switch self {
        case .none: "never moved"
        case .following: "or the next working day"
        case .preceding: "or the working day before"
        case .modifiedFollowing: "or the next working day in the same month"
        case .modifiedPreceding: "or the working day before in the same month"
        }
    }
}

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
}
