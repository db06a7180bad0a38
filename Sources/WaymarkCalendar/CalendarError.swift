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

    /// The part of a calendar's description that a failure is about.
    package enum Part: Sendable, Hashable {
        /// The free days of the week.
        case weekend
        /// The years that it knows.
        case years
        /// A holiday or a change, by its day.
        case day(LocalDate)
    }

    /// The kind.
    package var code: Code
    /// What went wrong, in a sentence without a full stop.
    package var message: String

    /// What it is about, where that is one part of a calendar's description.
    package var part: Part?

    /// Describes a failure.
    package init(_ code: Code, _ message: String, about part: Part? = nil) {
        self.code = code
        self.message = message
        self.part = part
    }

    /// The message.
    package var description: String { message }
}
