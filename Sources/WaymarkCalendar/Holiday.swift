/// A day on which nobody is expected to work, and what people call it.
package struct Holiday: Hashable, Sendable {
    /// The day.
    package var date: LocalDate
    /// The name, as in `Good Friday`.
    package var title: String
    /// When it was announced; nil for a day that was always known.
    package var announced: LocalDate?

    /// Describes a holiday.
    package init(date: LocalDate, title: String, announced: LocalDate? = nil) {
        self.date = date
        self.title = title
        self.announced = announced
    }
}

/// From when to when business is open on a day.
package struct OpeningHours: Hashable, Sendable, CustomStringConvertible {
    /// When it opens.
    package let opening: LocalTime
    /// When it closes.
    package let closing: LocalTime

    /// Describes hours; nil where it would close before it opens.
    package init?(_ opening: LocalTime, _ closing: LocalTime) {
        guard opening < closing else { return nil }
        self.opening = opening
        self.closing = closing
    }

    /// How long it is open.
    var seconds: Int { closing.secondsOfDay - opening.secondsOfDay }

    /// The hours as in `09:00 to 12:00`.
    package var description: String { "\(opening) to \(closing)" }
}

/// A single day made different from what the weekend and the holidays say.
package struct CalendarChange: Hashable, Sendable {
    /// What becomes of the day.
    package enum Effect: Hashable, Sendable {
        /// Nobody works.
        case free
        /// People work, the usual hours.
        case worked
        /// People work, as on a half day, these hours.
        case hours(OpeningHours)
    }

    /// The day.
    package var date: LocalDate
    /// What people call it, or why.
    package var title: String
    /// What becomes of it.
    package var effect: Effect
    /// When it was announced; nil where it was always known.
    package var announced: LocalDate?

    /// Describes a change.
    package init(date: LocalDate, title: String, effect: Effect, announced: LocalDate? = nil) {
        self.date = date
        self.title = title
        self.effect = effect
        self.announced = announced
    }
}
