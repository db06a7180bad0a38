public import CEL

/// The type of a field, from which come the checker's type, the JSON Schema, the prompt and the form.
public indirect enum FieldType: Hashable, Sendable {
    /// Text.
    case text
    /// A whole number of 64 bits.
    case integer
    /// A number with a fraction.
    case number
    /// True or false.
    case boolean
    /// A day of the calendar, `2013-10-31`.
    case date
    /// A stretch of the calendar: a quarter, half-year, year or month, `2013-14-Q2`.
    case period
    /// A moment, RFC 3339.
    case instant
    /// One of a list of words, in their order.
    case choice(EnumerationType)
    /// Several values of one type.
    case list(FieldType)
    /// Values under names that the author chooses.
    case map(FieldType)
    /// Fields under names that are fixed.
    case record(RecordSchema)
    /// A document kept by its content hash.
    case document
    /// The id of an organisation of the register.
    case organisation
    /// The id of a person of the register.
    case person
    /// The name of a type of the workflow (`scale: rating`).
    case typeName
    /// Anything that JSON can say.
    case any

    /// The type that expressions see.
    public var celType: CELType {
        switch self {
        case .text, .organisation, .person, .typeName: .string
        case .integer: .int
        case .number: .double
        case .boolean: .bool
        case .date: .abstract("date")
        case .period: .record(PeriodValue.celType)
        case .instant: .timestamp
        case .choice(let type): .enumeration(type)
        case .list(let element): .list(element.celType)
        case .map(let element): .map(.string, element.celType)
        case .record(let schema): .record(schema.celType)
        case .document: .record(Document.schema.celType)
        case .any: .dyn
        }
    }

    /// The type in words, for messages and reference pages.
    public var title: String {
        switch self {
        case .text: "text"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .date: "a date (2013-10-31)"
        case .period: "a period (2013-14-Q2)"
        case .instant: "a moment (2013-10-31T17:00:00Z)"
        case .choice(let type): "one of " + type.values.joined(separator: ", ")
        case .list(let element): "a list of: " + element.title
        case .map(let element): "a map to: " + element.title
        case .record(let schema):
            schema.fields.isEmpty ? "a record" : "{ \(schema.fields.map(\.name).joined(separator: ", ")) }"
        case .document: "a document"
        case .organisation: "an organisation's id"
        case .person: "a person's id"
        case .typeName: "the name of a type"
        case .any: "any value"
        }
    }
}
