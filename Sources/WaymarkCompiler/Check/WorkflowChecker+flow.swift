import WaymarkDefinition
import WaymarkDiagnostics

extension WorkflowChecker {
    /// Checks that cases can end and reach every step, and that no loop runs on by itself.
    mutating func checkFlow(_ steps: [Step]) {
        checkSoundness(steps)
        for index in steps.indices {
            guard case .repeats(let loop) = steps[index].construct, loop.passesMax == nil,
                loop.until != nil || loop.condition != nil,
                !waits(loop.list, steps)
            else { continue }
            report(
                .unboundedRepeat, at: parsed.steps[index].span,
                "a pass of this loop may wait on nobody, so it may run without end",
                help: "add at_most:")
        }
    }

    /// Whether every way through a list waits on a person, a message or a moment.
    private func waits(_ list: Int, _ steps: [Step]) -> Bool {
        parsed.lists[list].steps.contains { index in
            let step = steps[index]
            guard step.when == nil else { return false }
            switch step.construct {
            case .uses(let use): return use.sort == .task
            case .wait: return true
            case .call(let call): return !call.detaches
            case .parallel(let branches, let join, _):
                return join == .all && branches.contains { waits($0.list, steps) }
            case .repeats(let loop): return waits(loop.list, steps)
            case .race: return true
            case .exclusive(_, let list): return waits(list, steps)
            case .attempt(let list, let handlers, _):
                return waits(list, steps) && handlers.allSatisfy { waits($0.list, steps) }
            case .anyOrder(let branches): return branches.contains { waits($0.list, steps) }
            case .choose(let branches, let otherwise?, _):
                return waits(otherwise, steps) && branches.allSatisfy { waits($0.list, steps) }
            default: return false
            }
        }
    }
}
