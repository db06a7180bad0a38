/// A value of the Common Expression Language.
///
/// `==` is structural: `.int(1)` is not `.double(1)`. The language's own equality is ``Value/equals(_:)``.
public enum Value: Hashable, Sendable {
    /// Nothing.
    case null
    /// True or false.
    case bool(Bool)
    /// A whole number of 64 bits.
    case int(Int64)
    /// A whole number of 64 bits without a sign.
    case uint(UInt64)
    /// A binary floating-point number of 64 bits.
    case double(Double)
    /// Text.
    case string(String)
    /// Bytes.
    case bytes([UInt8])
    /// A moment.
    case timestamp(Timestamp)
    /// A length of time.
    case duration(TimeSpan)
    /// A list.
    case list([Value])
    /// A map.
    case map(MapValue)
    /// A type, by its name.
    case type(String)
    /// A value that may be missing.
    indirect case optional(Value?)
}
