public import WaymarkPluginKit

/// Moderation: proposals of support are laid side by side and confirmed, commented on or returned; never overwritten.
public enum ModerationPlugin: StepPlugin {
    /// The family `moderation`.
    public static let plugin = Plugin(
        "moderation", "Compares proposals of support across organisations, and decides on each without overwriting it.",
        kinds: [
            .computation(CompareComputation.self), .task(DecideTask.self), .task(GapsTask.self),
            .computation(NationalComputation.self),
        ])
}
