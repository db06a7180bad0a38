import CEL
import Evidence
import Foundation
import WaymarkDefinition
import WaymarkPluginKit

/// A data folder that is gone after the test, and the outputs of earlier cases.
final class DataFolder: Sendable {
    /// The folder.
    let path: String
    /// The outputs of ended cases, by workflow, subject and key with blanks between.
    let outputs: [String: Value]
    private let harness = StepHarness(plugin: EvidencePlugin.plugin)

    init(_ files: [String: String] = [:], outputs: [String: Value] = [:]) throws {
        path = NSTemporaryDirectory() + "waymark-data-\(UUID().uuidString)"
        self.outputs = outputs
        for (name, text) in files { try write(text, to: name) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, making its folder.
    func write(_ text: String, to name: String) throws {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Performs an effect with parameters written as JSON.
    func perform(_ name: String, with parameters: String) async throws -> AnyStepResult {
        guard let kind = EvidencePlugin.plugin.kinds.first(where: { $0.name == name }),
            case .effect(let body) = kind.body
        else { throw HarnessError(name) }
        let context = EffectContext(
            idempotencyKey: "key", attempt: 1, step: try harness.context(), dataFolder: path, publicationFolder: "",
            services: EarlierCases(outputs: outputs))
        return try await body(try JSONParser.parse(Array(parameters.utf8), style: .plain), context)
    }

    /// The failure of an effect.
    func failure(_ name: String, with parameters: String) async -> StepFailure? {
        do {
            _ = try await perform(name, with: parameters)
            return nil
        } catch {
            return error as? StepFailure
        }
    }
}

private struct EarlierCases: EffectServices {
    var outputs: [String: Value]

    func document(_ hash: String) throws -> [UInt8]? { nil }
    func outputs(workflow: String, subject: String, key: String) throws -> Value? {
        outputs["\(workflow) \(subject) \(key)"]
    }
}
