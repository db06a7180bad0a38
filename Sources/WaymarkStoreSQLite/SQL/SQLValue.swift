/// A value for a place in a statement.
enum SQLValue {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    /// An integer, or null.
    static func integer(_ value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }

    /// A text, or null.
    static func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }

    /// Some bytes, or null.
    static func bytes(_ value: [UInt8]?) -> SQLValue { value.map { .bytes($0) } ?? .null }

    /// An integer.
    static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }

    /// 1 or 0.
    static func flag(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }
}
