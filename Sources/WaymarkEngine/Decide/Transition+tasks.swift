import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

extension Transition {
    // MARK: - Opening

    mutating func openTask(
        _ human: HumanPart, of step: Step, in list: Activity, parameters: Value, scope: CaseScope
    ) throws {
        let holders = try human.role.holders(in: scope)
        guard !holders.isEmpty else {
            throw StepFailure(
                "the role \(human.role.name) finds no organisation", help: "mend the role or the register, then retry")
        }
        let activity = number()
        var task = TaskState()
        task.number = number()
        task.parameters = parameters
        task.holders = holders.map(\.key)
        task.role = human.role.name
        task.openedAt = context.now
        let moments = StepMoments(step, opened: context.now, scope: scope, calendar: context.calendar)
        task.dueAt = try moments.due()
        task.hiddenUntil = try moments.hiddenUntil(due: task.dueAt)
        if let condition = step.availableWhile, try !condition.holds(in: scope) { task.heldBack = true }
        var timers = try deadlines(of: human, activity: activity, due: task.dueAt, moments)
        timers += try timeout(of: step, activity: activity, scope: scope)
        try emit(
            .taskOpened(
                TaskOpened(
                    activity: activity, parent: list.number, step: step.id, index: step.index, frame: list.frame,
                    task: task, timers: timers)))
    }

    /// The timers of a task: its deadline, its reminders, and the rungs of its ladder that time climbs.
    private mutating func deadlines(
        of human: HumanPart, activity: Int, due: Instant?, _ moments: StepMoments
    ) throws -> [TimerState] {
        var timers: [TimerState] = []
        if let due {
            timers.append(TimerState(number: number(), activity: activity, purpose: .due, at: due))
        }
        for index in human.reminders.indices {
            guard let at = try moments.moment(of: .remind, index, due: due), at > context.now else { continue }
            timers.append(
                TimerState(number: number(), activity: activity, purpose: .remind, index: index, at: at))
        }
        for index in human.ladder.indices {
            guard let at = try moments.moment(of: .rung, index, due: due) else { continue }
            timers.append(TimerState(number: number(), activity: activity, purpose: .rung, index: index, at: at))
        }
        return timers
    }

    // MARK: - Commands of people

    mutating func claim(_ number: Int) throws {
        let (activity, task) = try openTask(number)
        let authority = try admit(task, in: activity)
        try requireClaim(of: task, by: authority, to: "claim the task")
        try requireGoing(to: "claim the task")
        try requireOffer(of: activity, to: "claim the task")
        try requireTurn(for: activity, to: "claim the task")
        try requireOneDoer(of: step(of: activity), to: "claim the task")
        guard task.assignee != authority.person.id else { return }
        try emit(
            .taskClaimed(TaskClaimed(task: number, by: authority.person.id, onBehalfOf: authority.onBehalfOf)))
        try takeTurns(for: activity.number, claim: number)
    }

    mutating func release(_ number: Int) throws {
        let (activity, task) = try openTask(number)
        let authority = try admit(task, in: activity)
        guard task.assignee != nil else {
            throw Rejection(.wrongState, "Expected to release the task, but nobody has claimed it")
        }
        try requireClaim(of: task, by: authority, to: "release the task")
        try emit(.taskReleased(TaskReleased(task: number)))
        try releaseTurns(of: activity.number, claim: number)
    }

    mutating func comment(_ number: Int, text: String) throws {
        let (activity, task) = try openTask(number)
        try admit(task, in: activity, forComment: true)
        let text = try checkedReason(text, for: "comment on the task")
        try emit(.taskCommented(TaskCommented(task: number, text: text)))
    }

    mutating func escalate(_ number: Int, rung: Int?, reason: String) throws {
        let (activity, task) = try openTask(number)
        try admit(task, in: activity)
        let reason = try checkedReason(reason, for: "escalate the task")
        let step = try step(of: activity)
        let ladder = humanPart(of: step)?.ladder ?? []
        guard !ladder.isEmpty else {
            throw Rejection(
                .wrongState, "Expected to escalate the task, but step \(step.id) has no ladder",
                help: "its definition would need `escalate`")
        }
        let next = rung ?? task.rung + 1
        guard next > task.rung else {
            throw Rejection(
                .wrongState, "Expected to climb to rung \(next), but the task already stands on rung \(task.rung)")
        }
        guard next >= 1, next <= ladder.count else {
            throw Rejection(
                .notFound, "Expected to climb to rung \(next), but the ladder of step \(step.id) has \(ladder.count)")
        }
        try climb(task, activity: activity, to: next, of: ladder, reason: reason, timer: nil)
    }

