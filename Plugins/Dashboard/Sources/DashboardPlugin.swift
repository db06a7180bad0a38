public import WaymarkPluginKit

/// Dashboard: consistent national figures as a source of intelligence, never as a judgement.
public enum DashboardPlugin: StepPlugin {
    /// The family `dashboard`.
    public static let plugin = Plugin(
        "dashboard", "Reads the figures of an organisation as evidence; it rates nothing.",
        kinds: [.effect(LoadEffect.self)])
}
