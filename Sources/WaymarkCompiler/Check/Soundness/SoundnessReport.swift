import CEL
import WaymarkDefinition

/// Collects what makes a definition unsound, from the outside in, with the way that a case takes to each place.
struct SoundnessReport {
    let check: SoundnessCheck
    private(set) var findings: [SoundnessCheck.Finding] = []

    init(check: SoundnessCheck) {
        self.check = check
    }

    /// A place of a list.
    struct Place {
        var list: Int
        var place: Int
    }

    /// Reports on a list.
    ///
    /// `isForgiven`: Whether what gets stuck in it is withdrawn from outside.
    /// `path`: The places of the lists around it.
    mutating func list(_ index: Int, isForgiven: Bool, path: [Place]) {
        guard let verdict = check.verdicts[index] else { return }
        let steps = check.lists[index].steps
        let stuck = verdict.reached.indices.first { verdict.reached[$0] && !verdict.escapes[$0] }
        if !isForgiven, let stuck {
            add(.stuck, steps[stuck], path + [Place(list: index, place: stuck)])
        }
        var seen = verdict
        for (place, step) in steps.enumerated() {
            let path = path + [Place(list: index, place: place)]
            if verdict.reached[place] {
                self.step(check.steps[step], isForgiven: isForgiven, path: path)
            } else if !seen.reached[place] {
                add(.unreachable, step, path)
                // What only follows from it is not reported as well.
                seen.walk(from: place)
            }
        }
    }

    private mutating func add(_ kind: SoundnessCheck.Finding.Kind, _ step: Int, _ path: [Place]) {
        let trace =
            kind == .unreachable || kind == .neverRuns
            ? []
            : path.enumerated().flatMap { number, place in
                way(to: place, isLast: number == path.count - 1)
            }
        findings.append(.init(kind: kind, step: step, trace: trace))
    }

    /// The steps before a place on the shortest way to it, and that of the place itself when it lies around another.
    private func way(to end: Place, isLast: Bool) -> [SoundnessCheck.Passage] {
        guard let verdict = check.verdicts[end.list] else { return [] }
        let steps = check.lists[end.list].steps
        var passages: [SoundnessCheck.Passage] = isLast ? [] : [.init(step: steps[end.place], outcome: "entered")]
        var place = end.place
        while let before = verdict.before[place], passages.count < Limits.tracePassagesMax {
            passages.append(.init(step: steps[before.place], outcome: before.outcome))
            place = before.place
        }
        return passages.reversed()
    }

    // MARK: - Steps

    private mutating func step(_ step: Step, isForgiven: Bool, path: [Place]) {
        if step.when?.literal == .bool(false) { return add(.neverRuns, step.index, path) }
        for way in step.ways(isCancelled: check.summaries[step.index].isCancelled) {
            guard case .steps(let detour) = way.route else { continue }
            if check.getsPast(step.index) {
                list(detour, isForgiven: isForgiven, path: path)
            } else if let first = check.lists[detour].steps.first {
                add(.unreachable, first, path)
            }
        }
        construct(step, isForgiven: isForgiven || step.timeout != nil, path: path)
    }

    private mutating func construct(_ step: Step, isForgiven: Bool, path: [Place]) {
        switch step.construct {
        case .uses, .call, .send, .set, .decide, .cancel, .stop: break
        case .wait(.condition(let condition)) where condition.literal == .bool(false):
            if !isForgiven { add(.waitsForever, step.index, path) }
        case .wait: break
        case .exclusive(_, let list): self.list(list, isForgiven: isForgiven, path: path)
        case .forEach(let loop):
            if loop.neverCloses, !summary(loop.list).stops, !isForgiven { add(.waitsForever, step.index, path) }
            list(loop.list, isForgiven: isForgiven, path: path)
        case .race(let branches):
            for branch in branches { list(branch.list, isForgiven: isForgiven, path: path) }
        case .parallel(let branches, let join, let rest):
            let needed = rest == .finish ? branches.count : join.needed(of: branches.count)
            together(step, branches.map(\.list), needed: needed, isForgiven: isForgiven, path: path)
        case .anyOrder(let branches):
            together(step, branches.map(\.list), needed: branches.count, isForgiven: isForgiven, path: path)
        case .choose(let branches, let otherwise, let takesEvery):
            let choice = step.choice(branches, otherwise, takesEvery: takesEvery)
            self.choice(step, choice, isForgiven: isForgiven, path: path)
        case .repeats(let loop): repeated(step, loop, isForgiven: isForgiven, path: path)
        case .attempt(let list, let handlers, let undo):
            for list in [list] + handlers.map(\.list) + (undo.map { [$0] } ?? []) {
                self.list(list, isForgiven: isForgiven, path: path)
            }
        }
    }

    private func summary(_ list: Int) -> SoundnessCheck.Summary { check.verdicts[list]?.summary ?? .init() }

    private mutating func together(
        _ step: Step, _ lists: [Int], needed: Int, isForgiven: Bool, path: [Place]
    ) {
        let branches = lists.map { summary($0) }
        let ending = branches.count(where: \.completes)
        if ending < needed, let branch = branches.firstIndex(where: { !$0.completes }) {
            add(.join(needed: needed, ending: ending, branch: branch), step.index, path)
        }
        let isForgiven = isForgiven || SoundnessCheck.forgives(branches, needed: needed)
        for list in lists { self.list(list, isForgiven: isForgiven, path: path) }
    }

    private mutating func choice(
        _ step: Step, _ choice: StepChoice, isForgiven: Bool, path: [Place]
    ) {
        for number in choice.deadNumbers { add(.deadBranch(number), step.index, path) }
        let open = choice.optional.map { summary($0.list) }
        let certain = choice.certain.map { summary($0.list) }
        if choice.takesEvery, !SoundnessCheck.joins(choice, open: open, certain: certain) {
            let branch = certain.firstIndex { !$0.completes } ?? 0
            let ending = (certain + open).count(where: \.completes)
            add(.join(needed: ending + 1, ending: ending, branch: branch), step.index, path)
        }
        for branch in choice.optional + choice.certain {
            list(branch.list, isForgiven: isForgiven, path: path)
        }
        if let otherwise = choice.otherwise { list(otherwise, isForgiven: isForgiven, path: path) }
    }

    private mutating func repeated(
        _ step: Step, _ loop: RepeatStep, isForgiven: Bool, path: [Place]
    ) {
        guard loop.mayBegin else { return add(.deadBranch(0), step.index, path) }
        let body = summary(loop.list)
        if body.completes, !loop.mayEnd, !body.stops, !isForgiven { add(.endless, step.index, path) }
        list(loop.list, isForgiven: isForgiven, path: path)
    }
}
