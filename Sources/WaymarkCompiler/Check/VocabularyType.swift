import CEL

/// The type of a vocabulary, read off its content.
enum VocabularyType {
    static func type(of value: Value) -> CELType {
        switch value {
        case .string: .string
        case .int: .int
        case .double: .double
        case .bool: .bool
        case .list(let items):
            .list(items.dropFirst().reduce(items.first.map(type) ?? .dyn) { joined($0, type(of: $1)) })
        case .map(let map):
            .record(
                RecordType(
                    name: "entry",
                    fields: map.entries.compactMap { key, value in
                        if case .string(let name) = key { .init(name: name, type: type(of: value)) } else { nil }
                    }))
        default: .dyn
        }
    }

    /// Records of one list have the fields of all of them.
    private static func joined(_ left: CELType, _ right: CELType) -> CELType {
        guard case .record(let first) = left, case .record(let second) = right else { return left.joined(with: right) }
        var fields = first.fields
        for field in second.fields {
            if let index = fields.firstIndex(where: { $0.name == field.name }) {
                fields[index].type = joined(fields[index].type, field.type)
            } else {
                fields.append(.init(name: field.name, type: field.type, optional: true))
            }
        }
        return .record(RecordType(name: "entry", fields: fields))
    }
}
