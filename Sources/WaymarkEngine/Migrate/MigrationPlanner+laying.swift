import CEL
import WaymarkDefinition

/// Lays the activity tree onto the lists and steps of the other version.
extension MigrationPlanner {
    /// Lays a list and everything in it onto a list.
    mutating func lay(_ activity: Activity, onto list: Int) {
        guard case .list(let index) = activity.node, case .list(let place) = activity.work else { return }
        var held: Int?
        for child in state.children(of: activity.number) {
            guard let target = lay(step: child, into: list) else { continue }
            if holds(child) { held = new.steps[target].position }
        }
        var move = moved[activity.number] ?? MovedActivity(activity: activity.number, branch: activity.branch)
        move.list = list
        move.place = held ?? restingPlace(after: place, in: old.lists[index], of: new.lists[list])
        moved[activity.number] = move
        noteOrder(from: old.lists[index], at: place, to: new.lists[list], at: move.place ?? 0)
    }

    /// Whether a list waits for a step that is under way in it; branches that were left to finish do not hold it.
    private func holds(_ step: Activity) -> Bool {
        if case .branches(let progress) = step.work { !progress.isFinishing && !progress.isDetour } else { true }
    }

    /// Where a list goes on that waits for none of its steps: at the step that came next, else after the last that came.
    private func restingPlace(after place: Int, in list: StepList, of target: StepList) -> Int {
        func position(_ step: Int) -> Int? {
            targets[step].flatMap { new.steps[$0].list == target.index ? new.steps[$0].position : nil }
        }
        if let next = list.steps.dropFirst(place).compactMap(position).first { return next }
        return list.steps.prefix(place).reversed().compactMap(position).first.map { $0 + 1 } ?? 0
    }

