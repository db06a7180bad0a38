import Dashboard
import WaymarkPluginKit
import WaymarkTestKit

extension EffectFixture {
    /// Performs an effect of the family about Alder Vale.
    func perform(_ kind: String, with parameters: String) async throws -> AnyStepResult {
        try await StepHarness(plugin: DashboardPlugin.plugin).perform(kind, with: parameters, on: self)
    }

    /// The failure of an effect; nil when it is done.
    func failure(_ kind: String, with parameters: String) async throws -> StepFailure? {
        try await StepHarness(plugin: DashboardPlugin.plugin).failure(kind, with: parameters, on: self)
    }
}
