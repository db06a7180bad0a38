import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

extension WorkflowChecker {
    /// A step that withdraws others: each exists, is not around it, and can be under way beside it.
    mutating func cancel(_ step: ParsedStep) -> Construct {
        guard let node = step["cancel"] else { return .set }
        let items = node.items ?? [node]
        if items.isEmpty {
            report(.emptyList, at: node.span, "`cancel` names no step", help: "write cancel: [id]")
        }
        var targets: [Int] = []
        for item in items {
            guard let id = item.text, let target = parsed.step(id) else {
                reportUnknownStep(item.scalar?.text ?? "", at: item.span)
                continue
            }
            guard !path(of: step).contains(where: { $0.step == target.index }) else {
                report(
                    .cancelAround, at: item.span,
                    target.index == step.index
                        ? "`\(id)` would cancel itself"
                        : "`\(step.id)` stands in `\(id)` and would cancel itself with it",
                    help: "route an outcome with leave, or end the case with stop")
                continue
            }
            if !runsBeside(step, target) {
                report(
                    .cancelNever, at: item.span, "`\(id)` is never under way when `\(step.id)` runs",
                    help: "name a step of another branch that runs at the same time")
            }
            targets.append(target.index)
        }
        return .cancel(steps: targets)
    }

    /// Whether one step can be under way while the other runs: they stand in branches that run together, or behind a
    /// step that goes on while its branches finish.
    private func runsBeside(_ step: ParsedStep, _ other: ParsedStep) -> Bool {
        let stepPath = path(of: step)
        let otherPath = path(of: other)
        for (left, right) in zip(stepPath, otherPath) {
            guard left.list == right.list else { return runTogether(left.list, right.list) }
            guard left.step != right.step else { continue }
            return parsed.steps[right.step]["rest"]?.text == "finish"
        }
        return false
    }

    /// Whether two lists of one step run at the same time.
    private func runTogether(_ left: Int, _ right: Int) -> Bool {
        guard let owner = parsed.lists[left].owner, owner == parsed.lists[right].owner else { return false }
        let step = parsed.steps[owner]
        let branches = step.branches.map(\.list)
        guard branches.contains(left), branches.contains(right) else { return false }
        return switch step.construct {
        case "parallel", "any_order": true
        case "choose": step["take"]?.text == "every"
        default: false
        }
    }
}
