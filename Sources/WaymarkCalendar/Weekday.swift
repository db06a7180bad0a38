/// A day of the week, numbered as ISO 8601 does: Monday is 1.
public enum Weekday: Int, CaseIterable, Comparable, Sendable, CustomStringConvertible {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday

    /// Reads the English name in any case, as in `saturday`; nil for anything else.
    public init?(_ name: String) {
        let lowered = name.lowercased()
        guard let found = Weekday.allCases.first(where: { $0.name.lowercased() == lowered }) else { return nil }
        self = found
    }

    /// The English name, as in `Saturday`.
    public var name: String {
        switch self {
        case .monday: "Monday"
        case .tuesday: "Tuesday"
        case .wednesday: "Wednesday"
        case .thursday: "Thursday"
        case .friday: "Friday"
        case .saturday: "Saturday"
        case .sunday: "Sunday"
        }
    }

    /// The English name.
    public var description: String { name }

    /// Whether the left day comes earlier in a week that begins on Monday.
    public static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }
}
