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
