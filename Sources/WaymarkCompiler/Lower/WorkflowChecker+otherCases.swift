import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

extension WorkflowChecker {
    // MARK: - Milestones

    /// A wait for what this or another case reaches.
    mutating func waitForMilestone(_ node: YAMLNode, of address: YAMLNode?, _ step: ParsedStep) -> WaitRule? {
        guard let name = node.text else {
            report(.notText, at: node.span, "`milestone` names what a step reaches", help: "write milestone: name")
            return nil
        }
        guard let address else {
            checkMilestone(name, among: parsed.interface.milestones, at: node.span)
            return .milestone(name: name, of: nil)
        }
        let known: Set<String>
        switch (address.text, address["workflow"]?.text) {
        case (_, let workflow?): known = environment.workflows[workflow]?.milestones ?? [name]
        case ("children"?, _):
            report(
                .badValue, at: address.span, "a milestone is waited for in one case, not in the children",
                help: "write of: parent, of: { case: … } or of: { workflow: …, subject: …, key: … }")
            return nil
        default: known = environment.workflows.values.reduce(into: []) { $0.formUnion($1.milestones) }
        }
        if let subjects = address.entries?.first(where: { $0.key == "subjects" }) {
            report(
                .badValue, at: subjects.keySpan, "a milestone is waited for in one case, not in several",
                help: "write subject:")
            return nil
        }
        checkMilestone(name, among: known, at: node.span)
        return .milestone(name: name, of: self.address(address, of: step, key: "of", message: nil))
    }

    private mutating func checkMilestone(_ name: String, among known: Set<String>, at span: SourceSpan) {
        guard !known.contains(name), !environment.isTrusted else { return }
        let sorted = known.sorted()
        report(
            .unknownMilestone, at: span, "no step reaches the milestone `\(name)`",
            help: Nearest.word(to: name, among: sorted).map { "did you mean `\($0)`?" }
                ?? (sorted.isEmpty
                    ? "give a step milestone: \(name)" : "there are: " + sorted.joined(separator: ", ")))
    }

    // MARK: - One case at a time

    /// Steps that only one case at a time goes through.
    mutating func exclusive(_ step: ParsedStep) -> Construct {
        guard let list = step.branches.first?.list, let node = step["exclusive"] else { return .set }
        let name = template(node, loops: step.loops, at: step)
        checkFits(name, .text, at: node, what: "the name")
        if let outer = around(step, "exclusive") {
            report(
                .nestedExclusive, at: step.span, "`\(step.id)` stands in `\(outer.id)`, which is exclusive too",
                help: "two cases could each wait for what the other has; leave one of them out")
        }
        return .exclusive(name: name, list: list)
    }

    /// Refuses a call that waits for a case that itself may wait for a turn, from inside a turn.
    mutating func checkTurn(of step: ParsedStep, calling other: WorkflowInterface) {
        guard other.isExclusive, step["detach"] == nil, let outer = around(step, "exclusive") else { return }
        report(
            .nestedExclusive, at: step["call"]?.span ?? step.span,
            "`\(outer.id)` keeps other cases out while \(other.workflow) may wait for its own turn",
            help: "call it outside, or add detach: true")
    }

    private func around(_ step: ParsedStep, _ construct: String) -> ParsedStep? {
        path(of: step).dropLast().lazy.map { parsed.steps[$0.step] }.last { $0.construct == construct }
    }
}
