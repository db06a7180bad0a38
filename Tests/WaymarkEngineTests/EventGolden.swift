import Foundation
import WaymarkDefinition
import WaymarkEngine

/// What an event of one type and version looks like in the store, kept for ever in `Events/<type>.v<n>.json`.
struct EventGolden {
    /// The type and version, as in `task_completed.v1`.
    let name: String

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Events")

    /// The names of the files, sorted.
    static var kept: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }

    private var file: URL { Self.folder.appending(path: name + ".json") }

    /// What the file says; nil when there is none.
    var text: String? { (try? String(contentsOf: file, encoding: .utf8))?.trimmingCharacters(in: .newlines) }

    /// Writes the file.
    func record(_ text: String) throws {
        try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
        try (text + "\n").write(to: file, atomically: true, encoding: .utf8)
    }

    /// The type without the version, and the version.
    var parts: (type: String, version: Int)? {
        guard let dot = name.range(of: ".v", options: .backwards), let version = Int(name[dot.upperBound...]) else {
            return nil
        }
        return (String(name[..<dot.lowerBound]), version)
    }

    /// Reads an event of this type and version.
    func event(_ text: String) throws -> Event? {
        guard let (type, version) = parts else { return nil }
        return try Event(type: type, version: version, bytes: Array(text.utf8))
    }

    /// What is wrong with how an event is written now, and what to do; nil when it is as it always was.
    func fault(written text: String, kept: String?) -> String? {
        guard let kept else {
            return "\(name) has no golden file: run the tests once with WAYMARK_RECORD=1 and commit Events/\(name).json"
        }
        guard text != kept else { return nil }
        let next = parts.map { $0.version + 1 } ?? 2
        return """
            \(name) is written otherwise than before, so stores that hold it could not be read. Leave its payload as it \
            is and add a version: a payload of its own with `eventVersion` \(next), read beside the old one. Only if no \
            release has written it: delete Events/\(name).json and run with WAYMARK_RECORD=1.
            kept: \(kept)
            now:  \(text)
            """
    }
}
