public import WaymarkPluginKit

/// Consultation: views are asked for, given by a last day, and answered; silence is silence.
public enum ConsultationPlugin: StepPlugin {
    /// The family `consultation`.
    public static let plugin = Plugin(
        "consultation", "Asks partners and parties for their views, and has each comment answered.",
        kinds: [
            .task(ReplyTask.self), .task(CommentTask.self), .task(RespondTask.self), .task(RepresentTask.self),
        ])
}
