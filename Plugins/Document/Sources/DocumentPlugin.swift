public import WaymarkPluginKit

/// Documents: made from a template with the sections that they must have, or handed in.
public enum DocumentPlugin: StepPlugin {
    /// The family `document`.
    public static let plugin = Plugin(
        "document", "Makes documents from templates, corrects them, and takes documents that are handed in.",
        kinds: [.computation(RenderComputation.self), .task(CorrectTask.self), .task(ReceiveTask.self)])
}