    mutating func completeTask(_ command: CompleteTask) throws {
        if let lapsed = state.lapsed[command.task] {
            try requireGoing(to: "do the task")
            return try answerLate(lapsed, command)
        }
        let (activity, task) = try openTask(command.task)
        let authority = try admit(task, in: activity)
        try requireClaim(of: task, by: authority, to: "do the task")
        try requireGoing(to: "do the task")
        try requireOffer(of: activity, to: "do the task")
        try requireTurn(for: activity, to: "do the task")
        try requireVote(of: authority, on: task)
        let step = try step(of: activity)
        let (result, reason) = try handIn(command, for: task, at: step, by: authority.person)
        if let quorum = humanPart(of: step)?.quorum {
            return try take(
                result, quorum: quorum, of: step, activity: activity, task: task, by: authority, form: command.form,
                reason: reason)
        }
        try record(
            result, of: step, activity: activity, task: task, by: authority, form: command.form, reason: reason)
    }

    /// What a step kind makes of what is handed in.
    /// - Throws: ``Rejection`` naming every fault; nothing has changed then.
    func handIn(
        _ command: CompleteTask, for task: TaskState, at step: Step, by person: Person, isLate: Bool = false
    ) throws -> (result: AnyStepResult, reason: String?) {
        guard case .uses(let use) = step.construct, case .task(let body)? = context.registry.kind(use.kind)?.body else {
            throw Rejection(.wrongState, "Expected to do the task, but this build has no step kind for step \(step.id)")
        }
        let outcome = try chosenOutcome(command, of: use)
        let reason = try command.reason.flatMap { $0.isEmpty ? nil : try checkedReason($0, for: "give that reason") }
        if let outcome, outcome.needsReason, reason == nil, command.form["reason"] == nil {
            throw Rejection(
                .invalid, "Expected a reason for \(outcome.name), but none was given",
                help: "say why with --reason",
                faults: [FieldFailure(path: "reason", message: "a reason is required for \(outcome.name)")])
        }
        let form = try checked(command.form, against: use.form)
        let result: AnyStepResult
        do {
            result = try body.submit(
                AnySubmission(
                    form: form, outcome: outcome?.name, reason: reason, actor: person, isLate: isLate),
                task.parameters, stepContext(step))
        } catch let refusal as Refusal {
            throw Rejection(
                .invalid,
                "Expected to take what was handed in for \(step.title), but it has \(refusal.faults.count == 1 ? "a fault" : "\(refusal.faults.count) faults")",
                help: "mend it and hand it in again; nothing was lost", faults: refusal.faults)
        }
        guard use.outcomes.contains(where: { $0.name == result.outcome }) else {
            throw StepFailure("the step kind \(use.kind) ended with \(result.outcome), which it does not declare")
        }
        return (result, reason)
    }

    private mutating func record(
        _ result: AnyStepResult, of step: Step, activity: Activity, task: TaskState, by authority: Authority,
        form: Value,
        reason: String?
    ) throws {
        guard let list = activity.parent else { return }
        let assignments = try assigned(
            by: step, outputs: result.outputs, outcome: result.outcome, frame: activity.frame)
        documents += result.documents
        if !isWholeTurn(activity) { try takeTurns(for: activity.number, claim: nil) }
        try emit(
            .taskCompleted(
                TaskCompleted(
                    activity: activity.number, task: task.number, step: step.id, index: step.index,
                    frame: activity.frame, by: authority.person.id, onBehalfOf: authority.onBehalfOf, at: context.now,
                    outcome: result.outcome, reason: reason, form: form, outputs: result.outputs,
                    documents: result.documents.map(\.document),
                    milestone: step.milestone)))
        try goOn(after: step, outcome: result.outcome, assignments: assignments, in: list)
    }

    private func chosenOutcome(_ command: CompleteTask, of use: UsesStep) throws -> OutcomeSchema? {
        var names: String { use.outcomes.map(\.name).joined(separator: ", ") }
        if let verb = command.verb {
            guard let outcome = use.outcomes.first(where: { $0.verb == verb }) else {
                throw Rejection(
                    .invalid, "Expected to \(verb.rawValue) the task, but it does not end that way",
                    help: "it ends with one of: \(names)")
            }
            return outcome
        }
        guard let name = command.outcome else { return use.outcomes.count == 1 ? use.outcomes[0] : nil }
        guard let outcome = use.outcomes.first(where: { $0.name == name }) else {
            throw Rejection(
                .invalid, "Expected one of the task's outcomes, but \"\(name)\" is none",
                help: "choose one of: \(names)")
        }
        return outcome
    }

