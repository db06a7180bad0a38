/// A word of an expression.
struct Token: Equatable {
    enum Kind: Equatable {
        case int(UInt64)
        case uint(UInt64)
        case double(Double)
        case string(String)
        case bytes([UInt8])
        case identifier(String)
        case quotedIdentifier(String)
        case symbol(Symbol)
        case end
    }

    var kind: Kind
    var start: Int
    var end: Int
}
