/// A value as one line of YAML 1.2 in flow style.
enum FlowText {
    /// A key with its value.
    struct Entry {
        var key: String
        var value: FlowText

        init(_ key: String, _ value: FlowText) {
            self.key = key
            self.value = value
        }
    }

    case text(String)
    case integer(Int)
    /// A number that is already written with the digits that it is to keep.
    case decimal(String)
    case boolean(Bool)
    case list([FlowText])
    case mapping([Entry])

    var line: String {
        switch self {
        case .text(let text): Self.isSafePlain(text) ? text : Self.quoted(text)
        case .integer(let number): String(number)
        case .decimal(let digits): digits
        case .boolean(let flag): flag ? "true" : "false"
        case .list(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
        case .mapping(let entries): "{ " + entries.map { "\($0.key): \($0.value.line)" }.joined(separator: ", ") + " }"
        }
    }

    /// Whether a reader of the core schema sees the same text without quotes.
    private static func isSafePlain(_ text: String) -> Bool {
        guard let first = text.first, let last = text.last, last != " " else { return false }
        if ["true", "false", "null"].contains(text.lowercased()) { return false }
        guard first.isLetter || isDate(text) else { return false }
        return text.allSatisfy { $0.isLetter || $0.isNumber || " -._/'".contains($0) }
    }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [4, 2, 2] && text.allSatisfy { $0 == "-" || ("0"..."9").contains($0) }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
