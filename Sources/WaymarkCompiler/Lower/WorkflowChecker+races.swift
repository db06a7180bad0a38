import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkPluginKit
import WaymarkYAML

extension WorkflowChecker {
    /// A race: every branch begins with something that waits, else the first in the file would always win.
    mutating func race(_ step: ParsedStep) -> Construct {
        if let node = step["race"], let entries = node.entries, entries.count < 2 {
            report(
                .badValue, at: node.span, "a race has at least two branches",
                help: "add a branch, or put its steps into the list")
        }
        for branch in step.branches { checkStart(of: branch) }
        return .race(branches: step.branches.map { Branch(name: $0.name, list: $0.list) })
    }

    private mutating func checkStart(of branch: (name: String, list: Int)) {
        guard let index = parsed.lists[branch.list].steps.first else { return }
        let first = parsed.steps[index]
        if let when = first.node.entries?.first(where: { $0.key == "when" }) {
            report(
                .raceBranch, at: when.keySpan,
                "the branch `\(branch.name)` of a race begins with a step that may be skipped",
                help: "put the condition on a later step")
        }
        guard !isUnknown(first), !waitsFirst(first) else { return }
        report(
            .raceBranch, at: first.span,
            "the branch `\(branch.name)` of a race begins with `\(first.id)`, which does not wait for anything",
            help: "begin it with a task, an effect, a wait or a call")
    }

    private func waitsFirst(_ step: ParsedStep) -> Bool {
        switch step.construct {
        case "uses": step["uses"]?.text.flatMap { environment.registry.kind($0) }?.sort != .computation
        case "wait": true
        case "call": step["detach"] == nil
        default: false
        }
    }
}
