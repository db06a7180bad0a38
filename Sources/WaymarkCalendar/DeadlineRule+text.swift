extension DeadlineRule: CustomStringConvertible {
    /// The rule as people write it, with `${n}` for the n-th expression, from 0.
    package var description: String { description(expressions: []) }

    /// The rule as people write it, as in `10 working days after ${inputs.quarter.end}`.
    ///
    /// The expressions are their sources, without `${` and `}`; a missing one shows its index.
    package func description(expressions: [String]) -> String {
        let place = Self.words(anchor, expressions: expressions)
        var text: String
        if let amount {
            switch (direction, anchor) {
            case (.after, .opened): text = "\(amount)"
            case (.after, .due): text = "\(amount) overdue"
            case (.after, _): text = "\(amount) after \(place)"
            case (.before, _): text = "\(amount) before \(place)"
            }
        } else {
            switch anchor {
            case .opened: text = "at once"
            case .due: text = "overdue"
            case .endOf, .startOf: text = place
            case .date, .dayOfYear, .expression: text = "on \(place)"
            }
        }
        if let time { text += " at \(time)" }
        return text
    }

    private static func words(_ anchor: Anchor, expressions: [String]) -> String {
        func source(_ index: Int) -> String {
            "${\(expressions.indices.contains(index) ? expressions[index] : String(index))}"
        }
        switch anchor {
        case .opened: return "opened"
        case .due: return "due"
        case .date(let date): return date.description
        case .dayOfYear(let month, let day): return "\(day) \(Month.name(month))"
        case .expression(let index): return source(index)
        case .endOf(let index): return "end of \(source(index))"
        case .startOf(let index): return "start of \(source(index))"
        }
    }
}
