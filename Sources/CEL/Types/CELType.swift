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
