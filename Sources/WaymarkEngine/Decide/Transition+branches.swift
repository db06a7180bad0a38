import CEL
import WaymarkDefinition
import WaymarkPluginKit

extension Transition {
    // MARK: - Beginning

    /// Enters a step with branches; one with none ends at once.
    mutating func beginBranches(
        _ branches: [(list: Int, item: Value?)], join: JoinRule, of step: Step, in list: Activity,
        isOneByOne: Bool = false, openUntil: WaitState? = nil
    ) throws -> Entry {
        guard !branches.isEmpty || openUntil != nil || hasRun(step, in: list.frame) else {
            return try end(step, in: list, outcome: BuiltInOutcome.done)
        }
        var progress = BranchProgress()
        progress.total = branches.count
        progress.needed = join.needed(of: branches.count)
        progress.waiting = branches.compactMap(\.item)
        progress.openUntil = openUntil
        let activity = number()
        var timers = try timeout(of: step, activity: activity, scope: scope(list.frame))
        if let at = openUntil?.until {
            timers.append(TimerState(number: number(), activity: activity, purpose: .close, at: at))
        }
        try emit(
            .stepEntered(
                StepEntered(
                    activity: activity, parent: list.number, step: step.id, index: step.index, frame: list.frame,
                    branches: progress, timers: timers,
                    dropsFrames: branches.isEmpty || branches.contains { $0.item != nil })))
        if let openUntil { try watch(openUntil, activity: activity) }
        var moves: [Move] = []
        for (index, branch) in branches.enumerated() where index == 0 || !isOneByOne {
            moves.append(
                .run(
                    list: try enterBranch(
                        branch.list, of: step, activity: activity, frame: list.frame, branch: index, item: branch.item))
            )
        }
        moveFirst(branches.isEmpty ? [.branchEnded(step: activity)] : moves)
        return .waiting
    }

    /// Whether a loop has run before, so that what it gave is forgotten also where there is nothing to do this time.
    private func hasRun(_ step: Step, in frame: Int) -> Bool {
        guard case .forEach = step.construct else { return false }
        return state.frames.values.contains { $0.step == step.index && $0.parent == frame && $0.kind == nil }
    }

    mutating func enterBranch(
        _ list: Int, of step: Step, activity: Int, frame: Int, branch: Int, item: Value?, kind: Frame.Kind? = nil
    ) throws -> Int {
        let number = number()
        var scope: Frame?
        if let item {
            scope = Frame(number: self.number(), parent: frame, step: step.index, index: branch, item: item, kind: kind)
        }
        try emit(
            .branchEntered(
                BranchEntered(
                    activity: number, parent: activity, list: list, branch: branch, frame: scope?.number ?? frame,
                    scope: scope)))
        return number
    }

    mutating func beginChoice(
        _ branches: [GuardedBranch], otherwise: Int?, takesEvery: Bool, of step: Step, in list: Activity
    ) throws -> Entry {
        var taken: [Int] = []
        for branch in branches where takesEvery || taken.isEmpty {
            if try branch.when.holds(in: scope(list.frame)) { taken.append(branch.list) }
        }
        if taken.isEmpty, let otherwise { taken = [otherwise] }
        return try beginBranches(taken.map { (list: $0, item: nil) }, join: .all, of: step, in: list)
    }

    mutating func beginForEach(
        _ loop: ForEachStep, of step: Step, in list: Activity, scope: CaseScope
    ) throws -> Entry {
        let value = try loop.items.evaluate(scope)
        guard let items = value.items else {
            throw EvaluationFailure("expected a list from `\(loop.items.source)`, found \(value.shortDescription)")
        }
        guard items.count <= Limits.itemsMax else {
            throw EvaluationFailure(
                "`\(loop.items.source)` gives \(items.count) items; the limit is \(Limits.itemsMax)")
        }
        return try beginBranches(
            items.map { (list: loop.list, item: $0) }, join: loop.join, of: step, in: list,
            isOneByOne: loop.mode == .oneByOne, openUntil: try loop.closing.flatMap { try pending($0, in: scope) })
    }

    mutating func beginRepeat(
        _ loop: RepeatStep, of step: Step, in list: Activity, scope: CaseScope
    ) throws -> Entry {
        if let condition = loop.condition, try !condition.holds(in: scope) {
            return try end(step, in: list, outcome: BuiltInOutcome.done)
        }
        return try beginBranches([(list: loop.list, item: nil)], join: .all, of: step, in: list)
    }

    /// Enters the steps that a route has of its own; the list goes on after them.
    mutating func enterDetour(_ detour: Int, of step: Step, in list: Int) throws {
        guard let frame = state.activities[list]?.frame else { return }
        var progress = BranchProgress()
        progress.total = 1
        progress.needed = 1
        progress.isDetour = true
        let number = number()
        try emit(
            .stepEntered(
                StepEntered(
                    activity: number, parent: list, step: step.id, index: step.index, frame: frame,
                    branches: progress)))
        moveFirst([
            .run(list: try enterBranch(detour, of: step, activity: number, frame: frame, branch: 0, item: nil))
        ])
    }

