/// What a wall clock with a calendar shows at one moment.
package struct LocalDateTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The day.
    package var date: LocalDate
    /// The time of that day.
    package var time: LocalTime

    /// Joins a day and a time.
    package init(date: LocalDate, time: LocalTime) {
        self.date = date
        self.time = time
    }

    /// The ISO 8601 form without a zone, as in `2013-10-31T17:00`.
    package var description: String { "\(date)T\(time)" }

    /// Whether the left comes first on the wall clock.
    package static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
        left.date != right.date ? left.date < right.date : left.time < right.time
    }
}
