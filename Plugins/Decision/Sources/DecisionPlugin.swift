public import WaymarkPluginKit

/// Formal decisions: by one person with outcomes that the workflow names, or by a committee with quorum and recusal.
public enum DecisionPlugin: StepPlugin {
    /// The family `decision`.
    public static let plugin = Plugin(
        "decision", "Formal decisions with a closed set of outcomes, by one person or by a committee.",
        kinds: [.task(DecideTask.self), .task(CommitteeTask.self)])
}
