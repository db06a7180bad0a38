public import WaymarkPluginKit

/// Evidence: what is known of an organisation, brought together so that areas and ratings can cite it.
public enum EvidencePlugin: StepPlugin {
    /// The family `evidence`.
    public static let plugin = Plugin(
        "evidence", "Brings together what is known of an organisation, with its sources.",
        kinds: [.effect(GatherEffect.self), .task(CollectTask.self), .effect(CarryForwardEffect.self)])
}
