public import WaymarkPluginKit

/// Escalation: concerns are raised, tested and directed by people; nothing climbs a rung by itself.
public enum EscalationPlugin: StepPlugin {
    /// The family `escalation`.
    public static let plugin = Plugin(
        "escalation", "Raises concerns, records the statutory test and what was tried, and keeps directions.",
        kinds: [
            .task(RaiseTask.self), .task(TestTask.self), .task(HistoryTask.self), .task(DirectTask.self),
            .task(UrgentActionTask.self),
        ])
}
