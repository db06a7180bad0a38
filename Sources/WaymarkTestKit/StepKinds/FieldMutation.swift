import CEL
import WaymarkDefinition

/// A record with one thing in it made wrong, and the path at which that must be refused.
struct FieldMutation {
    /// The way to what is wrong.
    var path: String
    /// What was done, as the end of a sentence.
    var change: String
    /// The record.
    var value: Value

    /// Every field of a record given another type, left out if it is required, and one key that no field has.
    ///
    /// Goes into records and into the first record of a list as far as the sample fills them.
    static func all(of value: Value, _ schema: RecordSchema) -> [FieldMutation] {
        guard case .map(let map) = value else { return [] }
        var mutations: [FieldMutation] = []
        for field in schema.fields {
            guard let present = map[field.name] else { continue }
            if let wrong = wrongValue(for: field.type) {
                mutations.append(
                    FieldMutation(
                        path: field.name, change: "of another type", value: replacing(field.name, in: map, by: wrong)))
            }
            if field.isRequired {
                mutations.append(
                    FieldMutation(path: field.name, change: "left out", value: replacing(field.name, in: map, by: nil)))
            }
            mutations += inside(present, field, of: map)
        }
        var unknown = map
        unknown[key: .string(unknownKey)] = .bool(true)
        return mutations + [FieldMutation(path: "", change: "with a key that no field has", value: .map(unknown))]
    }

    /// A key that no kind may declare.
    static let unknownKey = "no_such_field_of_a_kind"

    private static func inside(_ present: Value, _ field: FieldSchema, of map: MapValue) -> [FieldMutation] {
        switch (field.type, present) {
        case (.record(let inner), _):
            return all(of: present, inner).map { mutation in
                mutation.within(field.name) { replacing(field.name, in: map, by: $0) }
            }
        case (.list(.record(let inner)), .list(let items)):
            guard let first = items.first else { return [] }
            return all(of: first, inner).map { mutation in
                mutation.within("\(field.name)[0]") {
                    replacing(field.name, in: map, by: .list([$0] + items.dropFirst()))
                }
            }
        default: return []
        }
    }

    private func within(_ outer: String, _ rebuild: (Value) -> Value) -> FieldMutation {
        FieldMutation(path: path.isEmpty ? outer : "\(outer).\(path)", change: change, value: rebuild(value))
    }

    private static func replacing(_ name: String, in map: MapValue, by value: Value?) -> Value {
        .map(
            MapValue(
                map.entries.compactMap { key, old in
                    key.text == name ? value.map { (key, $0) } : (key, old)
                }))
    }

    /// A value that no field of the type takes; nil when it takes any.
    private static func wrongValue(for type: FieldType) -> Value? {
        switch type {
        case .any: nil
        case .integer, .number, .boolean: .string("no such value")
        case .choice: .string("no such value")
        default: .int(7)
        }
    }
}
