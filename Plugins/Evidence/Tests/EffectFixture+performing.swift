import Evidence
import WaymarkPluginKit
import WaymarkTestKit

extension EffectFixture {
    /// Performs an effect of the family about Alder Vale.
    func perform(_ kind: String, with parameters: String) async throws -> AnyStepResult {
        try await StepHarness(plugin: EvidencePlugin.plugin).perform(kind, with: parameters, on: self)
    }

    /// The failure of an effect; nil when it is done.
    func failure(_ kind: String, with parameters: String) async throws -> StepFailure? {
        try await StepHarness(plugin: EvidencePlugin.plugin).failure(kind, with: parameters, on: self)
    }
}
