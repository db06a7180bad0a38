public import WaymarkPluginKit

/// Forms that the workflow designs itself: the facts that only people know, with the types that its rules need.
public enum FormPlugin: StepPlugin {
    /// The family `form`.
    public static let plugin = Plugin(
        "form", "Forms whose fields the workflow names itself.", kinds: [.task(FillTask.self)])
}
