import CEL
import Publication
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

extension EffectFixture {
    /// A world in which these documents are kept.
    convenience init(keeping documents: DocumentContent...) throws {
        try self.init(documents: documents)
    }

    /// Performs an effect with a document and other parameters.
    func perform(
        _ kind: String, document: Document, _ others: [(String, Value)], key: String = "key-1"
    ) async throws -> AnyStepResult {
        let parameters = [("document", document.recordValue)] + others
        return try await StepHarness(plugin: PublicationPlugin.plugin).perform(
            kind, with: .map(MapValue(parameters.map { (.string($0.0), $0.1) })), on: self, key: key)
    }
}
