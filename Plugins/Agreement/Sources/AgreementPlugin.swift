public import WaymarkPluginKit

/// Agreement: support and trajectories are written down, and each party agrees exactly one version of them.
public enum AgreementPlugin: StepPlugin {
    /// The family `agreement`.
    public static let plugin = Plugin(
        "agreement", "Drafts support and trajectories, and has each party agree the same version.",
        kinds: [.task(SupportTask.self), .task(TrajectoryTask.self), .task(SignTask.self)])
}
