package import WaymarkCalendar

/// That somebody else is to do a task for whoever could do it.
package struct DelegateTask: Sendable {
    /// The number of the task in its case.
    package var task: Int
    /// The id of the person who is to act.
    package var to: String
    /// The last day on which they may, in the calendar's zone; until the task is done when nil.
    package var until: LocalDate?
    /// Why.
    package var reason: String?

    /// Describes a delegation.
    package init(task: Int, to: String, until: LocalDate? = nil, reason: String? = nil) {
        self.task = task
        self.to = to
        self.until = until
        self.reason = reason
    }
}

/// That a task is to be with another of those who may do it.
package struct ReassignTask: Sendable {
    /// The number of the task in its case.
    package var task: Int
    /// The id of the person who is to have it.
    package var to: String
    /// Why.
    package var reason: String

    /// Describes a reassignment.
    package init(task: Int, to: String, reason: String) {
        self.task = task
        self.to = to
        self.reason = reason
    }
}
