import WaymarkDefinition

extension WorkflowChecker {
    /// The steps and lists around a step, outermost first, itself last.
    func path(of step: ParsedStep) -> [(list: Int, step: Int)] {
        var path = [(list: step.list, step: step.index)]
        var owner = parsed.lists[step.list].owner
        while let index = owner {
            path.append((parsed.steps[index].list, index))
            owner = parsed.lists[parsed.steps[index].list].owner
        }
        return path.reversed()
    }
}
