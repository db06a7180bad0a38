import CEL
import WaymarkDefinition

/// What must be so for a step to have run.
extension RunAnalysis {
    mutating func needs(of read: StepRead) -> [Need] {
        let (step, reader) = (parsed.steps[read.step], parsed.steps[read.reader])
        if step.index == reader.index { return ownNeeds(of: read) }
        if reader.index < step.index, step.index < reader.end { return innerNeeds(of: read) }
        if step.index < reader.index, reader.index < step.end {
            return [
                .never(
                    message: "`\(reader.id)` stands inside `\(step.id)`, which has not ended when it is read",
                    help: "read a step before `\(step.id)`, or read it after")
            ]
        }
        let (left, right) = meeting(step.index, reader.index)
        guard parsed.steps[left].list == parsed.steps[right].list else { return besideNeeds(left, right, of: read) }
        let list = parsed.steps[left].list
        let (place, later) = (parsed.steps[left].position, parsed.steps[right].position)
        guard place < later else { return [laterNeed(left, before: right, of: read)] }
        var needs = needs(of: step.index, upTo: list)
        if hasRoutes(list), !graph(of: list).passes(place, before: later) {
            needs.append(.way(list: list, through: place, before: later))
        }
        return needs
    }

    /// A step that reads itself.
    func ownNeeds(of read: StepRead) -> [Need] {
        switch read.moment {
        case .ending: []
        case .afterPass, .beforePass, .asking, .opening:
            [.never(message: "`\(steps[read.step].id)` reads itself before it has run", help: "read an earlier step")]
        }
    }

    /// A step that reads what stands in its own lists.
    mutating func innerNeeds(of read: StepRead) -> [Need] {
        let reader = steps[read.reader]
        switch read.moment {
        case .ending, .afterPass:
            var needs = needs(of: read.step, upTo: nil, inside: read.reader)
            if read.moment == .afterPass { needs.removeAll { isNoPass($0, of: reader) } }
            return needs
        case .beforePass: return [.luck(why: "`\(reader.id)` has made no pass yet")]
        case .asking, .opening:
            return [
                .never(
                    message: "`\(steps[read.step].id)` stands inside `\(reader.id)`, so it has not run when it is read",
                    help: "read an earlier step")
            ]
        }
    }

    func isNoPass(_ need: Need, of step: Step) -> Bool {
        if case .luck(let why) = need { why == Self.noPass(step) } else { false }
    }

    static func noPass(_ step: Step) -> String {
        "`\(step.id)` makes no pass, because its `while` is false at once"
    }

    /// A step that comes later in the list: it has run only after the list has gone back.
    func laterNeed(_ later: Int, before earlier: Int, of read: StepRead) -> Need {
        var owner: Int? = parsed.lists[parsed.steps[later].list].owner
        while let index = owner {
            if case .repeats = steps[index].construct { return .luck(why: "`\(steps[index].id)` makes its first pass") }
            owner = parsed.lists[parsed.steps[index].list].owner
        }
        var inner = earlier
        while true {
            let list = parsed.steps[inner].list
            let from = inner == earlier ? parsed.steps[later].position : parsed.steps[inner].position
            let goal = parsed.steps[inner].position
            let back = parsed.lists[list].steps.first { index in
                steps[index].position >= from && steps[index].goesBack(in: steps, to: goal)
            }
            let isSetBack = lateTargets[list]?.contains { $0 <= goal } == true
            if back != nil || isSetBack { return .luck(why: "`\(steps[inner].id)` is reached for the first time") }
            guard let next = parsed.lists[list].owner else { break }
            inner = next
        }
        return .never(
            message:
                "`\(steps[read.step].id)` comes after `\(steps[read.reader].id)`, so it cannot have run when it is read",
            help: "move the reading step behind it")
    }

    /// Two steps in different lists of one step.
    mutating func besideNeeds(_ left: Int, _ right: Int, of read: StepRead) -> [Need] {
        guard let owner = parsed.lists[parsed.steps[left].list].owner else { return [] }
        if case .detour = roles[parsed.steps[right].list] {
            return needs(of: read.step, upTo: nil, inside: owner)
        }
        switch steps[owner].construct {
        case .choose(_, _, takesEvery: false):
            return [
                .never(
                    message: "`\(steps[read.step].id)` stands in another branch of `\(steps[owner].id)` than "
                        + "`\(steps[read.reader].id)`, so it cannot have run when it is read",
                    help: "read a step before `\(steps[owner].id)`, or one of the same branch")
            ]
        // What is done about a failure, and what undoes, comes after what was tried.
        case .attempt(let list, _, _) where list == parsed.steps[left].list: return []
        default:
            return [
                .never(
                    message:
                        "`\(steps[read.step].id)` runs beside `\(steps[read.reader].id)`, so it may not have run when it is read",
                    help: "read it after the branches have joined")
            ]
        }
    }

