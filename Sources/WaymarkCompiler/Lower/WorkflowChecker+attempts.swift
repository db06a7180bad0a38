import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

extension WorkflowChecker {
    /// What is tried, what is done about failures, and what undoes it.
    mutating func attempt(_ step: ParsedStep) -> Construct {
        guard let list = step.branches.first(where: { $0.name == "try" })?.list else { return .set }
        let items = (step["catch"]?.items ?? []).filter { $0["steps"] != nil }
        let lists = step.branches.filter { $0.name == "catch" }.map(\.list)
        // The condition sees `error` and what had run of the steps that were tried.
        var catching = step
        catching.isCatching = true
        var handlers: [CatchBranch] = []
        // A key that is misspelt may have been its condition.
        var takesEverything = false
        for (item, list) in zip(items, lists) {
            if takesEverything {
                report(
                    .unreachable, at: item.span, "this `catch` can never be reached",
                    help: "the one before it takes every failure; put it last")
            }
            let when = item["when"].flatMap { condition($0, loops: step.loops, at: catching, includesOwn: true) }
            handlers.append(CatchBranch(when: when, list: list))
            takesEverything = takesEverything || item.entries?.allSatisfy { $0.key == "steps" } == true
        }
        return .attempt(list: list, handlers: handlers, undo: step.branches.first { $0.name == "undo" }?.list)
    }
}
