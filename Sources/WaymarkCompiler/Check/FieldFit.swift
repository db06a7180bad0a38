import CEL
import WaymarkDefinition

/// Whether what an expression gives can stand in a field.
enum FieldFit {
    static func fits(_ type: CELType, _ field: FieldType) -> Bool {
        switch (type, field) {
        case (.dyn, _), (_, .any): true
        case (.optional(let inner), _): fits(inner, field)
        case (.int, .number), (.uint, .integer), (.uint, .number): true
        case (.record(let record), .organisation), (.record(let record), .person): record.field("id") != nil
        case (.record(let record), .period): record.field("label") != nil
        case (.string, .organisation), (.string, .person), (.string, .typeName), (.string, .period),
            (.timestamp, .instant):
            true
        case (.abstract("date"), .text), (.abstract("date"), .date), (.string, .date), (.string, .choice): true
        case (.enumeration(let type), .choice(let choice)): type.values.allSatisfy(choice.values.contains)
        case (.list(let element), .list(let inner)): fits(element, inner)
        case (.map(_, let value), .map(let element)): fits(value, element)
        case (.record(let record), .map(let element)): record.fields.allSatisfy { fits($0.type, element) }
        case (.record(let record), .record(let schema)): self.fits(record, schema)
        case (.record(let record), .document): record.field("hash") != nil
        case (.map(_, .dyn), .record), (.map(_, .dyn), .document): true
        default: type.isAssignable(to: field.celType)
        }
    }

    private static func fits(_ record: RecordType, _ schema: RecordSchema) -> Bool {
        schema.fields.allSatisfy { field in
            guard let found = record.field(field.name) else { return !field.isRequired }
            return fits(found.type, field.type)
        } && record.fields.allSatisfy { schema.field($0.name) != nil }
    }

    /// A type as messages name it.
    static func words(_ type: CELType) -> String {
        if case .record(let record) = type, record.name == "PeriodValue" { return "a period" }
        return "\(type)"
    }

    static func help(_ type: CELType, _ field: FieldType) -> String? {
        switch (type, field) {
        case (.record(let record), .record(let schema)):
            let missing = schema.fields.filter { $0.isRequired && record.field($0.name) == nil }.map(\.name)
            if !missing.isEmpty { return "it lacks " + missing.joined(separator: ", ") }
            let extra = record.fields.filter { schema.field($0.name) == nil }.map(\.name)
            if !extra.isEmpty { return "it has more than is asked for: " + extra.joined(separator: ", ") }
            let wrong = schema.fields.first { field in
                record.field(field.name).map { !fits($0.type, field.type) } ?? false
            }
            return wrong.map { "`\($0.name)` is \($0.type.title)" }
        case (.list(let element), .list(let inner)): return help(element, inner)
        case (_, .list(let inner)) where fits(type, inner): return "put it into a list: ${[…]}"
        case (.record(let record), .text) where record.field("label") != nil: return "take its words: .label"
        case (.int, .text), (.double, .text), (.bool, .text), (.timestamp, .text):
            return "string(x) makes text of a value"
        case (.string, .integer): return "int(x) makes a whole number of text"
        case (.string, .number): return "double(x) makes a number of text"
        default: return nil
        }
    }
}
