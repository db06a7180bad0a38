package import CEL
package import WaymarkCalendar

/// A start that a schedule makes: when, and what the case is given.
package struct CaseOpening: Sendable {
    /// The schedule.
    package var schedule: String
    /// The moment.
    package var at: Instant
    /// What the case is given, as far as that is the same for everyone about whom a case starts.
    package var inputs: [String: Value]

    /// Describes a start.
    package init(schedule: String, at moment: Instant, inputs: [String: Value]) {
        self.schedule = schedule
        at = moment
        self.inputs = inputs
    }
}
