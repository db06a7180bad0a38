/// One time that a recurrence names.
package struct Occurrence: Hashable, Sendable {
    /// The moment.
    package let instant: Instant
    /// The day on the calendar's clocks.
    package let date: LocalDate
    /// The day that the words name; another than `date` where that was a free day and the recurrence rolls.
    package let namedDate: LocalDate
    /// The period that the words name; nil where they name none.
    package let period: Period?
    /// The period that a round on this day covers; nil where the words name none.
    ///
    /// A round covers one period and is held in the next. So what happens after a period ends covers that period, and
    /// what happens in a period, or before it, is held in it and covers the one before.
    package let covered: Period?

    /// The period that a round on this day is held in: the one after that which it covers.
    package var held: Period? { covered?.heldPeriod }
}

/// What a recurrence needs to know to become days and moments.
package struct RecurrenceSetting: Sendable {
    /// Whose working days, zone and opening hours count.
    package var calendar: WorkingCalendar
    /// What happens on a free day where the words do not say.
    package var roll: RollConvention
    /// The time of day where the words name none; nil for when business opens.
    package var time: LocalTime?
    /// The kind that "the period" means; nil where there is none.
    package var period: Period.Kind?

    /// Describes a setting.
    package init(
        calendar: WorkingCalendar, roll: RollConvention = .none, time: LocalTime? = nil, period: Period.Kind? = nil
    ) {
        self.calendar = calendar
        self.roll = roll
        self.time = time
        self.period = period
    }
}
