import CEL
import WaymarkDefinition

/// Whether what is under way at a step can go on at the step that takes its place.
extension MigrationPlanner {
    mutating func fits(_ activity: Activity, _ step: Step, _ other: Step) -> Bool {
        let count = plan.obstacles.count
        switch activity.work {
        case .list: break
        case .branches(let progress): checkBranches(progress, activity, step, other)
        case .task(let task): checkTask(task, step, other)
        case .effect(let effect): checkEffect(effect, step, other)
        case .wait: checkWait(step, other)
        case .children(let progress): checkCall(progress, step, other)
        case .failed(let failed): checkFailed(failed, step, other)
        }
        return plan.obstacles.count == count
    }

    private mutating func differs(_ step: Step, _ was: String, _ other: Step, _ now: String) {
        refuse(
            step.id, "\"\(step.title)\" is open as \(was); in \(name) \(other.id) is \(now)",
            "let it end first, or give the new step an id of its own")
    }

    // MARK: - Steps with branches

    private mutating func checkBranches(
        _ progress: BranchProgress, _ activity: Activity, _ step: Step, _ other: Step
    ) {
        // The steps of a route, and branches that were left to finish, belong to what has given its result.
        guard !progress.isDetour else { return }
        switch (step.construct, other.construct) {
        case (.parallel, .parallel), (.choose, .choose), (.repeats, .repeats), (.race, .race), (.anyOrder, .anyOrder),
            (.exclusive, .exclusive):
            break
        case (.forEach(let loop), .forEach(let next)): checkLoop(loop, next, progress, activity, step, other)
        case (.attempt(_, let handlers, _), .attempt(_, let next, _)):
            guard let handler = progress.handler else { break }
            let when = handlers[handler].when?.sourceText
            guard next.indices.contains(handler), next[handler].when?.sourceText == when else {
                return refuse(
                    step.id, "\"\(step.title)\" is being taken back before its catch begins, and \(name) has another",
                    "let it end first")
            }
        default: differs(step, Self.wording(step), other, Self.wording(other))
        }
    }

    private mutating func checkLoop(
        _ loop: ForEachStep, _ next: ForEachStep, _ progress: BranchProgress, _ activity: Activity, _ step: Step,
        _ other: Step
    ) {
        guard loop.mode == next.mode else {
            return differs(step, "a loop, \(loop.mode.rawValue)", other, "a loop, \(next.mode.rawValue)")
        }
        let items =
            state.frames.values.filter { $0.step == step.index && $0.kind == nil && $0.parent == activity.frame }
            .sorted { $0.index < $1.index }.map(\.item) + progress.waiting
        if let fault = items.lazy.compactMap({ next.itemType.faults(in: $0).first }).first {
            refuse(
                step.id, "an item of \"\(step.title)\" does not fit \(name): \(fault.line)",
                "let the loop end first, or let \(name) take such items")
        }
        if case .milestone(let name, let address?)? = next.closing, progress.openUntil != nil || loop.closing == nil {
            guard case .milestone(name, let asked?)? = loop.closing, asked.sourceText == address.sourceText else {
                return refuse(
                    step.id,
                    "\"\(step.title)\" is under way; in \(self.name) it is open until another case reaches \(name), which this case has not asked for",
                    "let the loop end first, or close it in \(self.name) by what closes it now")
            }
        }
        if loop.items.sourceText != next.items.sourceText {
            plan.notes.append("\"\(other.title)\" keeps the items that it began with")
        }
    }

    // MARK: - Leaves

    private mutating func checkTask(_ task: TaskState, _ step: Step, _ other: Step) {
        guard case .uses(let use) = other.construct, isSameKind(step, other), use.sort == .task, let human = use.human
        else { return differs(step, Self.wording(step), other, Self.wording(other)) }
        guard let votes = task.votes, !votes.isEmpty else { return }
        guard human.quorum != nil else {
            return refuse(
                step.id, "\(votes.count) have handed in \"\(step.title)\"; in \(name) one person decides it",
                "let the others hand in first, or keep its quorum in \(name)")
        }
        for vote in votes {
            guard vote.outcome == BuiltInOutcome.recused || use.outcomes.contains(where: { $0.name == vote.outcome })
            else {
                return refuse(
                    step.id,
                    "\(vote.by) has handed in \"\(step.title)\" as \(vote.outcome), which \(name) does not have",
                    "let it end first, or keep that outcome in \(name)")
            }
        }
    }

    private mutating func checkEffect(_ effect: EffectState, _ step: Step, _ other: Step) {
        guard isSameKind(step, other) else { return differs(step, Self.wording(step), other, Self.wording(other)) }
        guard case .uses(let use) = step.construct, case .uses(let next) = other.construct,
            use.parameters.sourceText != next.parameters.sourceText
        else { return }
        plan.notes.append("\"\(other.title)\" is under way and is done with what it was given")
    }

    private mutating func checkWait(_ step: Step, _ other: Step) {
        guard case .wait(let rule) = step.construct, case .wait(let next) = other.construct else {
            return differs(step, Self.wording(step), other, Self.wording(other))
        }
        switch (rule, next) {
        case (.time, .time), (.condition, .condition): break
        case (.message(let message, _, _), .message(let nextMessage, _, _)) where message == nextMessage: break
        case (.milestone(let milestone, let address), .milestone(let nextMilestone, let nextAddress))
        where milestone == nextMilestone && address?.sourceText == nextAddress?.sourceText: break
        default: differs(step, Self.wording(step), other, Self.wording(other))
        }
    }

    private mutating func checkCall(_ progress: ChildProgress, _ step: Step, _ other: Step) {
        guard case .call(let call) = step.construct, case .call(let next) = other.construct,
            call.workflow == next.workflow, (call.each == nil) == (next.each == nil), !next.detaches
        else { return differs(step, Self.wording(step), other, Self.wording(other)) }
        let open = progress.total - progress.ended
        plan.notes.append(
            "\"\(other.title)\" waits for \(open) case\(open == 1 ? "" : "s") of \(call.workflow), on \(open == 1 ? "its" : "their") own version"
        )
    }

    private mutating func checkFailed(_ failed: FailedState, _ step: Step, _ other: Step) {
        // One that was ending goes on from what it gave; one that could not begin is begun anew.
        guard failed.outcome != nil || failed.outputs != nil, Self.wording(step) != Self.wording(other) else { return }
        differs(step, Self.wording(step) + ", stopped as it ended", other, Self.wording(other))
    }

    /// What a step is, in a few words.
    static func wording(_ step: Step) -> String {
        switch step.construct {
        case .uses(let use): use.kind
        case .parallel: "parallel branches"
        case .choose: "a choice"
        case .forEach: "a loop over items"
        case .repeats: "a repetition"
        case .race: "a race"
        case .anyOrder: "steps in any order"
        case .wait(.time): "a wait for a moment"
        case .wait(.condition): "a wait for a condition"
        case .wait(.message(let name, _, _)): "a wait for the message \(name)"
        case .wait(.milestone(let name, let address)):
            "a wait for the milestone \(name)\(address.map { " of \($0.sourceText)" } ?? "")"
        case .call(let call):
            "a call of \(call.workflow)\(call.each == nil ? "" : " for each of a list")\(call.detaches ? " that nobody waits for" : "")"
        case .send: "a message"
        case .set: "a change of variables"
        case .decide: "a decision table"
        case .exclusive: "an exclusive part"
        case .attempt: "a try"
        case .cancel: "a cancel"
        case .stop: "the end of the case"
        }
    }
}
