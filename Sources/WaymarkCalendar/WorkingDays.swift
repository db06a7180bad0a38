/// A number of days on which people work. A type of its own, so that it is never added as if every day counted.
package struct WorkingDays: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// How many; negative backwards.
    package var count: Int

    /// Takes a number of working days.
    package init(_ count: Int) { self.count = count }

    /// Whether the left are fewer.
    package static func < (left: WorkingDays, right: WorkingDays) -> Bool { left.count < right.count }

    /// The number as people write it.
    package var description: String { count == 1 ? "1 working day" : "\(count) working days" }
}

/// A number of days, free ones too.
package struct CalendarDays: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// How many; negative backwards.
    package var count: Int

    /// Takes a number of days.
    package init(_ count: Int) { self.count = count }

    /// Whether the left are fewer.
    package static func < (left: CalendarDays, right: CalendarDays) -> Bool { left.count < right.count }

    /// The number as people write it.
    package var description: String { count == 1 ? "1 day" : "\(count) days" }
}

/// A length of time during which business is open.
package struct WorkingHours: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// How long; negative backwards.
    package var seconds: Int

    /// Takes hours and minutes of business.
    package init(hours: Int = 0, minutes: Int = 0) { seconds = hours * 3600 + minutes * 60 }

    /// Takes seconds of business.
    package init(seconds: Int) { self.seconds = seconds }

    /// Whether the left are fewer.
    package static func < (left: WorkingHours, right: WorkingHours) -> Bool { left.seconds < right.seconds }

    /// The hours as people write them.
    package var description: String {
        if seconds.isMultiple(of: 3600) {
            return seconds == 3600 ? "1 working hour" : "\(seconds / 3600) working hours"
        }
        return seconds.isMultiple(of: 60) ? "\(seconds / 60) working minutes" : "\(seconds) working seconds"
    }
}

extension LocalDate {
    /// The day so many days later.
    package func adding(_ days: CalendarDays) -> LocalDate { adding(days: days.count) }

    /// The days from this one to another.
    package func calendarDays(until other: LocalDate) -> CalendarDays { CalendarDays(days(until: other)) }
}

extension WorkingCalendar {
    /// The working day so many working days after a day, or before it when negative.
    /// - Throws: `CalendarError` outside the calendar's years.
    package func adding(
        _ days: WorkingDays, to date: LocalDate, from start: FreeDayStart = .strict
    ) throws -> LocalDate { try adding(workingDays: days.count, to: date, from: start) }

    /// The moment so many hours of business after another, or before it when negative.
    /// - Throws: `CalendarError` outside the calendar's years.
    package func adding(_ hours: WorkingHours, to start: Instant) throws -> Instant {
        try adding(workingSeconds: hours.seconds, to: start)
    }

    /// The working days from a day up to, and without, another; negative when that is earlier.
    /// - Throws: `CalendarError` outside the calendar's years.
    package func workingDays(between first: LocalDate, and end: LocalDate) throws -> WorkingDays {
        WorkingDays(try workingDays(from: first, upTo: end))
    }

    /// The hours of business from a moment to another; negative when that is earlier.
    /// - Throws: `CalendarError` outside the calendar's years.
    package func workingHours(between first: Instant, and last: Instant) throws -> WorkingHours {
        WorkingHours(seconds: try workingSeconds(from: first, to: last))
    }
}
