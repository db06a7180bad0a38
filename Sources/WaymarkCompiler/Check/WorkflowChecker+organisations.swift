import CEL
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// Which type of organisation an expression gives, and whether that is the type that is asked for.
extension WorkflowChecker {
    /// The type of the organisation that an expression gives, or of each in a list; nil when only running tells.
    ///
    /// An organisation is known by its record, as in `subject.area_team`, by the id of one, as in
    /// `subject.area_team.id`, or by the type that `organisations("…", …)` asks for.
    mutating func organisationType(of expression: CheckedExpression, loops: [Int]) -> String? {
        var type = expression.resultType
        if case .list(let element) = type { type = element }
        if let name = organisationType(type) { return name }
        if let asked = Self.typeAskedFor(in: expression.source) {
            return environment.registerSchema.organisationTypes[asked] == nil ? nil : asked
        }
        guard type == .string, expression.source.hasSuffix(".id") else { return nil }
        let owner = check(String(expression.source.dropLast(3)), in: environment(loops: loops)).program
        return owner.flatMap { organisationType($0.resultType) }
    }

    private func organisationType(_ type: CELType) -> String? {
        guard case .record(let record) = type, environment.registerSchema.organisationTypes[record.name] != nil,
            record.field("id") != nil
        else { return nil }
        return record.name
    }

    /// The type in a source such as `organisations("area_team", subject)`, with whatever filters and maps it after.
    private static func typeAskedFor(in source: String) -> String? {
        let call = "organisations(\""
        guard source.hasPrefix(call) else { return nil }
        return String(source.dropFirst(call.count).prefix { $0 != "\"" })
    }

    /// Checks that another case is asked for of an organisation that its workflow is about.
    mutating func checkSubject(_ subject: ValueTemplate?, of other: WorkflowInterface, at node: YAMLNode, loops: [Int])
    {
        guard !other.subjectType.isEmpty else { return }
        let found: String?
        switch subject {
        case nil: found = parsed.subject
        case .expression(let expression)?: found = organisationType(of: expression, loops: loops)
        default: found = nil
        }
        guard let found, found != other.subjectType else { return }
        report(
            .wrongSubject, at: node.span, "a case of \(other.workflow) is about a \(other.subjectType), not a \(found)",
            help: subject == nil
                ? "add subject: with a \(other.subjectType)" : "name a \(other.subjectType)")
    }

    /// Checks that the organisations of a type have a position.
    mutating func checkPosition(_ name: String, ofType type: String?, at span: SourceSpan) {
        let known = environment.registerSchema.positions
        guard let position = known[name] else {
            return report(
                .unknownPosition, at: span, "the register has no position `\(name)`",
                help: Nearest.word(to: name, among: known.keys.sorted()).map { "did you mean `\($0)`?" }
                    ?? "see the positions in the register's types")
        }
        guard let type, !position.organisationTypes.contains(type) else { return }
        let own = known.values.filter { $0.organisationTypes.contains(type) }.map(\.name).sorted()
        report(
            .positionElsewhere, at: span, "the position `\(name)` is not one of a \(type)",
            help: own.isEmpty
                ? "leave `position` out, so that everyone of the \(type) may act"
                : "it has: " + own.joined(separator: ", "))
    }
}
