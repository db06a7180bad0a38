public import WaymarkPluginKit

/// Publication: documents go to named parties or to an audience, and others say where they published theirs.
public enum PublicationPlugin: StepPlugin {
    /// The family `publication`.
    public static let plugin = Plugin(
        "publication", "Shares and publishes documents, and records where others made theirs public.",
        kinds: [
            .effect(ShareEffect.self), .effect(PublishEffect.self), .task(ConfirmTask.self),
            .task(AcknowledgeTask.self),
        ])
}
