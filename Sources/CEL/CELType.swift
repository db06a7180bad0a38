/// A type of an expression.
public indirect enum CELType: Hashable, Sendable {
    /// Only null.
    case null
    /// True or false.
    case bool
    /// A whole number of 64 bits.
    case int
    /// A whole number of 64 bits without a sign.
    case uint
    /// A floating-point number.
    case double
    /// Text.
    case string
    /// Bytes.
    case bytes
    /// A moment.
    case timestamp
    /// A length of time.
    case duration
    /// A type.
    case type
    /// Anything, known only when evaluated.
    case dyn
    /// A list of one type.
    case list(CELType)
    /// A map from one type to one type.
    case map(CELType, CELType)
    /// A value that may be missing.
    case optional(CELType)
    /// A map whose text keys are known.
    case record(RecordType)
    /// One of some words, which compare in their order.
    case enumeration(EnumerationType)
    /// A type that only the host's functions know; text when evaluated.
    case abstract(String)
    /// A type parameter of a function.
    case parameter(String)
}

/// A map whose text keys and their types are known when an expression is checked.
public struct RecordType: Hashable, Sendable {
    /// A field of a record.
    public struct Field: Hashable, Sendable {
        /// The key.
        public var name: String
        /// The type of its value.
        public var type: CELType
        /// Whether it may be missing.
        public var optional: Bool

        /// Describes a field.
        public init(name: String, type: CELType, optional: Bool = false) {
            self.name = name
            self.type = type
            self.optional = optional
        }
    }

    /// The name in messages.
    public var name: String
    /// The fields in order.
    public var fields: [Field]

    /// Describes a record.
    public init(name: String, fields: [Field]) {
        self.name = name
        self.fields = fields
    }

    /// The field of a name.
    public func field(_ name: String) -> Field? {
        fields.first { $0.name == name }
    }
}

/// One of some words, which compare in the order listed.
public struct EnumerationType: Hashable, Sendable {
    /// The name in messages.
    public var name: String
    /// The words in their order.
    public var values: [String]

    /// Describes an enumeration.
    public init(name: String, values: [String]) {
        self.name = name
        self.values = values
    }
}

extension CELType: CustomStringConvertible {
    /// The type as an author would write it.
    public var description: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .type: "type"
        case .dyn: "dyn"
        case .list(let element): "list<\(element)>"
        case .map(let key, let value): "map<\(key), \(value)>"
        case .optional(let wrapped): "optional<\(wrapped)>"
        case .record(let record): record.name
        case .enumeration(let enumeration): enumeration.name
        case .abstract(let name), .parameter(let name): name
        }
    }
}
