import WaymarkDefinition
import WaymarkDiagnostics

extension WorkflowChecker {
    /// Checks each list's graph of routes: every step can be reached, and from every step the list can be left.
    mutating func checkFlow(_ steps: [Step]) {
        // Lists are numbered the outer first, so that those inside are known when their owner is looked at.
        listEnds = Array(repeating: true, count: parsed.lists.count)
        for list in parsed.lists.reversed() where !list.steps.isEmpty { checkList(list, steps) }
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
        listEnds[list.index] = canEnd(next)
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
            reportUnreachable(step, after: nodes[place - 1])
        }
        if isReachable { checkExits(nodes, next) }
    }

    private mutating func reportUnreachable(_ step: Step, after earlier: Step) {
        guard canComplete(earlier) else {
            let isStop = if case .stop = earlier.construct { true } else { false }
            return report(
                .unreachable, at: parsed.steps[step.index].span,
                isStop
                    ? "`\(step.id)` can never be reached, because `\(earlier.id)` ends the case"
                    : "`\(step.id)` can never be reached, because nothing gets past `\(earlier.id)`",
                help: isStop
                    ? "leave it out, or give `\(earlier.id)` a `when`"
                    : "let a way through `\(earlier.id)` end without `stop`, or leave `\(step.id)` out")
        }
        report(
            .unreachable, at: parsed.steps[step.index].span, "`\(step.id)` can never be reached",
            help: "every way before it leads elsewhere; mend the routes, or leave it out")
    }

    /// Whether some way through a list, from its first step, ends the list and not the case.
    private func canEnd(_ next: [Exits]) -> Bool {
        var queue = [0]
        var reached: Set<Int> = [0]
        while let place = queue.popLast() {
            if next[place].ends { return true }
            for target in next[place].places where reached.insert(target).inserted { queue.append(target) }
        }
        return false
    }

    /// Whether a step can come to its end, so that something can follow it; what stands in its lists is known.
    private func canComplete(_ step: Step) -> Bool {
        switch step.construct {
        case .stop: return false
        case .parallel(let branches, let join, _):
            return branches.count { listEnds[$0.list] } >= join.needed(of: branches.count)
        case .choose(let branches, let otherwise?, _):
            return listEnds[otherwise] || branches.contains { listEnds[$0.list] }
        case .repeats(let loop): return listEnds[loop.list] || loop.condition != nil
        case .race(let branches): return branches.contains { listEnds[$0.list] }
        case .anyOrder(let list), .exclusive(_, let list): return listEnds[list]
        case .attempt(let list, let handlers, _): return listEnds[list] || handlers.contains { listEnds[$0.list] }
        default: return true
        }
    }

    /// Where a list goes after a step: to places in it, to its end, or to the end of the case.
    private struct Exits {
        var places: [Int] = []
        /// Whether the list can end here.
        var ends = false
        /// Whether the case can end here.
        var stops = false

        var leaves: Bool { ends || stops }
    }

    private mutating func checkExits(_ nodes: [Step], _ next: [Exits]) {
        var before = Array(repeating: [Int](), count: next.count)
        for (place, exits) in next.enumerated() {
            for target in exits.places { before[target].append(place) }
        }
        var queue = next.indices.filter { next[$0].leaves }
        var leaving = Set(queue)
        while let place = queue.popLast() {
            for earlier in before[place] where leaving.insert(earlier).inserted { queue.append(earlier) }
        }
        guard let stuck = next.indices.first(where: { !leaving.contains($0) }) else { return }
        report(
            .endlessLoop, at: parsed.steps[nodes[stuck].index].span,
            "from `\(nodes[stuck].id)` there is no way out of the loop",
            help: "let one of its outcomes continue, leave or stop")
    }

    private func successors(of step: Step, count: Int) -> Exits {
        var exits = Exits()
        func goOn() {
            if step.position + 1 < count { exits.places.append(step.position + 1) } else { exits.ends = true }
        }
        if step.when != nil { goOn() }
        if case .stop = step.construct {
            exits.stops = true
            return exits
        }
        if !canComplete(step) { exits.stops = true }
        guard canComplete(step) || step.timeout != nil else { return exits }
        for route in step.routes.values {
            switch route {
            case .next: goOn()
            case .steps(let detour): if listEnds[detour] { goOn() } else { exits.stops = true }
            case .goTo(let target): exits.places.append(parsed.steps[target].position)
            case .leave: exits.ends = true
            case .stop: exits.stops = true
            }
        }
        if !routesEverything(step) { goOn() }
        return exits
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
        default:
            return step.routes[BuiltInOutcome.done] != nil
                && (step.timeout == nil || step.routes[BuiltInOutcome.timedOut] != nil)
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