    // MARK: - Joining

    /// A branch of a step has ended: another begins, the step ends, or nothing happens yet.
    mutating func joinBranches(of number: Int) throws {
        guard let activity = state.activities[number], case .branches(let progress) = activity.work,
            case .step(let index) = activity.node
        else { return }
        let step = definition.steps[index]
        if progress.isFinishing || progress.isDetour { return try endWithoutResult(activity) }
        switch step.construct {
        case .repeats(let loop):
            return try joinPass(loop, progress, of: step, activity: activity)
        case .attempt(_, _, let undo):
            return try joinAttempt(undo: undo, progress, of: step, activity: activity)
        case .forEach(let loop) where mayBeginNext(loop, progress):
            guard let item = progress.waiting.first else { break }
            let branch = try enterBranch(
                loop.list, of: step, activity: number, frame: activity.frame, branch: progress.begun, item: item)
            return moveFirst([.run(list: branch)])
        case .forEach(let loop) where progress.openUntil != nil && !loop.join.isMet(by: progress.ended): return
        default: break
        }
        guard progress.ended >= progress.needed else { return }
        try endBranches(of: step, activity: activity, progress)
    }

    /// Whether another item follows, where they go one by one and none is under way.
    private func mayBeginNext(_ loop: ForEachStep, _ progress: BranchProgress) -> Bool {
        guard loop.mode == .oneByOne, progress.begun == progress.ended, !progress.waiting.isEmpty else { return false }
        if progress.openUntil != nil { return !loop.join.isMet(by: progress.ended) }
        return progress.ended < progress.needed
    }

    private mutating func joinPass(
        _ loop: RepeatStep, _ progress: BranchProgress, of step: Step, activity: Activity
    ) throws {
        do {
            let scope = scope(activity.frame)
            var isOver = loop.passesMax.map { progress.ended >= $0 } ?? false
            if let until = loop.until { isOver = try isOver || until.holds(in: scope) }
            if let condition = loop.condition { isOver = try isOver || !condition.holds(in: scope) }
            if isOver { return try complete(step, activity: activity, outcome: BuiltInOutcome.done) }
        } catch let error as EvaluationFailure {
            guard let list = activity.parent else { return }
            return try raise(
                error, at: step, activity: activity.number, in: list, frame: activity.frame, failed: FailedState())
        }
        let pass = try enterBranch(
            loop.list, of: step, activity: activity.number, frame: activity.frame, branch: progress.begun, item: nil)
        moveFirst([.run(list: pass)])
    }

    private mutating func endBranches(of step: Step, activity: Activity, _ progress: BranchProgress) throws {
        guard let list = activity.parent else { return }
        // Whether more may come does not matter any more, so neither does what kept that from being told.
        for stopped in state.children(of: activity.number) where stopped.node == activity.node {
            try emit(
                .activityWithdrawn(
                    ActivityWithdrawn(activity: stopped.number, reason: "step \(step.id) has what it needs")))
        }
        let open = state.children(of: activity.number)
        guard !open.isEmpty, finishesRest(step) else {
            for branch in open {
                try emit(
                    .activityWithdrawn(
                        ActivityWithdrawn(activity: branch.number, reason: "step \(step.id) has what it needs")))
            }
            return try complete(
                step, activity: activity, outcome: BuiltInOutcome.done, outputs: outputs(of: step, progress))
        }
        try finish(
            step, activity: activity.number, in: list, frame: activity.frame, outcome: BuiltInOutcome.done,
            isFinishing: true)
        let assignments = try assigned(
            by: step, outputs: .map(MapValue([])), outcome: BuiltInOutcome.done, frame: activity.frame)
        try goOn(after: step, outcome: BuiltInOutcome.done, assignments: assignments, in: list)
    }

    /// What a step with branches gives: of a race, which branch won.
    private func outputs(of step: Step, _ progress: BranchProgress) -> Value {
        guard case .race(let branches) = step.construct, let winner = progress.winner else {
            return .map(MapValue([]))
        }
        return .map(MapValue([(.string("winner"), .string(branches[winner].name))]))
    }

    private func finishesRest(_ step: Step) -> Bool {
        switch step.construct {
        case .parallel(_, _, let rest): rest == .finish
        case .forEach(let loop): loop.rest == .finish
        default: false
        }
    }

    /// Ends branches whose step has given its result before: those left to finish, and detours.
    private mutating func endWithoutResult(_ activity: Activity) throws {
        guard !state.activities.hasChildren(activity.number), let list = activity.parent else { return }
        try emit(.activityWithdrawn(ActivityWithdrawn(activity: activity.number, reason: "the last branch ended")))
        moveFirst([.run(list: list)])
    }
}