    /// A form with its values as the definition types them, which may be narrower than the step kind's own types.
    private func checked(_ form: Value, against schema: RecordSchema) throws -> Value {
        let faults = schema.faults(in: form)
        guard faults.isEmpty else {
            throw Rejection(
                .invalid,
                "Expected to take what was handed in, but it has \(faults.count == 1 ? "a fault" : "\(faults.count) faults")",
                help: "mend it and hand it in again; nothing was lost", faults: faults)
        }
        return try schema.normalised(form)
    }

    func checkedReason(_ text: String, for what: String) throws -> String {
        let kept = text.drop { $0.isWhitespace }
        guard !kept.isEmpty else {
            throw Rejection(.invalid, "Expected to \(what), but no words were given", help: "say why in a few words")
        }
        guard text.count <= Limits.reasonCharactersMax else {
            throw Rejection(
                .invalid,
                "Expected to \(what), but the text has \(text.count) characters; the limit is \(Limits.reasonCharactersMax)"
            )
        }
        return text
    }

    // MARK: - Looking up

    func openTask(_ number: Int) throws -> (activity: Activity, task: TaskState) {
        guard let found = state.task(number) else {
            guard state.status == .open else {
                throw Rejection(
                    .notOpen, "Expected an open task, but case \(state.id) has ended: \(state.outcome ?? "")")
            }
            throw Rejection(
                .notOpen, "Expected task \(state.id)-\(number) to be open, but it is not",
                help: "see `waymark show \(state.id)`")
        }
        return found
    }

    func step(of activity: Activity) throws -> Step {
        guard case .step(let index) = activity.node, definition.steps.indices.contains(index) else {
            throw StepFailure("activity \(activity.number) is not a step", isPermanent: true)
        }
        return definition.steps[index]
    }

    func humanPart(of step: Step) -> HumanPart? {
        if case .uses(let use) = step.construct { use.human } else { nil }
    }

    // MARK: - Time

    mutating func climb(
        _ task: TaskState, activity: Activity, to rung: Int, of ladder: [Rung], reason: String, timer: Int?
    ) throws {
        let target = ladder[rung - 1]
        let added = try target.to.holders(in: scope(activity.frame)).map(\.key)
        let holders = target.handsOver ? added : (task.holders + added)
        try emit(
            .taskEscalated(
                TaskEscalated(
                    task: task.number, rung: rung, role: target.to.name, holders: Array(Set(holders)).sorted(),
                    handsOver: target.handsOver, reason: reason, timer: timer)))
    }

    /// The deadline of a task has come.
    mutating func taskDue(_ task: TaskState, activity: Activity, timer: TimerState) throws {
        let step = try step(of: activity)
        guard humanPart(of: step)?.whenOverdue == .end else {
            return try emit(.taskLate(TaskLate(task: task.number, timer: timer.number)))
        }
        if let quorum = humanPart(of: step)?.quorum, try decideByTime(quorum, task, of: step, activity: activity) {
            return
        }
        try lapse(task, of: step, activity: activity, outcome: BuiltInOutcome.overdue)
    }

    /// Ends a task by silence, as its definition says.
    mutating func lapse(_ task: TaskState, of step: Step, activity: Activity, outcome: String) throws {
        guard let list = activity.parent, case .uses(let use) = step.construct,
            case .task(let body)? = context.registry.kind(use.kind)?.body
        else { return }
        let outputs: Value
        let assignments: MapValue
        do {
            outputs = withVotes(of: task, try body.lapse(task.parameters, stepContext(step)))
            assignments = try assigned(by: step, outputs: outputs, outcome: outcome, frame: activity.frame)
        } catch {
            return try raise(
                error, at: step, activity: activity.number, in: list, frame: activity.frame, failed: FailedState())
        }
        try emit(
            .taskLapsed(
                TaskLapsed(
                    activity: activity.number, task: task.number, step: step.id, index: step.index,
                    frame: activity.frame, at: context.now, outcome: outcome, outputs: outputs,
                    milestone: step.milestone, takesLate: use.human?.late != nil,
                    lateList: lateList(use.human?.late, of: activity))))
        try goOn(after: step, outcome: outcome, assignments: assignments, in: list)
    }
}
