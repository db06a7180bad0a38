public import WaymarkPluginKit

/// Agenda: areas are proposed with their sources, shaped by people, and agreed in one version by both sides.
public enum AgendaPlugin: StepPlugin {
    /// The family `agenda`.
    public static let plugin = Plugin(
        "agenda", "Proposes areas for discussion, shapes them into an agenda and has both sides agree it.",
        kinds: [.computation(AreasComputation.self), .task(ProposeTask.self), .task(AgreeTask.self)])
}
