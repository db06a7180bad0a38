import WaymarkDefinition

/// One thing at a time: `any_order`, and `for_each` with `mode: any_order`.
///
/// Every branch is entered at once, so that its first task is offered. Claiming or doing a task takes the turn for its
/// branch; a step that nobody does takes it before it runs, and waits for it where another branch has it. Of
/// `any_order` a turn is one step of a branch, of `for_each` it is the whole item.
extension Transition {
    /// A step around an activity whose branches go one at a time, and the branch that the activity is in.
    private struct Region {
        var activity: Activity
        var step: Step
        var progress: BranchProgress
        var list: Int
    }

    // MARK: - Taking turns

    /// Whether a step may be entered now; one that nobody does takes its turn with that.
    mutating func takesTurn(for step: Step, in list: Activity) throws -> Bool {
        guard runsByItself(step) else { return true }
        guard holdup(of: list.number) == nil else { return false }
        try takeTurns(for: list.number, claim: nil)
        return true
    }

    /// Refuses what a person wants of a task while another branch is under way.
    func requireTurn(for task: Activity, to what: String) throws {
        guard let (region, holder) = holdup(of: task.number) else { return }
        throw Rejection(
            .outOfTurn,
            "Expected to \(what), but of \"\(region.step.title)\" one is done at a time, and \(underWay(holder))",
            help: "wait until it has ended")
    }

    /// Takes the turn of every region around an activity that its branch does not have for good.
    mutating func takeTurns(for activity: Int, claim: Int?) throws {
        for region in regions(around: activity) {
            let has = region.progress.turn == region.list
            if has, region.progress.claim == nil || claim != nil { continue }
            try emit(
                .turnTaken(
                    TurnTaken(
                        activity: region.activity.number, step: region.step.id, list: region.list, claim: claim)))
        }
    }

    /// Whether the turn of a task is over with the task itself, so that it need not be taken to do it.
    func isWholeTurn(_ task: Activity) -> Bool {
        regions(around: task.number).allSatisfy { region in
            guard case .anyOrder = region.step.construct else { return false }
            return region.list == task.parent
        }
    }

    // MARK: - Giving back

    /// A branch that stands between two of its steps lets another go on.
    mutating func giveBackTurn(of list: Activity) throws {
        guard let parent = list.parent, let activity = state.activities[parent],
            case .branches(let progress) = activity.work, progress.turn == list.number,
            case .step(let index) = activity.node, case .anyOrder = definition.steps[index].construct
        else { return }
        try emit(.turnEnded(TurnEnded(activity: parent)))
    }

    /// Gives back the turns that were taken by the claim of a task, unless another task of the branch is claimed.
    mutating func releaseTurns(of task: Int, claim: Int) throws {
        for region in regions(around: task) where region.progress.claim == claim {
            let others = state.subtree(of: region.list).compactMap { number -> Int? in
                guard case .task(let other)? = state.activities[number]?.work, other.assignee != nil else { return nil }
                return other.number
            }
            guard let other = others.min() else {
                try emit(.turnEnded(TurnEnded(activity: region.activity.number)))
                continue
            }
            try emit(
                .turnTaken(
                    TurnTaken(
                        activity: region.activity.number, step: region.step.id, list: region.list, claim: other)))
        }
    }

    /// Lets a branch go on that waited for its turn; says whether there is one.
    mutating func resumeTurns() throws -> Bool {
        guard hasRegion else { return false }
        let held = Set(state.activities.values.filter { !isFinishing($0) }.compactMap(\.parent))
        let idle = state.activities.values.filter { activity in
            guard case .list(let place) = activity.work, case .list(let index) = activity.node,
                place < definition.lists[index].steps.count, !held.contains(activity.number)
            else { return false }
            return !regions(around: activity.number).isEmpty && holdup(of: activity.number) == nil
        }
        guard let next = idle.min(by: { $0.number < $1.number }) else { return false }
        move(.run(list: next.number))
        return true
    }

    // MARK: - Looking around

    /// Whether anything under way goes one at a time; most cases have nothing of the kind.
    private var hasRegion: Bool {
        for activity in state.activities.values where region(activity) != nil { return true }
        return false
    }

    private func runsByItself(_ step: Step) -> Bool {
        switch step.construct {
        case .uses(let use): use.sort != .task
        case .wait, .call, .send, .set, .decide, .exclusive, .cancel, .stop: true
        case .parallel, .choose, .forEach, .repeats, .race, .anyOrder, .attempt: false
        }
    }

    /// The step of an activity whose branches go one at a time.
    private func region(_ activity: Activity) -> (Step, BranchProgress)? {
        guard case .branches(let progress) = activity.work, !progress.isDetour, case .step(let index) = activity.node
        else { return nil }
        switch definition.steps[index].construct {
        case .anyOrder: break
        case .forEach(let loop) where loop.mode == .anyOrder: break
        default: return nil
        }
        return (definition.steps[index], progress)
    }

    private func isFinishing(_ activity: Activity) -> Bool {
        if case .branches(let progress) = activity.work { progress.isFinishing } else { false }
    }

    private func regions(around number: Int) -> [Region] {
        var regions: [Region] = []
        var below = number
        while let parent = state.activities[below]?.parent, let activity = state.activities[parent] {
            if let (step, progress) = region(activity) {
                regions.append(Region(activity: activity, step: step, progress: progress, list: below))
            }
            below = parent
        }
        return regions
    }

    /// The branch that keeps an activity from going on, innermost first.
    private func holdup(of number: Int) -> (region: Region, holder: Int)? {
        for region in regions(around: number) {
            if let holder = region.progress.turn, holder != region.list, state.activities[holder] != nil {
                return (region, holder)
            }
        }
        return nil
    }

    /// What is under way in a branch, as a person would say it.
    private func underWay(_ list: Int) -> String {
        var titles: [String] = []
        for activity in state.subtree(of: list).compactMap({ state.activities[$0] }) {
            guard case .step(let index) = activity.node else { continue }
            titles.append(definition.steps[index].title)
            if case .task(let task) = activity.work, let assignee = task.assignee {
                return "\(assignee) has claimed \"\(definition.steps[index].title)\""
            }
        }
        return "\"\(titles.first ?? "another branch")\" is under way"
    }
}
