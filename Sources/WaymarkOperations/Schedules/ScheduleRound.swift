/// What one round of the schedules did.
package struct ScheduleRound: Sendable {
    /// A schedule that could not be carried out, and why.
    package struct Problem: Sendable, Hashable {
        /// The schedule.
        package var schedule: String
        /// What is wrong.
        package var message: String
    }

    /// A start that had waited for an earlier case to end.
    package struct Release: Sendable, Hashable {
        /// The schedule.
        package var schedule: String
        /// The organisation.
        package var subject: String
        /// Why it could not start after all; nil when it has.
        package var refusal: String?
    }

    /// What became of each occurrence that was due, in the order in which they were seen to.
    package var reports: [OccurrenceReport] = []
    /// Starts that had waited.
    package var releases: [Release] = []
    /// The cases that may have changed; some more than once.
    package var cases: [String] = []
    /// What could not be done; it is tried again next time.
    package var problems: [Problem] = []

    package init() {}

    /// How many cases started.
    package var started: Int { reports.reduce(releases.count { $0.refusal == nil }) { $0 + $1.started } }

    /// Whether there was nothing to do.
    package var isIdle: Bool { reports.isEmpty && releases.isEmpty && problems.isEmpty }
}
