/// What somebody did to a schedule: who, when and why; notes are only ever added.
package struct ScheduleNoteRecord: Sendable, Hashable {
    /// The schedule.
    package var schedule: String
    /// When, in milliseconds since 1970 UTC.
    package var at: Int64
    /// Who.
    package var actor: String
    /// What, as `paused`, `resumed`, `run` or `backfilled`.
    package var action: String
    /// Why, in the words of who did it; empty where no reason is asked for.
    package var reason: String

    /// Describes what somebody did.
    package init(schedule: String, at: Int64, actor: String, action: String, reason: String) {
        self.schedule = schedule
        self.at = at
        self.actor = actor
        self.action = action
        self.reason = reason
    }
}
