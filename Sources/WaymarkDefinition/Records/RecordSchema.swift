public import CEL

/// The fields of a record, in the order in which people are asked for them.
public struct RecordSchema: Hashable, Sendable {
    /// The record's name in messages and reference pages.
    public var name: String
    /// The fields in order; names are unique.
    public var fields: [FieldSchema]

    /// Describes a record.
    public init(name: String, fields: [FieldSchema] = []) {
        self.name = name
        self.fields = fields
    }

    /// The field of that name, if there is one.
    public func field(_ name: String) -> FieldSchema? {
        // By place, because going through the fields themselves would copy each of them.
        for place in fields.indices where fields[place].name == name { return fields[place] }
        return nil
    }

    /// The type that expressions see.
    public var celType: RecordType {
        RecordType(
            name: name,
            fields: fields.map { .init(name: $0.name, type: $0.type.celType, optional: !$0.isRequired) })
    }
}

/// One field of a record: its name, type and meaning.
public struct FieldSchema: Hashable, Sendable {
    /// The name in YAML, JSON and `--set`.
    public var name: String
    /// The type of its value.
    public var type: FieldType
    /// What it means, as one sentence.
    public var summary: String
    /// Whether a value must be given.
    public var isRequired: Bool
    /// Whether only a constant may stand there, because the checker must know it.
    public var isLiteral: Bool
    /// The parameter that names this field's type (`scale`), when the workflow decides it.
    public var typedBy: String?

    /// Describes a field.
    public init(
        name: String, type: FieldType, summary: String = "", isRequired: Bool = true, isLiteral: Bool = false,
        typedBy: String? = nil
    ) {
        self.name = name
        self.type = type
        self.summary = summary
        self.isRequired = isRequired
        self.isLiteral = isLiteral
        self.typedBy = typedBy
    }
}