    /// What must be so for a step to have run when a list, or the step around it, has gone past it.
    mutating func needs(of step: Int, upTo list: Int?, inside owner: Int? = nil) -> [Need] {
        var needs: [Need] = []
        var current = step
        while true {
            let compiled = steps[current]
            if let when = compiled.when {
                needs.append(
                    .condition(
                        when.proposition, origin: current,
                        why: current == step
                            ? "its `when` is false" : "`\(compiled.id)` is skipped because its `when` is false",
                        source: when.source))
            }
            if compiled.list == list { return needs }
            guard let outer = parsed.lists[compiled.list].owner else { return needs }
            if hasRoutes(compiled.list) {
                let end = parsed.lists[compiled.list].steps.count
                if !graph(of: compiled.list).passes(compiled.position, before: end) {
                    needs.append(.way(list: compiled.list, through: compiled.position, before: end))
                }
            }
            needs += self.needs(ofList: compiled.list, in: steps[outer])
            if outer == owner { return needs }
            current = outer
        }
    }

    /// What must be so for a step to have run one of its lists.
    func needs(ofList list: Int, in owner: Step) -> [Need] {
        var needs: [Need] = []
        if owner.timeout != nil {
            needs.append(
                .condition(
                    .not(.outcome(of: owner, is: BuiltInOutcome.timedOut)), origin: owner.index,
                    why: "the time of `\(owner.id)` runs out", source: nil))
        }
        switch roles[list] {
        case .process, .once, .together(isAwaited: true): break
        case .together(isAwaited: false):
            if mustEnd(list, in: owner) { break }
            needs.append(.luck(why: "other branches of `\(owner.id)` end first"))
        case .perhaps(let why): needs.append(.luck(why: why))
        case .attempted:
            needs.append(
                .condition(
                    .not(.outcome(of: owner, is: BuiltInOutcome.caught)), origin: owner.index,
                    why: "something in `\(owner.id)` fails before it",
                    source: "steps.\(owner.id).outcome != \"\(BuiltInOutcome.caught)\""))
        case .pass:
            if case .repeats(let loop) = owner.construct, let condition = loop.condition, condition.constant != true {
                needs.append(.luck(why: Self.noPass(owner)))
            }
        case .branch, .otherwise:
            // A branch that ends the case cannot have been taken by those who come after it.
            let open = alternatives(to: list, in: owner).filter { listEnds[$0] }
            guard !open.isEmpty || canTakeNone(owner), let proposition = choice(of: list, in: owner) else { break }
            let closed = alternatives(to: list, in: owner).filter { !listEnds[$0] }
            needs.append(
                .condition(
                    .any([proposition] + closed.compactMap { choice(of: $0, in: owner) }), origin: owner.index,
                    why: "`\(owner.id)` takes another branch or none",
                    source: source(of: list, in: owner)))
        case .detour(let outcome):
            needs.append(
                .condition(
                    .outcome(of: owner, is: outcome), origin: owner.index,
                    why: "`\(owner.id)` does not end with `\(outcome)`",
                    source: "steps.\(owner.id).outcome == \"\(outcome)\""))
        }
        return needs
    }

    /// Whether a join waits for a branch after all, because too few of the others can come to their end.
    private func mustEnd(_ list: Int, in owner: Step) -> Bool {
        guard case .parallel(let branches, let join, _) = owner.construct else { return false }
        return branches.count { $0.list != list && listEnds[$0.list] } < join.needed(of: branches.count)
    }

    private func alternatives(to list: Int, in owner: Step) -> [Int] {
        guard case .choose(let branches, let otherwise, takesEvery: false) = owner.construct else { return [] }
        return (branches.map(\.list) + (otherwise.map { [$0] } ?? [])).filter { $0 != list }
    }

    /// Whether a choice may go on without the branch: it has no `else`, or takes every branch whose condition holds.
    private func canTakeNone(_ owner: Step) -> Bool {
        guard case .choose(_, let otherwise, let takesEvery) = owner.construct else { return false }
        return otherwise == nil || takesEvery
    }

    /// What is so when a branch of a choice is taken.
    func choice(of list: Int, in owner: Step) -> Proposition? {
        guard case .choose(let branches, _, let takesEvery) = owner.construct else { return nil }
        switch roles[list] {
        case .branch(let number):
            let own = branches[number].when.proposition
            if takesEvery { return own }
            return .all(branches[..<number].map { .not($0.when.proposition) } + [own])
        case .otherwise: return .all(branches.map { .not($0.when.proposition) })
        default: return nil
        }
    }

    func source(of list: Int, in owner: Step) -> String? {
        guard case .choose(let branches, _, _) = owner.construct, case .branch(let number) = roles[list] else {
            return nil
        }
        return branches[number].when.source
    }
}
