import CEL
import WaymarkCalendar
import WaymarkDefinition

/// Works out anew, as the other version says, what is open: who may act, by when, with what.
extension MigrationPlanner {
    mutating func reviseWork() {
        var timers: [TimerState] = []
        for activity in after.activities.values.sorted(by: { $0.number < $1.number }) {
            guard case .step(let index) = activity.node, let before = state.activities[activity.number],
                case .step(let source) = before.node
            else { continue }
            let step = new.steps[index]
            do {
                switch activity.work {
                case .task(let task): timers += try revise(task, of: step, activity, source: old.steps[source])
                case .wait(let wait): timers += try revise(wait, of: step, activity, source: old.steps[source])
                case .branches(let progress):
                    timers += try reviseTimeout(of: step, activity, source: old.steps[source])
                    timers += try reviseOpening(progress, of: step, activity)
                default: timers += try reviseTimeout(of: step, activity, source: old.steps[source])
                }
            } catch {
                refuse(
                    old.steps[source].id, "\"\(step.title)\" cannot be opened as \(name) says: \(describe(error))",
                    "mend what it reads, or let it end first")
            }
        }
        plan.event.timers = timers.sorted { $0.number < $1.number }
    }

    private func scope(_ activity: Activity) -> CaseScope {
        CaseScope(after, frame: activity.frame, definition: new, context: context)
    }

    private func opened(_ activity: Activity) -> Instant {
        if case .task(let task) = activity.work { return task.openedAt }
        return openedAt[activity.number] ?? context.now
    }

    private func moments(of step: Step, _ activity: Activity) -> StepMoments {
        StepMoments(step, opened: opened(activity), scope: scope(activity), calendar: context.calendar)
    }

    // MARK: - Tasks

    private mutating func revise(
        _ task: TaskState, of step: Step, _ activity: Activity, source: Step
    ) throws -> [TimerState] {
        guard case .uses(let use) = step.construct, let human = use.human, case .uses(let oldUse) = source.construct
        else { return [] }
        let scope = scope(activity)
        var standing = self.standing(activity, step, source)
        var changed = task
        if use.parameters.sourceText != oldUse.parameters.sourceText {
            changed.parameters = .map(try use.parameters.evaluated(in: scope))
            if changed.parameters != task.parameters { standing.notes.append("what it is given changes") }
        }
        changed.rung = min(task.rung, human.ladder.count)
        changed.role = human.role.name
        let found = try transition().holders(of: changed, step: step, frame: activity.frame)
        guard !found.isEmpty else {
            throw EvaluationFailure("the role \(human.role.name) finds no organisation")
        }
        changed.holders = found.map(\.key)
        if Set(changed.holders) != Set(task.holders) { standing.notes.append("others may do it: \(human.role.title)") }
        let moments = StepMoments(step, opened: task.openedAt, scope: scope, calendar: context.calendar)
        changed.dueAt = try moments.due()
        changed.hiddenUntil = try moments.hiddenUntil(due: changed.dueAt)
        if changed.dueAt != task.dueAt { changed.isLate = false }
        if step.availableWhile == nil { changed.heldBack = nil }
        keepClaim(of: &changed, at: step, human, activity, &standing)
        standing.due = task.dueAt
        standing.newDue = changed.dueAt
        if let due = changed.dueAt, due != task.dueAt, due <= context.now {
            standing.notes.append("is late at once")
        }
        plan.standings.append(standing)
        if changed != task { put(task: changed, activity) }
        return try deadlines(of: changed, human, activity, moments)
            + reviseTimeout(of: step, activity, source: source, isListed: true)
    }

    /// A claim stays where whoever made it may do the step as the new version has it.
    private mutating func keepClaim(
        of task: inout TaskState, at step: Step, _ human: HumanPart, _ activity: Activity,
        _ standing: inout MigrationPlan.Standing
    ) {
        // What a delegate claimed is their delegator's once the delegation is over.
        guard let assignee = after.claimant(of: task, at: context.now) else { return }
        var may = human.quorum == nil
        if may, let person = try? context.directory.person(assignee) {
            let acting = Transition(state: after, definition: new, context: context.acting(as: .person(person)))
            may = (try? acting.authorise(task, at: step, frame: activity.frame)) != nil
        }
        guard !may else { return }
        standing.lostClaim = assignee
        task.assignee = nil
        // What was begun by the claim alone is given back with it.
        for region in after.activities.values.sorted(by: { $0.number < $1.number }) {
            guard case .branches(var progress) = region.work, progress.claim == task.number else { continue }
            (progress.turn, progress.claim) = (nil, nil)
            var move = moved[region.number] ?? MovedActivity(activity: region.number, branch: region.branch)
            move.branches = progress
            moved[region.number] = move
        }
    }

