package import CEL

extension CELType {
    /// The type of a value that stands in a file: of a vocabulary, or of what a person gives.
    package init(of value: Value) {
        switch value {
        case .string: self = .string
        case .int: self = .int
        case .double: self = .double
        case .bool: self = .bool
        case .list(let items):
            self = .list(items.dropFirst().reduce(items.first.map(CELType.init(of:)) ?? .dyn) { $0.widened(to: $1) })
        case .map(let map):
            let fields = map.entries.compactMap { key, value in
                if case .string(let name) = key { RecordType.Field(name: name, type: CELType(of: value)) } else { nil }
            }
            self = .record(RecordType(name: "entry", fields: fields))
        default: self = .dyn
        }
    }

    /// Records of one list have the fields of all of them.
    private func widened(to value: Value) -> CELType { Self.joined(self, CELType(of: value)) }

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
