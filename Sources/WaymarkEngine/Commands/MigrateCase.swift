package import WaymarkCalendar
package import WaymarkDefinition

/// That a case is to go on under another version of its workflow.
package struct MigrateCase: Sendable {
    /// The version that it is to go on under.
    package var target: CompiledDefinition
    /// Steps that go by another id there: old id to new.
    package var map: [String: String]
    /// When what is open began, by the number of its activity.
    package var openedAt: [Int: Instant]
    /// The revision on which it was previewed; a case that has moved on since is refused.
    package var revision: Int64
    /// Why.
    package var reason: String

    /// Describes a migration.
    package init(
        target: CompiledDefinition, map: [String: String] = [:], openedAt: [Int: Instant] = [:], revision: Int64,
        reason: String
    ) {
        self.target = target
        self.map = map
        self.openedAt = openedAt
        self.revision = revision
        self.reason = reason
    }
}

extension Event {
    /// The activity that began with it, where its deadlines may be counted from that moment.
    package var beganActivity: Int? {
        switch self {
        case .stepEntered(let event): event.activity
        case .taskOpened(let event): event.activity
        case .effectRequested(let event): event.activity
        default: nil
        }
    }
}
