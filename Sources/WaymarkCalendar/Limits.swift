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
    /// Unicode scalars in the text of one recurrence.
    package static let recurrenceScalarsMax = 2_000
    /// Stretches of time from one occurrence of a rule to the next.
    package static let recurrenceIntervalMax = 100_000_000
    /// Times that a rule may name before it ends.
    package static let recurrenceCountMax = 100_000
    /// Days or weeks between two occurrences of a recurrence in words.
    package static let recurrenceEveryMax = 1_000
    /// Octets of a line of a feed, without its end; RFC 5545 asks for no more.
    package static let feedLineOctetsMax = 75
    /// Occurrences that one question may list.
    package static let occurrencesMax = 20_000
}
