/// What happens to a date that falls on a free day.
package enum RollConvention: String, CaseIterable, Hashable, Sendable {
    /// It stays where it is, as a statutory date does.
    case none
    /// It moves to the next working day.
    case following
    /// It moves to the working day before.
    case preceding
    /// It moves to the next working day, but to the one before where that would leave the month.
    case modifiedFollowing = "modified_following"
    /// It moves to the working day before, but to the next one where that would leave the month.
    case modifiedPreceding = "modified_preceding"

    /// The words that a recurrence uses for it.
    package var words: String {
        switch self {
        case .none: "never moved"
        case .following: "or the next working day"
        case .preceding: "or the working day before"
        case .modifiedFollowing: "or the next working day in the same month"
        case .modifiedPreceding: "or the working day before in the same month"
        }
    }

    /// Whether it moves some dates forward.
    var movesForward: Bool { self != .none && self != .preceding }

    /// Whether it moves some dates back.
    var movesBack: Bool { self != .none && self != .following }
}
