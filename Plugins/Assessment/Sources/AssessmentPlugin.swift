public import WaymarkPluginKit

/// Assessment: people rate domains and confirm a headline; nothing is rated by a machine.
public enum AssessmentPlugin: StepPlugin {
    /// The family `assessment`.
    public static let plugin = Plugin(
        "assessment", "People rate domains on evidence, and confirm or override a proposed headline.",
        kinds: [
            .task(RateTask.self), .computation(WorstComputation.self), .task(ConfirmTask.self),
            .task(RespondTask.self),
        ])
}
