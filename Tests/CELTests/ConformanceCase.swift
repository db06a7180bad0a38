import CEL
import Foundation
import Testing

/// One line of the conformance suite.
struct ConformanceCase: Decodable, CustomTestStringConvertible {
    struct Function: Decodable {
        struct Overload: Decodable {
            var params: [WrittenType]
            var result: WrittenType
            var instance: Bool?
        }
        var name: String
        var overloads: [Overload]
    }

    var id: String
    var expr: String
    var container: String?
    var typeEnv: [String: WrittenType]?
    var bindings: [String: WrittenValue]?
    var functions: [Function]?
    var expected: WrittenValue?
    var error: [String]?
    var deducedType: WrittenType?
    var disableCheck: Bool?
    var checkOnly: Bool?

    var testDescription: String { id }

    /// Where the suite lies: the folder that `WAYMARK_CONFORMANCE` names, or `shared/conformance` beside the package.
    static var folder: URL? {
        if let path = ProcessInfo.processInfo.environment["WAYMARK_CONFORMANCE"] {
            let folder = URL(fileURLWithPath: path).appendingPathComponent("cel")
            return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
        }
        var root = URL(fileURLWithPath: #filePath)
        while root.path != "/" {
            root.deleteLastPathComponent()
            let folder = root.appendingPathComponent("shared/conformance/cel")
            if FileManager.default.fileExists(atPath: folder.path) { return folder }
        }
        return nil
    }

    static func all(in file: URL) throws -> [ConformanceCase] {
        let decoder = JSONDecoder()
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            try decoder.decode(ConformanceCase.self, from: Data($0.utf8))
        }
    }

    static func files() throws -> [URL] {
        guard let folder else { return [] }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "jsonl" }.sorted { $0.path < $1.path }
    }
}

/// A type as the suite writes it: a word, or an object of one key.
indirect enum WrittenType: Decodable {
    case word(String)
    case list(WrittenType)
    case map([WrittenType])
    case abstract(String, [WrittenType])
    case parameter(String)

    private enum Key: String, CodingKey { case list, map, abstract, params, parameter = "type_param" }

    init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            self = .word(word)
            return
        }
        let object = try decoder.container(keyedBy: Key.self)
        if object.contains(.list) {
            self = .list(try object.decode(WrittenType.self, forKey: .list))
        } else if object.contains(.map) {
            self = .map(try object.decode([WrittenType].self, forKey: .map))
        } else if object.contains(.parameter) {
            self = .parameter(try object.decode(String.self, forKey: .parameter))
        } else {
            self = .abstract(
                try object.decode(String.self, forKey: .abstract),
                try object.decodeIfPresent([WrittenType].self, forKey: .params) ?? [])
        }
    }

    var type: CELType {
        switch self {
        case .word(let word):
            let words: [String: CELType] = [
                "null": .null, "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
                "bytes": .bytes, "timestamp": .timestamp, "duration": .duration, "type": .type,
            ]
            return words[word] ?? .dyn
        case .list(let element): return .list(element.type)
        case .map(let parts): return .map(parts[0].type, parts[1].type)
        case .abstract("optional_type", let parts): return .optional(parts[0].type)
        case .abstract(let name, _): return .abstract(name)
        case .parameter(let name): return .parameter(name)
        }
    }
}

/// A value as the suite writes it: `{"t": type, "v": value}`.
struct WrittenValue: Decodable {
    var value: Value

    private enum Key: String, CodingKey { case type = "t", value = "v" }
    private struct Unknown: Error { var type: String }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Key.self)
        func text() throws -> String { try object.decode(String.self, forKey: .value) }
        let type = try object.decode(String.self, forKey: .type)
        switch type {
        case "null": value = .null
        case "bool": value = .bool(try object.decode(Bool.self, forKey: .value))
        case "int": value = .int(try #require(Int64(try text())))
        case "uint": value = .uint(try #require(UInt64(try text())))
        case "double": value = .double(try #require(Double(try text())))
        case "string": value = .string(try text())
        case "bytes": value = .bytes(Array(try #require(Data(base64Encoded: try text()))))
        case "type": value = .type(try text())
        case "timestamp": value = .timestamp(try #require(Timestamp(try text())))
        case "duration": value = .duration(try #require(TimeSpan(try text())))
        case "list": value = .list(try object.decode([WrittenValue].self, forKey: .value).map(\.value))
        case "map":
            let pairs = try object.decode([[WrittenValue]].self, forKey: .value)
            value = .map(MapValue(pairs.map { ($0[0].value, $0[1].value) }))
        default: throw Unknown(type: type)
        }
    }
}
