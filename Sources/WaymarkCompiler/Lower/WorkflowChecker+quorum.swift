import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

extension WorkflowChecker {
    /// How many must decide: `{ of: role, needed: 3, or: two_thirds }`.
    mutating func quorum(of step: ParsedStep) -> (rule: QuorumRule, role: RoleRule?)? {
        guard let node = step["quorum"] else { return nil }
        guard let entries = node.entries else {
            report(
                .notAMapping, at: node.span, "`quorum` says of whom how many must decide",
                help: "write { of: role, needed: 3 }")
            return nil
        }
        let known = ["of", "needed", "or"]
        for entry in entries where !known.contains(entry.key) {
            report(
                .unknownKey, at: entry.keySpan, "`\(entry.key)` has no meaning in `quorum`",
                help: Nearest.word(to: entry.key, among: known).map { "did you mean `\($0)`?" }
                    ?? "there are: of, needed, or")
        }
        if node["needed"] == nil, node["or"] == nil, entries.allSatisfy({ known.contains($0.key) }) {
            report(.missingKey, at: node.span, "`quorum` needs `needed` or `or`", help: "write needed: 3")
        }
        if let of = node["of"], let role = step["role"], of.text != role.text {
            report(
                .badValue, at: of.span, "`of` and `role` name different people for one step",
                help: "leave `role` out: those of the quorum do the step")
        }
        let role = node["of"].flatMap { self.role(of: step, $0) }
        return (QuorumRule(needed: needed(node), share: share(node)), role)
    }

    private mutating func needed(_ node: YAMLNode) -> Int? {
        guard let needed = node["needed"] else { return nil }
        if case .int(let number)? = needed.scalar?.resolved, number >= 1 { return Int(number) }
        report(.badValue, at: needed.span, "`needed` is a number from 1")
        return nil
    }

    private mutating func share(_ node: YAMLNode) -> QuorumRule.Share? {
        guard let or = node["or"] else { return nil }
        if let share = or.text.flatMap({ QuorumRule.Share(rawValue: $0) }) { return share }
        let known = QuorumRule.Share.allCases.map(\.rawValue)
        report(
            .badValue, at: or.span, "`or` is a share of the members",
            help: or.text.flatMap { Nearest.word(to: $0, among: known) }.map { "did you mean `\($0)`?" }
                ?? "there are: "
                + known.joined(separator: ", "))
        return nil
    }
}
