import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

/// Compares what a scenario says of a value with the value: records as far as it says, lists item by item.
enum ValueComparison {
    /// A place at which they differ.
    struct Difference: Hashable {
        var path: String
        var expected: String
        var found: String
    }

    /// Where they differ; empty when the value is as expected.
    static func differences(expected: Value, found: Value, at path: String = "") -> [Difference] {
        switch (expected, found) {
        case (.map(let fields), .map(let record)):
            return fields.entries.flatMap { key, value in
                differences(
                    expected: value, found: record[key: key] ?? .null,
                    at: path.isEmpty ? key.printed : "\(path).\(key.printed)")
            }
        case (.list(let items), .list(let values)) where items.count == values.count:
            return zip(items, values).enumerated().flatMap { index, pair in
                differences(expected: pair.0, found: pair.1, at: "\(path)[\(index)]")
            }
        default:
            guard !isSame(expected, found) else { return [] }
            let prefix = path.isEmpty ? "" : "\(path): "
            return [Difference(path: path, expected: prefix + text(expected), found: prefix + text(found))]
        }
    }

    private static func isSame(_ expected: Value, _ found: Value) -> Bool {
        if expected == found { return true }
        switch (expected, found) {
        case (.string(let text), .timestamp(let stamp)):
            return stamp.description == text || Instant(text)?.timestamp == stamp
        case (.string(let text), .map(let record)):
            return record["label"]?.text == text || record["id"]?.text == text
        case (.int, .double), (.double, .int), (.int, .uint), (.uint, .int): return number(expected) == number(found)
        default: return false
        }
    }

    private static func number(_ value: Value) -> Double? {
        switch value {
        case .int(let number): Double(number)
        case .uint(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }

    /// A value in one line.
    static func text(_ value: Value) -> String {
        if case .null = value { return "nothing" }
        if case .timestamp(let stamp) = value { return stamp.description }
        let text = JSONText.string(of: value, style: .plain)
        return text.count > 200 ? text.prefix(199) + "…" : text
    }
}
