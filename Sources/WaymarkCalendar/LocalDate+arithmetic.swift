extension LocalDate {
    /// The day so many days later, or earlier when negative; it stops at `earliest` and `latest`.
    public func adding(days count: Int) -> LocalDate {
        let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(count)
        guard !overflow else { return count > 0 ? .latest : .earliest }
        return LocalDate(daysSinceEpoch: sum)
    }

    /// The same day so many months later, or earlier when negative; 31 January and a month is the last of February.
    ///
    /// It stops at `earliest` and `latest`.
    public func adding(months count: Int) -> LocalDate {
        let (year, month, day) = civil
        let (index, overflow) = (year * 12 + month - 1).addingReportingOverflow(count)
        guard !overflow, index < 10_000 * 12 else { return count > 0 ? .latest : .earliest }
        guard index >= 12 else { return .earliest }
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        let newDay = min(day, Month.days(in: newMonth, of: newYear))
        return LocalDate(validYear: newYear, month: newMonth, day: newDay)
    }

    /// How many days later the other day is; negative when it is earlier.
    public func days(until other: LocalDate) -> Int { other.daysSinceEpoch - daysSinceEpoch }

    /// The first day of its month.
    public var firstOfMonth: LocalDate {
        let (year, month, _) = civil
        return LocalDate(validYear: year, month: month, day: 1)
    }

    /// The last day of its month.
    public var lastOfMonth: LocalDate {
        let (year, month, _) = civil
        return LocalDate(validYear: year, month: month, day: Month.days(in: month, of: year))
    }
}
