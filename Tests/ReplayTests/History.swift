import CEL
import Foundation
import WaymarkDefinition
import WaymarkEngine
import WaymarkStore

/// The recorded events of a case, as its store held them, and the snapshot that stood beside them.
struct History {
    /// The file's name without its ending.
    let name: String
    let events: [EventRecord]
    let snapshot: String

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Histories")

    /// A line of a file does not say what it should.
    struct Unreadable: Error {
        var line: String
    }

    /// The names of the recorded histories, sorted.
    static var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return files.filter { $0.hasSuffix(".ndjson") }.map { String($0.dropLast(7)) }.sorted()
    }

    /// Reads a history: one event a line, and the snapshot in a file beside it.
    init(_ name: String) throws {
        self.name = name
        let place = Self.folder.appending(path: name)
        let text = try String(contentsOf: place.appendingPathExtension("ndjson"), encoding: .utf8)
        events = try text.split(separator: "\n").map { try Self.event(String($0)) }
        snapshot = try String(contentsOf: place.appendingPathExtension("snapshot.json"), encoding: .utf8)
            .trimmingCharacters(in: .newlines)
    }

    /// A history that is made up.
    init(name: String, events: [EventRecord], snapshot: String) {
        self.name = name
        self.events = events
        self.snapshot = snapshot
    }

    private static func event(_ line: String) throws -> EventRecord {
        let value = try JSONParser.parse(Array(line.utf8))
        guard let caseID = value["case"]?.text, let type = value["type"]?.text, let actor = value["actor"]?.text,
            let payload = value["payload"]?.text, case .int(let sequence)? = value["sequence"],
            case .int(let at)? = value["at"], case .int(let version)? = value["version"],
            case .bytes(let previous)? = value["previous"], case .bytes(let hash)? = value["hash"]
        else { throw Unreadable(line: line) }
        return EventRecord(
            caseID: caseID, sequence: sequence, at: at, actor: actor, onBehalfOf: value["on_behalf_of"]?.text,
            type: type, version: Int(version), payload: Array(payload.utf8), previousHash: previous, hash: hash)
    }

    /// Writes a history as it is read.
    static func write(_ events: [EventRecord], snapshot: [UInt8], named name: String) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let place = folder.appending(path: name)
        let lines = events.map { JSONText.string(of: line($0)) + "\n" }.joined()
        try lines.write(to: place.appendingPathExtension("ndjson"), atomically: true, encoding: .utf8)
        try (String(decoding: snapshot, as: UTF8.self) + "\n").write(
            to: place.appendingPathExtension("snapshot.json"), atomically: true, encoding: .utf8)
    }

    private static func line(_ event: EventRecord) -> Value {
        var pairs: [(Value, Value)] = [
            (.string("case"), .string(event.caseID)), (.string("sequence"), .int(event.sequence)),
            (.string("at"), .int(event.at)), (.string("actor"), .string(event.actor)),
        ]
        if let other = event.onBehalfOf { pairs.append((.string("on_behalf_of"), .string(other))) }
        pairs += [
            (.string("type"), .string(event.type)), (.string("version"), .int(Int64(event.version))),
            (.string("payload"), .string(String(decoding: event.payload, as: UTF8.self))),
            (.string("previous"), .bytes(event.previousHash)), (.string("hash"), .bytes(event.hash)),
        ]
        return .map(MapValue(pairs))
    }

    // MARK: - Replaying

    /// What is wrong with the chain or with the fold; nil when both are as they were recorded.
    func fault() throws -> String? {
        var chain = HashChain()
        var previous = HashChain.origin
        for (index, event) in events.enumerated() {
            guard event.sequence == Int64(index + 1), event.previousHash == previous, chain.isIntact(event) else {
                return "event \(event.sequence) of \(name) is not what was recorded"
            }
            previous = event.hash
        }
        let found = String(decoding: try folded(), as: UTF8.self)
        return found == snapshot ? nil : "the events of \(name) give another state than was recorded:\n\(found)"
    }

    /// The snapshot that the events give today.
    func folded() throws -> [UInt8] {
        var state = CaseState()
        for event in events {
            state.apply(try Event(type: event.type, version: event.version, bytes: event.payload))
        }
        return CaseSnapshot.bytes(of: state)
    }
}