    private func transition() -> Transition { Transition(state: after, definition: new, context: context) }

    private mutating func put(task: TaskState, _ activity: Activity) {
        var move = moved[activity.number] ?? MovedActivity(activity: activity.number, branch: activity.branch)
        move.task = task
        moved[activity.number] = move
    }

    /// The timers of a task: what has not come yet, and what would have come by now under the new version.
    private mutating func deadlines(
        of task: TaskState, _ human: HumanPart, _ activity: Activity, _ moments: StepMoments
    ) throws -> [TimerState] {
        var timers: [TimerState] = []
        if let due = task.dueAt, !task.isLate { timers.append(timer(activity, .due, 0, due)) }
        for index in human.reminders.indices {
            guard let at = try moments.moment(of: .remind, index, due: task.dueAt), at > context.now else { continue }
            timers.append(timer(activity, .remind, index, at))
        }
        for index in human.ladder.indices.dropFirst(task.rung) {
            guard let at = try moments.moment(of: .rung, index, due: task.dueAt) else { continue }
            timers.append(timer(activity, .rung, index, at))
        }
        return timers
    }

    // MARK: - Everything else

    private mutating func revise(
        _ wait: WaitState, of step: Step, _ activity: Activity, source: Step
    ) throws -> [TimerState] {
        var timers = try reviseTimeout(of: step, activity, source: source, isListed: true)
        var standing = self.standing(activity, step, source)
        if let at = try moments(of: step, activity).moment(of: .wait) {
            standing.due = wait.until
            standing.newDue = at
            if at <= context.now { standing.notes.append("is over at once") }
            var changed = wait
            changed.until = at
            if changed != wait {
                var move = moved[activity.number] ?? MovedActivity(activity: activity.number, branch: activity.branch)
                move.wait = changed
                moved[activity.number] = move
            }
            timers.append(timer(activity, .wait, 0, at))
        }
        plan.standings.append(standing)
        return timers
    }

    /// When a loop closes, if a moment closes it.
    private mutating func reviseOpening(
        _ progress: BranchProgress, of step: Step, _ activity: Activity
    ) throws -> [TimerState] {
        guard progress.openUntil != nil, let at = try moments(of: step, activity).moment(of: .close) else { return [] }
        var changed = progress
        changed.openUntil?.until = at
        if changed != progress {
            var move = moved[activity.number] ?? MovedActivity(activity: activity.number, branch: activity.branch)
            move.branches = changed
            moved[activity.number] = move
        }
        if at <= context.now { plan.notes.append("\"\(step.title)\" takes no more items") }
        return [timer(activity, .close, 0, at)]
    }
    private mutating func reviseTimeout(
        of step: Step, _ activity: Activity, source: Step, isListed: Bool = false
    ) throws -> [TimerState] {
        var timers: [TimerState] = []
        // The steps of a route, and what stopped, have no time limit any more.
        var isTimed = true
        switch activity.work {
        case .branches(let progress): isTimed = !progress.isDetour && !progress.isFinishing
        case .failed, .list: isTimed = false
        case .task, .effect, .wait, .children: break
        }
        var standing = self.standing(activity, step, source)
        if isTimed, let at = try moments(of: step, activity).moment(of: .timeout) {
            timers.append(timer(activity, .timeout, 0, at))
            standing.newDue = at
        }
        standing.due = state.timers.values.first { $0.activity == activity.number && $0.purpose == .timeout }?.at
        if !isListed, !isAround(activity) { plan.standings.append(standing) }
        return timers
    }

    /// Whether an activity is only what stands around others that are shown.
    private func isAround(_ activity: Activity) -> Bool {
        if case .branches = activity.work { !after.children(of: activity.number).isEmpty } else { false }
    }

    private func standing(_ activity: Activity, _ step: Step, _ source: Step) -> MigrationPlan.Standing {
        let item = after.frames[activity.frame]?.item
        return MigrationPlan.Standing(
            activity: activity.number, step: source.id, target: step.id, title: step.title,
            item: item.map { ($0["title"] ?? $0["name"])?.text ?? $0.printed })
    }

    /// A timer that is set already stays as it is.
    private mutating func timer(
        _ activity: Activity, _ purpose: TimerState.Purpose, _ index: Int, _ at: Instant
    ) -> TimerState {
        let known = state.timers.values.filter {
            $0.activity == activity.number && $0.purpose == purpose && $0.index == index && $0.at == at
        }.min { $0.number < $1.number }
        return known ?? TimerState(number: number(), activity: activity.number, purpose: purpose, index: index, at: at)
    }
}
