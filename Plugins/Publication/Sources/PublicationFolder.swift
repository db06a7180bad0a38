import CEL
import Foundation
import WaymarkDefinition
import WaymarkPluginKit

/// A folder of published documents with an index of one line each, written so that a repetition changes nothing.
///
/// A file has the name of its title and of the key of the effect, so that the same key always means the same file. The
/// index is appended to under a lock of the file system, so that two workers do not write one publication twice.
struct PublicationFolder {
    /// What the index says of a publication.
    struct Entry {
        var key: String
        var document: Document
        var audience: String
        var caseID: String
        var subject: String
        var publishedOn: String
        /// The hashes of the versions that it replaces, oldest first.
        var replaces: [String] = []
    }

    private let path: String
    private let isRehearsal: Bool

    /// Names a folder; it is made when first written to, and never in a rehearsal.
    init(path: String, isRehearsal: Bool = false) {
        self.path = path
        self.isRehearsal = isRehearsal
    }

    /// Writes a document and its line in the index.
    /// - Returns: the name of the file in the folder.
    /// - Throws: ``StepFailure``; permanent when another document already stands under this key.
    func publish(_ bytes: [UInt8], as entry: Entry) throws -> String {
        let file = Self.fileName(of: entry)
        if isRehearsal { return file }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try write(bytes, to: file)
            try index(entry, file: file)
        } catch let failure as StepFailure {
            throw failure
        } catch {
            throw StepFailure("could not write to \(path)/\(file): \(error.localizedDescription)")
        }
        return file
    }

    private func write(_ bytes: [UInt8], to file: String) throws {
        let target = "\(path)/\(file)"
        if let present = FileManager.default.contents(atPath: target) {
            guard present.elementsEqual(bytes) else {
                throw StepFailure(
                    "\(target) is there already with other content",
                    help: "move the file away if it is not wanted, then try again", isPermanent: true)
            }
            return
        }
        try Data(bytes).write(to: URL(fileURLWithPath: target), options: .atomic)
    }

    private func index(_ entry: Entry, file: String) throws {
        let indexPath = "\(path)/index.jsonl"
        let descriptor = open(indexPath, O_RDWR | O_CREAT | O_APPEND, 0o644)
        guard descriptor >= 0 else { throw StepFailure("could not open \(indexPath)") }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard flock(descriptor, LOCK_EX) == 0 else { throw StepFailure("could not lock \(indexPath)") }
        defer { _ = flock(descriptor, LOCK_UN) }
        let line = Self.line(of: entry, file: file)
        let present = try handle.readToEnd() ?? Data()
        guard !present.split(separator: UInt8(ascii: "\n")).contains(where: { Self.key(of: $0) == entry.key }) else {
            return
        }
        try handle.write(contentsOf: Data(line))
        try handle.synchronize()
    }

    private static func key(of line: Data) -> String? {
        (try? JSONParser.parse(Array(line), style: .plain))?["key"]?.text
    }

    private static func line(of entry: Entry, file: String) -> [UInt8] {
        let pairs: [(String, String)] = [
            ("key", entry.key), ("file", file), ("title", entry.document.title), ("hash", entry.document.hash),
            ("media_type", entry.document.mediaType), ("audience", entry.audience), ("case", entry.caseID),
            ("subject", entry.subject), ("published_on", entry.publishedOn),
        ]
        let replaces: [(Value, Value)] =
            entry.replaces.isEmpty ? [] : [(.string("replaces"), .list(entry.replaces.map(Value.string)))]
        let value = Value.map(MapValue(pairs.map { (.string($0.0), .string($0.1)) } + replaces))
        return JSONText.bytes(of: value, style: .plain) + [UInt8(ascii: "\n")]
    }

    private static func fileName(of entry: Entry) -> String {
        let key = ContentHash(of: Array(entry.key.utf8)).description.prefix(12)
        return "\(safe(entry.document.title, max: 60))-\(key).\(ending(of: entry.document.mediaType))"
    }

    private static func ending(of mediaType: String) -> String {
        switch mediaType {
        case "text/markdown": "md"
        case "text/html": "html"
        case "text/csv": "csv"
        case "application/json": "json"
        case "application/pdf": "pdf"
        default: "txt"
        }
    }

    /// A text as a name of a file or folder: small letters, digits and single hyphens, never empty.
    static func safe(_ text: String, max: Int) -> String {
        var name = ""
        for character in text.lowercased() {
            if character.isASCII && (character.isLetter || character.isNumber) {
                name.append(character)
            } else if !name.isEmpty && name.last != "-" {
                name.append("-")
            }
            if name.count == max { break }
        }
        while name.last == "-" { name.removeLast() }
        return name.isEmpty ? "document" : name
    }
}
