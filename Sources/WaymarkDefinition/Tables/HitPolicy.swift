/// What becomes of several rows of a decision table that fire together.
package enum HitPolicy: Sendable, Hashable {
    /// One row at most fires.
    case unique
    /// The first of those that fire, in the order of the rows.
    case first
    /// Several may fire if they answer the same.
    case any
    /// The one whose answer stands first among the listed values of the outputs.
    case priority
    /// All answers in the order of the rows, or one number made of them.
    case collect(Aggregation?)
    /// All answers in the order of the rows.
    case ruleOrder
    /// All answers in the order of the listed values of the outputs.
    case outputOrder

    /// One value made of many.
    package enum Aggregation: String, Sendable, CaseIterable {
        case sum, min, max, count
    }

    /// The names as they stand under `hit`, in the order in which people are told of them.
    package static let named: [(name: String, policy: HitPolicy)] = [
        ("unique", .unique), ("first", .first), ("any", .any), ("priority", .priority), ("collect", .collect(nil)),
        ("rule_order", .ruleOrder), ("output_order", .outputOrder),
    ]

    /// Whether the answer is a list.
    package var givesList: Bool {
        switch self {
        case .collect(nil), .ruleOrder, .outputOrder: true
        default: false
        }
    }

    /// Whether there is an answer although no row fires: an empty list, no hits, a sum of nothing.
    package var answersNothing: Bool { givesList || self == .collect(.sum) || self == .collect(.count) }
}
