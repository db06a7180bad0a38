public import CEL

extension Value {
    /// The value in a few words, for messages: the kind, and the text when it is short.
    public var shortDescription: String {
        switch self {
        case .null: "nothing"
        case .bool(let flag): "\(flag)"
        case .int(let number): "\(number)"
        case .uint(let number): "\(number)"
        case .double(let number): "\(number)"
        case .string(let text): text.count <= 60 ? "\"\(text)\"" : "text of \(text.count) characters"
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .timestamp: "a moment"
        case .duration: "a duration"
        case .list(let items): "a list of \(items.count)"
        case .map: "a map"
        case .type: "a type"
        case .optional: "an optional value"
        }
    }

    /// The text, if it is text.
    public var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The list, if it is one.
    public var items: [Value]? {
        if case .list(let items) = self { items } else { nil }
    }

    /// The value under a name, if this is a map that has it.
    public subscript(name: String) -> Value? {
        if case .map(let map) = self { map[name] } else { nil }
    }
}
