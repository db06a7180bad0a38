import CEL
import WaymarkDefinition
import WaymarkEngine
import WaymarkOperations

/// Turns what people type into the values of a form.
struct FormInput {
    private let schema: RecordSchema
    private(set) var form: Value

    /// Starts from a form that is filled in as far as it can be.
    init(_ schema: RecordSchema, start: Value = .map(MapValue([]))) {
        self.schema = schema
        form = start
    }

    /// Takes `name=value` or `items[0].name=value`; lists and records are JSON.
    mutating func set(_ assignment: String) throws {
        guard let equals = assignment.firstIndex(of: "="), equals != assignment.startIndex else {
            throw OperationFailure(.usage, "Expected name=value after --set, but found \"\(assignment)\"")
        }
        let path = try FormPath(String(assignment[..<equals]))
        let text = String(assignment[assignment.index(after: equals)...])
        guard let type = path.type(in: .record(schema)) else {
            throw OperationFailure(
                .usage, "Expected a field of the form, but \"\(assignment[..<equals])\" is none",
                help: schema.fields.isEmpty
                    ? "nothing is to be filled in" : "there are: " + schema.fields.map(\.name).joined(separator: ", "))
        }
        form = path.setting(try Self.value(text, type: type, name: path.text), in: form)
    }

    /// Takes the value of a field.
    mutating func set(_ name: String, to value: Value) throws {
        form = try FormPath(name).setting(value, in: form)
    }

    /// Reads a value of a type as people type it.
    /// - Throws: ``OperationFailure`` saying what is expected.
    static func value(_ text: String, type: FieldType, name: String) throws -> Value {
        let value: Value
        switch type {
        case .text, .typeName, .choice, .date, .period, .organisation, .person: value = .string(text)
        case .instant: value = .string(text)
        case .integer: value = Int64(text).map { .int($0) } ?? .string(text)
        case .number: value = Double(text).map { .double($0) } ?? .string(text)
        case .boolean:
            switch text.lowercased() {
            case "true", "yes", "y": value = .bool(true)
            case "false", "no", "n": value = .bool(false)
            default: value = .string(text)
            }
        case .list(let element) where !text.hasPrefix("["):
            let parts = text.isEmpty ? [] : text.split(separator: ",").map { String($0.drop { $0 == " " }) }
            return .list(try parts.map { try self.value($0, type: element, name: name) })
        case .list, .map, .record, .document, .any: value = try json(text, type: type, name: name)
        }
        if let fault = type.faults(in: value).first {
            throw OperationFailure(.usage, "Expected a value for \(name), but \(fault.inside(name).line)")
        }
        return value
    }

    private static func json(_ text: String, type: FieldType, name: String) throws -> Value {
        do {
            return try JSONParser.parse(Array(text.utf8), style: .plain)
        } catch {
            if case .any = type { return .string(text) }
            throw OperationFailure(.usage, "Expected JSON for \(name) (\(type.title)), but \(error)")
        }
    }
}

/// The way to a value inside a form: `items[0].reason`.
struct FormPath {
    private enum Step {
        case field(String)
        case index(Int)
    }

    let text: String
    private var steps: [Step] = []

    init(_ text: String) throws {
        self.text = text
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
            guard let name = pieces.first, !name.isEmpty else { throw Self.failure(text) }
            steps.append(.field(String(name)))
            for piece in pieces.dropFirst() {
                guard piece.hasSuffix("]"), let index = Int(piece.dropLast()), index >= 0, index < 10_000 else {
                    throw Self.failure(text)
                }
                steps.append(.index(index))
            }
        }
    }

    private static func failure(_ text: String) -> OperationFailure {
        OperationFailure(
            .usage, "Expected the name of a field, but \"\(text)\" is none", help: "write name or items[0].name")
    }

    func type(in root: FieldType) -> FieldType? {
        var type = root
        for step in steps {
            switch (step, type) {
            case (.field(let name), .record(let schema)):
                guard let field = schema.field(name) else { return nil }
                type = field.type
            case (.field, .map(let element)): type = element
            case (.index, .list(let element)): type = element
            case (_, .any): return .any
            default: return nil
            }
        }
        return type
    }

    func setting(_ value: Value, in root: Value) -> Value {
        Self.setting(value, in: root, steps[...])
    }

    private static func setting(_ value: Value, in root: Value, _ steps: ArraySlice<Step>) -> Value {
        guard let step = steps.first else { return value }
        let rest = steps.dropFirst()
        switch step {
        case .field(let name):
            var map = if case .map(let map) = root { map } else { MapValue([]) }
            map[key: .string(name)] = setting(value, in: map[name] ?? .null, rest)
            return .map(map)
        case .index(let index):
            var items = root.items ?? []
            while items.count <= index { items.append(.null) }
            items[index] = setting(value, in: items[index], rest)
            return .list(items)
        }
    }
}
