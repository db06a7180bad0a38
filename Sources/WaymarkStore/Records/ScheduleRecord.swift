/// What the store knows of a schedule; its rule stands in the configuration.
package struct ScheduleRecord: Sendable, Hashable {
    /// The name.
    package var id: String
    /// Whether somebody has paused it.
    package var isPaused: Bool
    /// Who changed it last.
    package var changedBy: String
    /// When that was, in milliseconds since 1970 UTC.
    package var changedAt: Int64
    /// When it runs next, in milliseconds since 1970 UTC; nil when never.
    package var nextAt: Int64?

    /// Describes a schedule.
    package init(id: String, isPaused: Bool = false, changedBy: String, changedAt: Int64, nextAt: Int64? = nil) {
        self.id = id
        self.isPaused = isPaused
        self.changedBy = changedBy
        self.changedAt = changedAt
        self.nextAt = nextAt
    }
}
