import CEL

extension CheckedExpression {
    /// What cannot be meant of an expression with chance in it.
    struct ChanceDoubt: Hashable, Sendable {
        /// Where, in Unicode scalars from 0.
        var start: Int
        /// What is wrong.
        var message: String
        /// What to write instead.
        var help: String
    }

    /// Probabilities outside 0 to 1, choices from nothing, and numbers between two in the wrong order.
    var chanceDoubts: [ChanceDoubt] {
        mentions(of: ["chance", "roll", "trait", "between", "pick"]).compactMap { mention in
            switch mention.name {
            case "chance":
                guard case .double(let chance)?? = mention.arguments.first, !(0...1).contains(chance) else {
                    return nil
                }
                return ChanceDoubt(
                    start: mention.start, message: "a probability is a number from 0 to 1, not \(chance)",
                    help: "write chance(0.3) for three times of ten")
            case "roll", "trait":
                guard case .double(let limit)? = mention.comparedWith, !(0...1).contains(limit) else { return nil }
                return ChanceDoubt(
                    start: mention.start,
                    message:
                        "`\(mention.name)` is a number from 0 to 1, so comparing it with \(limit) gives the same every time",
                    help: "compare it with a number from 0 to 1")
            case "between":
                guard mention.arguments.count == 2, case .int(let low)?? = mention.arguments.first,
                    case .int(let high)?? = mention.arguments.last, low > high
                else { return nil }
                return ChanceDoubt(
                    start: mention.start, message: "there is no number between \(low) and \(high)",
                    help: "write between(\(high), \(low))")
            default:
                guard case .list(let items)?? = mention.arguments.first, items.isEmpty else { return nil }
                return ChanceDoubt(
                    start: mention.start, message: "there is nothing to pick from", help: "list what can be picked")
            }
        }
    }
}
