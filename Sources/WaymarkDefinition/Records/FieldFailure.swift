/// What is wrong with one value: where in the record, why, and what would be accepted.
public struct FieldFailure: Error, Hashable, Sendable {
    /// The way to the value, as a person would write it: `items[2].reason`; empty for the value itself.
    public var path: String
    /// What is wrong, as a sentence without a full stop.
    public var message: String
    /// What would be accepted, when there is more to say than the message.
    public var help: String?

    /// Names a fault at a path.
    public init(path: String = "", message: String, help: String? = nil) {
        self.path = path
        self.message = message
        self.help = help
    }

    /// The same fault, seen from the record that holds the value.
    package func inside(_ outer: String) -> FieldFailure {
        let joined = path.isEmpty ? outer : path.hasPrefix("[") ? outer + path : "\(outer).\(path)"
        return FieldFailure(path: joined, message: message, help: help)
    }
}
