package import WaymarkCalendar

/// That what is open is to be reckoned anew under the calendar of now.
package struct RecomputeDeadlines: Sendable {
    /// When what is open began, by the number of its activity.
    package var openedAt: [Int: Instant]
    /// The hash of what the calendar says, as the fact is to name it.
    package var calendarHash: String
    /// The revision on which it was previewed; a case that has moved on since is refused.
    package var revision: Int64
    /// Why.
    package var reason: String

    /// Describes what is to be done.
    package init(openedAt: [Int: Instant] = [:], calendarHash: String, revision: Int64, reason: String) {
        self.openedAt = openedAt
        self.calendarHash = calendarHash
        self.revision = revision
        self.reason = reason
    }
}
