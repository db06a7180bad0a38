/// One run of a schedule, recorded once, so that it never happens twice.
package struct OccurrenceRecord: Sendable, Hashable {
    /// The schedule.
    package var schedule: String
    /// The moment that the rule names, in milliseconds since 1970 UTC; unique in the schedule.
    package var dueAt: Int64
    /// What became of it, as `started`, `missed`, `skipped`, `backfilled` or `by_hand`.
    package var outcome: String
    /// When it was recorded, in milliseconds since 1970 UTC.
    package var recordedAt: Int64
    /// What there is to say of it, as the cases that it began; opaque to the store.
    package var detail: [UInt8]

    /// Whether it was missed or skipped as a whole, so that it can be made good.
    package var hasStartedNothing: Bool { outcome == "missed" || outcome == "skipped" }

    /// Describes a run.
    package init(schedule: String, dueAt: Int64, outcome: String, recordedAt: Int64, detail: [UInt8] = []) {
        self.schedule = schedule
        self.dueAt = dueAt
        self.outcome = outcome
        self.recordedAt = recordedAt
        self.detail = detail
    }
}
