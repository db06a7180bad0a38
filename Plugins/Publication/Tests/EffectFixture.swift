import CEL
import Foundation
import Publication
import WaymarkDefinition
import WaymarkPluginKit

/// A folder of publications that is gone after the test, and documents that are kept.
final class EffectFixture: Sendable {
    /// The folder.
    let folder: String
    /// The documents by hash.
    let documents: [DocumentContent]
    private let harness: StepHarness

    init(_ documents: DocumentContent..., now: String = "2013-10-31T12:00:00Z") {
        folder = NSTemporaryDirectory() + "waymark-publication-\(UUID().uuidString)"
        self.documents = documents
        harness = StepHarness(plugin: PublicationPlugin.plugin, now: now)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Performs an effect.
    func perform(
        _ kind: String, document: Document, _ others: [(String, Value)], key: String = "key-1"
    ) async throws -> AnyStepResult {
        guard let kind = PublicationPlugin.plugin.kinds.first(where: { $0.name == kind }),
            case .effect(let body) = kind.body
        else { throw HarnessError(kind) }
        let parameters = [("document", document.recordValue)] + others
        let services = KeptDocuments(
            bytes: Dictionary(uniqueKeysWithValues: documents.map { ($0.document.hash, $0.bytes) }))
        let context = EffectContext(
            idempotencyKey: key, attempt: 1, step: try harness.context(), dataFolder: "", publicationFolder: folder,
            services: services)
        return try await body(.map(MapValue(parameters.map { (.string($0.0), $0.1) })), context)
    }

    /// The text of a file of the folder.
    func text(_ file: String) -> String? { try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8) }

    /// The files of a folder, sorted.
    func files(_ path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(path)")) ?? []).sorted()
    }
}

private struct KeptDocuments: EffectServices {
    var bytes: [String: [UInt8]]

    func document(_ hash: String) throws -> [UInt8]? { bytes[hash] }
    func outputs(workflow: String, subject: String, key: String) throws -> Value? { nil }
}
