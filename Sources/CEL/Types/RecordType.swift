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
        // By place, because going through the fields themselves would copy each of them.
        for place in fields.indices where fields[place].name == name { return fields[place] }
        return nil
    }
}
