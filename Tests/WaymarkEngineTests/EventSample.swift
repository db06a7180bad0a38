import CEL
import WaymarkDefinition

/// A payload with every field filled in, made from its declaration alone, so that each new event has one by itself.
enum EventSample {
    /// The sample of a record: every field, optional or not, with a value that is not its default.
    static func value(of schema: RecordSchema) -> Value {
        .map(
            MapValue(
                schema.fields.enumerated().map { place, field in
                    (.string(field.name), value(of: field.type, named: field.name, place: place))
                }))
    }

    private static func value(of type: FieldType, named name: String, place: Int) -> Value {
        switch type {
        case .text, .organisation, .person, .typeName: .string("a \(name)")
        case .integer: .int(Int64(place + 1))
        case .number: .double(Double(place) + 0.5)
        case .boolean: .bool(true)
        case .date: .string("2013-10-31")
        case .period: .string("2013-14-Q2")
        case .instant: .timestamp(Timestamp(seconds: 1_383_238_800, nanoseconds: 0))
        case .choice(let type): .string(type.values.last ?? "")
        case .list(let element): .list([value(of: element, named: name, place: place)])
        case .map(let element): .map(MapValue([(.string("key"), value(of: element, named: name, place: place))]))
        case .record(let schema): value(of: schema)
        case .document: value(of: Document.schema)
        case .any: .map(MapValue([(.string("text"), .string("a \(name)")), (.string("number"), .int(7))]))
        }
    }
}
