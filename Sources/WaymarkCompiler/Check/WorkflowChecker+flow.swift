import WaymarkDefinition
import WaymarkDiagnostics

extension WorkflowChecker {
    /// Checks each list's graph of routes: every step can be reached, and from every step the list can be left.
    mutating func checkFlow(_ steps: [Step]) {
        for list in parsed.lists where !list.steps.isEmpty { checkList(list, steps) }
        for step in steps {
            guard case .repeats(let loop) = step.construct, loop.passesMax == nil,
                loop.until != nil || loop.condition != nil,
                !waits(loop.list, steps)
            else { continue }
            report(
                .unboundedRepeat, at: parsed.steps[step.index].span,
                "a pass of this loop may wait on nobody, so it may run without end",
                help: "add at_most:")
        }
    }

    private mutating func checkList(_ list: StepList, _ steps: [Step]) {
        let nodes = list.steps.map { steps[$0] }
        let next = nodes.map { successors(of: $0, count: nodes.count) }
        var isReachable = true
        var reached: Set<Int> = []
        for (place, step) in nodes.enumerated() where !reached.contains(place) {
            var queue = [place]
            reached.insert(place)
            while let place = queue.popLast() {
                for target in next[place].places where reached.insert(target).inserted { queue.append(target) }
            }
            guard place > 0 else { continue }
            // What only follows from an unreachable step is not reported as well.
            isReachable = false
            report(
                .unreachable, at: parsed.steps[step.index].span, "`\(step.id)` can never be reached",
                help: "every way before it leads elsewhere; mend the routes, or leave it out")
        }
        if isReachable { checkExits(nodes, next) }
    }

    private mutating func checkExits(_ nodes: [Step], _ next: [(places: [Int], leaves: Bool)]) {
        var leaving = Set(next.indices.filter { next[$0].leaves })
        var grew = true
        while grew {
            grew = false
            for place in next.indices
            where !leaving.contains(place) && next[place].places.contains(where: leaving.contains) {
                leaving.insert(place)
                grew = true
            }
        }
        guard let stuck = next.indices.first(where: { !leaving.contains($0) }) else { return }
        report(
            .endlessLoop, at: parsed.steps[nodes[stuck].index].span,
            "from `\(nodes[stuck].id)` there is no way out of the loop",
            help: "let one of its outcomes continue, leave or stop")
    }

    /// Where a list goes after a step; whether it can end there.
    private func successors(of step: Step, count: Int) -> (places: [Int], leaves: Bool) {
        if case .stop = step.construct { return ([], true) }
        var places: [Int] = []
        var leaves = false
        func follow(_ route: Route) {
            switch route {
            case .next, .steps:
                if step.position + 1 < count { places.append(step.position + 1) } else { leaves = true }
            case .goTo(let target): places.append(parsed.steps[target].position)
            case .leave, .stop: leaves = true
            }
        }
        for route in step.routes.values { follow(route) }
        if step.when != nil || !routesEverything(step) { follow(.next) }
        return (places, leaves)
    }

    /// Whether every outcome that a step can have is routed.
    private func routesEverything(_ step: Step) -> Bool {
        switch step.construct {
        case .uses(let use):
            var names = use.outcomes.map(\.name)
            if use.human?.whenOverdue == .end { names.append(BuiltInOutcome.overdue) }
            if step.timeout != nil { names.append(BuiltInOutcome.timedOut) }
            return !names.isEmpty && names.allSatisfy { step.routes[$0] != nil }
        case .wait(.message):
            return step.routes[BuiltInOutcome.received] != nil
                && (step.timeout == nil || step.routes[BuiltInOutcome.timedOut] != nil)
        case .call: return false
        default: return step.routes[BuiltInOutcome.done] != nil
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
            case .choose(let branches, let otherwise?, _):
                return waits(otherwise, steps) && branches.allSatisfy { waits($0.list, steps) }
            default: return false
            }
        }
    }
}
