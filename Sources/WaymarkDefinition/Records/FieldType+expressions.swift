package import CEL

extension FieldType {
    /// The type of a field that takes what an expression of a type gives.
    package init(_ type: CELType) {
        switch type {
        case .bool: self = .boolean
        case .int, .uint: self = .integer
        case .double: self = .number
        case .string: self = .text
        case .timestamp: self = .instant
        case .abstract("date"): self = .date
        case .enumeration(let enumeration): self = .choice(enumeration)
        case .optional(let wrapped): self = FieldType(wrapped)
        case .list(let element): self = .list(FieldType(element))
        case .map(_, let element): self = .map(FieldType(element))
        case .record(PeriodValue.celType): self = .period
        case .record(let record):
            self = .record(
                RecordSchema(
                    name: record.name,
                    fields: record.fields.map {
                        FieldSchema(name: $0.name, type: FieldType($0.type), isRequired: !$0.optional)
                    }))
        case .null, .bytes, .duration, .type, .dyn, .abstract, .parameter: self = .any
        }
    }
}
