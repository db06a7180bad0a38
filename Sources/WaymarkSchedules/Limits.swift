/// The bounds that schedules hold.
package enum Limits {
    /// Occurrences that one plan settles; what is left is planned again, so that no transaction grows with an outage.
    package static let occurrencesPerPlanMax = 500
    /// How late a start may be and still count as punctual, for schedules that do not catch up.
    package static let punctualMilliseconds: Int64 = 3_600_000
    /// Schedules and dated entries of one project.
    package static let entriesMax = 2_000
    /// Rules of one schedule.
    package static let rulesMax = 100
    /// Starts of one schedule that deadlines are held against when workflows are checked.
    package static let openingsMax = 2_000
    /// Days at the start of a calendar's years on which a rule may not be known, as it is counted from before them; the
    /// longest period that it may be counted from.
    package static let unknownDaysMax = 366
}
