/// Why a calendar could not be built, or could not answer.
package struct CalendarError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    package enum Code: String, Hashable, Sendable {
        /// The identifier names no time zone.
        case unknownZone
        /// The calendar's own description contradicts itself.
        case invalidCalendar
        /// The answer lies outside the years that the calendar covers.
        case outsideYears
        /// A deadline is reckoned from something that it was not given.
        case missingAnchor
        /// The description of a recurrence contradicts itself.
        case invalidRecurrence
        /// A recurrence is asked for more occurrences than one answer may hold.
        case tooManyOccurrences
    }

    /// The kind.
    package var code: Code
    /// What went wrong, in a sentence without a full stop.
    package var message: String

    /// Describes a failure.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    package var description: String { message }
}
