import CEL
import WaymarkDefinition

/// The ways through lists, and what lies between two places on them.
extension RunAnalysis {
    /// Whether a list has ways other than from each step to the next.
    func hasRoutes(_ list: Int) -> Bool { routed.contains(list) }

    mutating func graph(of list: Int) -> ListGraph {
        if let known = graphs[list] { return known }
        let places = parsed.lists[list].steps
        var edges = places.map { self.edges(of: steps[$0], count: places.count) }
        for target in lateTargets[list] ?? [] {
            edges[places.count - 1].append(.init(from: places.count - 1, to: target))
        }
        let graph = ListGraph(count: places.count, edges: edges)
        graphs[list] = graph
        return graph
    }

    func edges(of step: Step, count: Int) -> [ListGraph.Edge] {
        let (from, next) = (step.position, step.position + 1)
        var edges: [ListGraph.Edge] = []
        if step.when != nil { edges.append(.init(from: from, to: next, isSkip: true)) }
        guard completes[step.index] || step.timeout != nil else { return edges }
        for (outcome, route) in step.routes.sorted(by: { $0.key < $1.key }) {
            switch route {
            case .next: edges.append(.init(from: from, to: next, outcome: outcome))
            case .steps(let detour):
                if listEnds[detour] { edges.append(.init(from: from, to: next, outcome: outcome)) }
            case .goTo(let target): edges.append(.init(from: from, to: steps[target].position, outcome: outcome))
            case .leave: edges.append(.init(from: from, to: count, outcome: outcome))
            case .stop: break
            }
        }
        guard completes[step.index] else { return edges }
        let isRouted = outcomes[step.index].map { $0.allSatisfy { step.routes[$0] != nil } } ?? false
        if !isRouted { edges.append(.init(from: from, to: next)) }
        return edges
    }

    /// What lies between the asking for a condition and a read.
    mutating func span(from origin: Int, includesOrigin: Bool = false, to read: StepRead) -> ChangeIndex.Span {
        var span = ChangeIndex.Span(origin: origin, includesOrigin: includesOrigin, reader: read.reader)
        span.includesReaderBody = read.moment == .ending || read.moment == .afterPass
        var current = read.reader
        while true {
            let list = parsed.steps[current].list
            if hasRoutes(list) {
                let first = place(of: origin, in: list)
                var last = parsed.steps[current].position
                let graph = graph(of: list)
                for number in graph.firstBack(after: first)..<graph.back.count {
                    effort += 1
                    // They stand in the order of the places that they lead to, so none after this one counts either.
                    guard graph.back[number].to <= last else { break }
                    last = max(last, graph.back[number].from)
                }
                if last > parsed.steps[current].position {
                    span.furthest = max(span.furthest, parsed.steps[parsed.lists[list].steps[last]].end - 1)
                }
            }
            guard let owner = parsed.lists[list].owner, owner > origin || parsed.steps[owner].end <= origin else {
                return span
            }
            current = owner
        }
    }

    /// Where a step, or the step around it, stands in a list; before the first when it stands outside.
    func place(of step: Int, in list: Int) -> Int {
        var current = step
        while true {
            if parsed.steps[current].list == list { return parsed.steps[current].position }
            guard let owner = parsed.lists[parsed.steps[current].list].owner else { return -1 }
            current = owner
        }
    }

    /// The steps around two steps that stand in lists of one step, or in one list.
    func meeting(_ left: Int, _ right: Int) -> (Int, Int) {
        var (left, right) = (left, right)
        while true {
            let (first, second) = (parsed.steps[left].list, parsed.steps[right].list)
            if first == second || parsed.lists[first].owner == parsed.lists[second].owner { return (left, right) }
            // Of two lists the one with the greater number lies deeper, or beside.
            if first > second, let owner = parsed.lists[first].owner {
                left = owner
            } else if let owner = parsed.lists[second].owner {
                right = owner
            } else {
                return (left, right)
            }
        }
    }
}
