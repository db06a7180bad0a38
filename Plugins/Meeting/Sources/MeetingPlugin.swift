public import WaymarkPluginKit

/// Meeting: what was said, who was there, and what follows from it.
public enum MeetingPlugin: StepPlugin {
    /// The family `meeting`.
    public static let plugin = Plugin(
        "meeting", "Records a meeting: attendance, notes on each item, actions and what is still to be shown.",
        kinds: [.task(HoldTask.self)])
}
