public import CEL
import Foundation
public import WaymarkDefinition
public import WaymarkPluginKit

/// The outside world of an effect under test: a folder of data, one of publications, kept documents, ended cases.
///
/// Both folders are gone when the fixture is.
public final class EffectFixture: EffectServices {
    /// The folder that data is read from.
    public let dataFolder: String
    /// The folder that publications are written to.
    public let publicationFolder: String
    private let root: String
    private let documents: [String: [UInt8]]
    private let earlierOutputs: [String: Value]

    /// Makes the folders.
    /// - Parameters:
    ///   - files: The texts of data files, by their path in the data folder.
    ///   - documents: The documents that the store keeps.
    ///   - outputs: The outputs of ended cases, by workflow, subject and key with blanks between.
    /// - Throws: an error of the file system when a folder or file cannot be made.
    public init(
        _ files: [String: String] = [:], documents: [DocumentContent] = [], outputs: [String: Value] = [:]
    ) throws {
        root = NSTemporaryDirectory() + "waymark-effect-\(UUID().uuidString)"
        dataFolder = root + "/data"
        publicationFolder = root + "/publications"
        self.documents = Dictionary(
            documents.map { ($0.document.hash, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        earlierOutputs = outputs
        for folder in [dataFolder, publicationFolder] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        for (name, text) in files { try write(text, to: name) }
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// Writes a data file, making its folder.
    public func write(_ text: String, to name: String) throws {
        let file = URL(fileURLWithPath: "\(dataFolder)/\(name)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// The text of a published file; nil when there is none.
    public func publishedText(_ name: String) -> String? {
        try? String(contentsOfFile: "\(publicationFolder)/\(name)", encoding: .utf8)
    }

    /// The names of what stands in a folder of publications, sorted.
    public func publishedFiles(in folder: String = "") -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(publicationFolder)/\(folder)")) ?? []).sorted()
    }

    /// Every published file with its bytes, by its path.
    var publications: [String: [UInt8]] {
        let found = FileManager.default.enumerator(atPath: publicationFolder)
        var files: [String: [UInt8]] = [:]
        while let path = found?.nextObject() as? String {
            if let data = FileManager.default.contents(atPath: "\(publicationFolder)/\(path)") {
                files[path] = Array(data)
            }
        }
        return files
    }

    // MARK: - Serving

    /// The bytes of a kept document.
    public func document(_ hash: String) throws -> [UInt8]? { documents[hash] }

    /// The outputs of an ended case.
    public func outputs(workflow: String, subject: String, key: String) throws -> Value? {
        earlierOutputs["\(workflow) \(subject) \(key)"]
    }
}