    /// Tells of steps that would be passed over, or done again.
    private mutating func noteOrder(from list: StepList, at place: Int, to target: StepList, at newPlace: Int) {
        let sources = Dictionary(targets.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        var passed: [String] = []
        var again: [String] = []
        for (position, index) in target.steps.enumerated() {
            let source = sources[index].map { old.steps[$0] }
            let wasPassed = source.map { $0.list == list.index && $0.position < place } ?? false
            let isAhead = source.map { $0.list == list.index && $0.position > place } ?? true
            if position < newPlace, isAhead { passed.append(new.steps[index].title) }
            if position >= newPlace, wasPassed { again.append(new.steps[index].title) }
        }
        if !passed.isEmpty { plan.notes.append("will not be done: " + passed.joined(separator: ", ")) }
        if !again.isEmpty { plan.notes.append("will be done again: " + again.joined(separator: ", ")) }
    }

    /// Lays a step that is under way; says where it stands then.
    private mutating func lay(step activity: Activity, into list: Int) -> Int? {
        guard case .step(let index) = activity.node else { return nil }
        let step = old.steps[index]
        guard let target = targets[index] else {
            refuse(
                step.id, "\"\(step.title)\" is open, and \(name) has no step \(step.id)",
                "let it end first, or name the step that takes its place: --map \(step.id)=STEP")
            return nil
        }
        let other = new.steps[target]
        guard other.list == list else {
            refuse(
                step.id,
                "\"\(step.title)\" is open \(place(of: step, in: old)); in \(name) \(other.id) stands \(place(of: other, in: new))",
                "let it end first, or leave it where it stands")
            return nil
        }
        guard fits(activity, step, other) else { return nil }
        layBranches(of: activity, step, other)
        return target
    }

    /// Where a step stands, as a person would say it.
    private func place(of step: Step, in definition: CompiledDefinition) -> String {
        guard let owner = definition.lists[step.list].owner else { return "in the process itself" }
        return
            "in \(definition.lists[step.list].name.map { "the branch \($0) of " } ?? "")\(definition.steps[owner].id)"
    }

    // MARK: - Branches

    private mutating func layBranches(of activity: Activity, _ step: Step, _ other: Step) {
        guard case .branches(var progress) = activity.work else { return }
        for child in state.children(of: activity.number) {
            guard case .list(let index) = child.node else { continue }
            guard let (list, branch) = counterpart(of: index, child, in: step, other, progress) else {
                let named = old.lists[index].name.map { " \($0)" } ?? ""
                refuse(
                    step.id,
                    "the branch\(named) of \"\(step.title)\" is under way, and \(other.id) of \(name) has none like it",
                    "let the branch end first, or keep it in \(name)")
                continue
            }
            var move = MovedActivity(activity: child.number, branch: child.branch)
            if let branch { move.branch = branch }
            moved[child.number] = move
            lay(child, onto: list)
        }
        guard !progress.isDetour, !progress.isFinishing else { return }
        reviseProgress(&progress, of: activity, step, other)
    }

    /// The list that a branch goes on in, and which of the branches it is where they have names.
    private func counterpart(
        of index: Int, _ child: Activity, in step: Step, _ other: Step, _ progress: BranchProgress
    ) -> (list: Int, branch: Int?)? {
        if progress.isDetour {
            let outcome = step.routes.sorted { $0.key < $1.key }.first { $0.value == .steps(list: index) }?.key
            guard let outcome, case .steps(let list)? = other.routes[outcome] else { return nil }
            return (list, nil)
        }
        // What undoes a step inside a `try` belongs to that step.
        if let owner = old.lists[index].owner, owner != step.index {
            guard let target = targets[owner], case .attempt(_, _, let undo?) = new.steps[target].construct else {
                return nil
            }
            return (undo, nil)
        }
        switch (step.construct, other.construct) {
        case (.parallel(let from, _, _), .parallel(let to, _, _)), (.race(let from), .race(let to)),
            (.anyOrder(let from), .anyOrder(let to)):
            guard let name = from.first(where: { $0.list == index })?.name,
                let place = to.firstIndex(where: { $0.name == name })
            else { return nil }
            return (to[place].list, place)
        case (.choose(let from, let otherwise, _), .choose(let to, let elsewhere, _)):
            return alike(
                index, child, from: from.map(\.list) + [otherwise].compactMap { $0 },
                to: to.map(\.list) + [elsewhere].compactMap { $0 }
            ).map { ($0, nil) }
        case (.forEach, .forEach(let loop)): return (loop.list, nil)
        case (.repeats, .repeats(let loop)): return (loop.list, nil)
        case (.exclusive, .exclusive(_, let list)): return (list, nil)
        case (.attempt(let tried, let from, _), .attempt(let list, let to, _)):
            if index == tried { return (list, nil) }
            return alike(index, child, from: from.map(\.list), to: to.map(\.list)).map { ($0, nil) }
        default: return nil
        }
    }

    /// Of branches without names: the one that has the step which is under way, or shares a step with it.
    private func alike(_ index: Int, _ child: Activity, from: [Int], to: [Int]) -> Int? {
        let open = state.children(of: child.number).compactMap { activity -> Int? in
            guard case .step(let step) = activity.node else { return nil }
            return targets[step]
        }
        if !open.isEmpty { return to.first { list in open.contains { new.steps[$0].list == list } } }
        let inside = Set(old.lists[index].steps.compactMap { targets[$0] })
        return to.first { list in new.lists[list].steps.contains { inside.contains($0) } }
    }

    /// Counts anew what a step with branches waits for.
    private mutating func reviseProgress(
        _ progress: inout BranchProgress, of activity: Activity, _ step: Step, _ other: Step
    ) {
        let before = progress
        switch (step.construct, other.construct) {
        case (.parallel(let from, _, _), .parallel(let to, let join, _)):
            progress.needed = join.needed(of: progress.total)
            noteNewBranches(from, to, of: other)
        case (.forEach(let from), .forEach(let to)):
            progress.needed = to.join.needed(of: progress.total)
            reviseOpening(&progress, from, to)
        case (.race(let from), .race(let to)):
            progress.winner = progress.winner.flatMap { winner in to.firstIndex { $0.name == from[winner].name } }
            noteNewBranches(from, to, of: other)
        case (.anyOrder(let from), .anyOrder(let to)): noteNewBranches(from, to, of: other)
        default: break
        }
        let isMet = progress.openUntil == nil && progress.ended >= progress.needed
        let wasMet = before.openUntil == nil && before.ended >= before.needed
        if isMet, !wasMet, before.openUntil != nil || progress.total > 0 && progress.ended > 0 {
            plan.joining.append(activity.number)
        }
        guard progress != before else { return }
        var move = MovedActivity(activity: activity.number, branch: activity.branch)
        move.branches = progress
        moved[activity.number] = move
    }

    /// What the loop is open until now; a moment is reckoned with the other moments. One that has closed stays closed.
    private func reviseOpening(_ progress: inout BranchProgress, _ from: ForEachStep, _ to: ForEachStep) {
        guard let closing = to.closing, from.closing == nil || progress.openUntil != nil else {
            return progress.openUntil = nil
        }
        var wait = WaitState()
        switch closing {
        case .time: wait.until = progress.openUntil?.until
        case .condition: wait.isCondition = true
        case .message(let name, _, _): wait.message = name
        case .milestone(let name, let address):
            wait.milestone = name
            // Without an address it is the case's own, whomever the version before has asked.
            wait.target = address == nil ? nil : progress.openUntil?.target
        }
        progress.openUntil = wait
    }

    private mutating func noteNewBranches(_ from: [Branch], _ to: [Branch], of step: Step) {
        let added = to.filter { branch in !from.contains { $0.name == branch.name } }.map(\.name)
        guard !added.isEmpty else { return }
        plan.notes.append(
            "\"\(step.title)\" has begun, so its new branch\(added.count == 1 ? "" : "es") will not be done: "
                + added.joined(separator: ", "))
    }
}
