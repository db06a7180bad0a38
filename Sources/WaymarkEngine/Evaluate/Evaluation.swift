package import CEL
package import WaymarkCalendar
package import WaymarkDefinition

extension ValueTemplate {
    /// The value with its expressions evaluated.
    package func evaluated(in scope: some HostedActivation) throws -> Value {
        switch self {
        case .constant(let value): return value
        case .expression(let expression): return try expression.evaluate(scope)
        case .text(let parts): return .string(try Self.text(parts, in: scope))
        case .list(let items): return .list(try items.map { try $0.evaluated(in: scope) })
        case .map(let entries): return .map(try entries.evaluated(in: scope))
        }
    }

    private static func text(_ parts: [TextPart], in scope: some HostedActivation) throws -> String {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .expression(let expression): text += try expression.evaluate(scope).printed
            }
        }
        return text
    }
}

extension [NamedTemplate] {
    /// A map of the evaluated values, in order.
    package func evaluated(in scope: some HostedActivation) throws -> MapValue {
        MapValue(try map { (.string($0.name), try $0.value.evaluated(in: scope)) })
    }
}

extension Value {
    /// The value as it stands in a sentence.
    package var printed: String {
        switch self {
        case .string(let text): text
        case .int(let number): "\(number)"
        case .uint(let number): "\(number)"
        case .double(let number): "\(number)"
        case .bool(let flag): flag ? "yes" : "no"
        case .null: ""
        case .timestamp(let stamp): stamp.description
        case .list(let items): items.map(\.printed).joined(separator: ", ")
        case .map(let map):
            (map["title"] ?? map["name"] ?? map["label"])?.printed ?? JSONText.string(of: self, style: .plain)
        case .optional(let inner): inner?.printed ?? ""
        default: JSONText.string(of: self, style: .plain)
        }
    }
}

extension CheckedExpression {
    /// Whether the value may be another when only time has passed.
    package var readsDate: Bool { references.contains { $0.name == "today" || $0.name == "now" } }

    /// Whether the condition holds.
    package func holds(in scope: CaseScope) throws -> Bool {
        guard case .bool(let flag) = try evaluate(scope) else {
            throw EvaluationFailure("expected true or false from `\(source)`")
        }
        return flag
    }
}

extension DeadlineTemplate {
    /// The moment that the rule gives, reckoned in the calendar.
    ///
    /// `opened`: When the step opened.
    /// `due`: When it is due, for rules that say "before due" or "overdue".
    package func moment(opened: Instant, due: Instant?, in scope: CaseScope, calendar: WorkingCalendar) throws
        -> Instant
    {
        var values: [Int: DeadlineAnchorValue] = [:]
        for (index, anchor) in anchors.enumerated() {
            let value = try anchor.evaluate(scope)
            guard let found = DeadlineAnchorValue(value) else {
                throw EvaluationFailure(
                    "expected a date, a moment or a period from `\(anchor.source)`, found \(value.shortDescription)")
            }
            values[index] = found
        }
        return try rule.resolve(opened: opened, due: due, anchors: values, calendar: calendar)
    }
}

extension RoleRule {
    /// Who holds the role for this case now: keys of organisations or positions, sorted.
    /// - Throws: `EvaluationFailure` when the expression gives no organisation of the register.
    package func holders(in scope: CaseScope) throws -> [Holder] {
        let value = try organisation.evaluate(scope)
        let found: [Value]
        if case .list(let items) = value { found = items } else { found = [value] }
        var holders: [Holder] = []
        for item in found {
            guard let id = item.text ?? item["id"]?.text else {
                throw EvaluationFailure("the role \(name) needs an organisation, found \(item.shortDescription)")
            }
            if positions.isEmpty {
                holders.append(Holder(organisation: id))
            } else {
                holders += positions.map { Holder(organisation: id, position: $0) }
            }
        }
        return holders.sorted { $0.key < $1.key }
    }
}
