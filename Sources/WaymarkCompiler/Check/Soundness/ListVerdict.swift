import CEL
import WaymarkDefinition

/// What was found of one list: which of its steps are reached, how, and from which it can be left.
struct ListVerdict: Sendable {
    /// A way on from a step.
    struct Way: Sendable {
        /// Where it leads.
        enum Target: Sendable, Equatable {
            /// To the step at a place of the list.
            case place(Int)
            /// Out of the list.
            case end
            /// To the end of the case.
            case stop
        }
        var target: Target
        /// The outcome, or `skipped`.
        var outcome: String?
    }

    /// The ways on from each place.
    private(set) var ways: [[Way]] = []
    /// Whether each place is reached from the first.
    private(set) var reached: [Bool]
    /// Whether from each place the list or the case can end.
    private(set) var leaves: [Bool]
    /// Whether from each place it can, or something is reached that gets stuck inside.
    private(set) var escapes: [Bool]
    /// The place before, and how it was left, on the shortest way to each place.
    private(set) var before: [(place: Int, outcome: String?)?]
    /// The list summed up.
    private(set) var summary: SoundnessCheck.Summary

    init(
        _ list: StepList, steps: [Step], summaries: [SoundnessCheck.Summary],
        details detours: [Int: SoundnessCheck.Summary]
    ) {
        let count = list.steps.count
        reached = Array(repeating: false, count: count)
        leaves = reached
        escapes = reached
        before = Array(repeating: nil, count: count)
        summary = SoundnessCheck.Summary(completes: count == 0)
        for step in list.steps {
            let (ways, traps) = Self.ways(
                from: steps[step], summaries[step], count: count, steps: steps, detours: detours)
            self.ways.append(ways)
            if traps { trapping.insert(steps[step].position) }
        }
        walk(from: 0)
        leaves = walkBack { [ways] place in ways[place].contains { $0.target == .end || $0.target == .stop } }
        escapes = walkBack { [leaves, trapping] place in leaves[place] || trapping.contains(place) }
        let open = reached.indices.filter { reached[$0] }
        let all = open.flatMap { self.ways[$0] }
        summary.completes = summary.completes || all.contains { $0.target == .end }
        summary.stops = all.contains { $0.target == .stop }
        summary.traps = open.contains { !leaves[$0] } || trapping.contains { reached[$0] }
    }

    /// The places whose steps can get stuck inside.
    private(set) var trapping: Set<Int> = []

    /// Goes on from a place, the nearest first.
    mutating func walk(from start: Int) {
        guard reached.indices.contains(start), !reached[start] else { return }
        reached[start] = true
        var queue = [start]
        var next = 0
        while next < queue.count {
            let place = queue[next]
            next += 1
            for way in ways[place] {
                guard case .place(let target) = way.target, !reached[target] else { continue }
                reached[target] = true
                before[target] = (place, way.outcome)
                queue.append(target)
            }
        }
    }

    /// The places from which one that holds something can be reached.
    private func walkBack(from holds: (Int) -> Bool) -> [Bool] {
        var into: [[Int]] = Array(repeating: [], count: ways.count)
        for (place, ways) in ways.enumerated() {
            for way in ways { if case .place(let target) = way.target { into[target].append(place) } }
        }
        var found = ways.indices.map(holds)
        var queue = found.indices.filter { found[$0] }
        while let place = queue.popLast() {
            for source in into[place] where !found[source] {
                found[source] = true
                queue.append(source)
            }
        }
        return found
    }

    // MARK: - Ways

    private static func ways(
        from step: Step, _ summary: SoundnessCheck.Summary, count: Int, steps: [Step],
        detours: [Int: SoundnessCheck.Summary]
    ) -> (ways: [Way], traps: Bool) {
        let next: Way.Target = step.position + 1 < count ? .place(step.position + 1) : .end
        var ways: [Way] = []
        if step.when?.literal == .bool(false) { return ([Way(target: next, outcome: "skipped")], false) }
        if step.when != nil, step.when?.literal != .bool(true) { ways.append(Way(target: next, outcome: "skipped")) }
        if summary.stops { ways.append(Way(target: .stop, outcome: nil)) }
        var traps = summary.traps
        guard summary.completes else { return (ways, traps) }
        for way in step.ways(isCancelled: summary.isCancelled) {
            let outcome = way.outcome == BuiltInOutcome.done ? nil : way.outcome
            switch way.route {
            case .next: ways.append(Way(target: next, outcome: outcome))
            case .goTo(let target): ways.append(Way(target: .place(steps[target].position), outcome: outcome))
            case .leave: ways.append(Way(target: .end, outcome: outcome))
            case .stop: ways.append(Way(target: .stop, outcome: outcome))
            case .steps(let list):
                let inside = detours[list] ?? SoundnessCheck.Summary()
                traps = traps || inside.traps
                if inside.completes { ways.append(Way(target: next, outcome: outcome)) }
                if inside.stops { ways.append(Way(target: .stop, outcome: outcome)) }
            }
        }
        return (ways, traps)
    }
}
