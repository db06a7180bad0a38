/// The bounds that this target holds; each has a test at the limit and one past it.
package enum Limits {
    /// Unicode scalars in the text of one deadline, expressions apart.
    package static let deadlineScalarsMax = 200
    /// How many of its unit a deadline may count.
    package static let deadlineAmountMax = 10_000
    /// Years that one calendar may cover.
    package static let calendarYearsMax = 200
    /// Holidays that one calendar may name.
    package static let holidaysMax = 5_000
}
