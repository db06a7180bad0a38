import Foundation
import WaymarkYAML

/// A case of the YAML test suite.
struct ConformanceCase: Decodable {
    var id: String
    var name: String
    var yaml: String
    /// What the documents of the text are; nil where JSON cannot say it.
    var json: [JSON]?
    /// What is asked of a reader that rests on libyaml.
    var `class`: String

    /// The suite: the folder that `WAYMARK_CONFORMANCE` names, or one found above this file.
    static let file: URL? = {
        let manager = FileManager.default
        var places: [URL] = []
        if let named = ProcessInfo.processInfo.environment["WAYMARK_CONFORMANCE"] {
            places = [URL(filePath: named)]
        } else {
            var folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            while folder.path() != "/" {
                places += [folder.appending(path: "conformance"), folder.appending(path: "shared/conformance")]
                folder = folder.deletingLastPathComponent().standardizedFileURL
            }
        }
        let file = places.map { $0.appending(path: "yaml/cases.jsonl") }.first {
            manager.fileExists(atPath: $0.path())
        }
        // One without a case is as good as none.
        return file.flatMap { file in (try? Data(contentsOf: file))?.isEmpty == false ? file : nil }
    }()

    /// All cases.
    static func all() throws -> [ConformanceCase] {
        guard let file else { return [] }
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(ConformanceCase.self, from: Data($0.utf8))
        }
    }
}

/// A value as JSON knows it, for comparison.
enum JSON: Decodable, Hashable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([JSON])
    case map([String: JSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let items = try? container.decode([JSON].self) {
            self = .list(items)
        } else {
            self = .map(try container.decode([String: JSON].self))
        }
    }

    init(_ node: YAMLNode) {
        switch node.content {
        case .sequence(let items): self = .list(items.map { JSON($0) })
        case .mapping(let entries):
            self = .map(Dictionary(uniqueKeysWithValues: entries.map { ($0.key, JSON($0.value)) }))
        case .scalar(let scalar):
            self =
                switch scalar.resolved {
                case .null: .null
                case .bool(let flag): .bool(flag)
                case .int(let number): .number(Double(number))
                case .double(let number): .number(number)
                case .string(let text): .text(text)
                }
        }
    }
}
