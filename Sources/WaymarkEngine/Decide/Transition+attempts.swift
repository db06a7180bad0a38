import CEL
import WaymarkDefinition

/// Failures that are caught, completed steps that are undone, and cases that are cancelled.
extension Transition {
    // MARK: - Catching

    /// Gives a failure to the nearest `catch` around a list that takes it; says whether there was one.
    mutating func isCaught(_ failure: CaughtFailure, from list: Int) throws -> Bool {
        var number: Int? = list
        while let current = number, let activity = state.activities[current] {
            if let handler = handler(for: failure, of: activity) {
                try take(failure, in: activity, handler: handler)
                return true
            }
            number = activity.parent
        }
        return false
    }

    /// Which `catch` of a `try` takes a failure; none while the `try` already deals with one.
    private func handler(for failure: CaughtFailure, of activity: Activity) -> Int? {
        guard case .branches(let progress) = activity.work, progress.failure == nil, !progress.isDetour,
            case .step(let index) = activity.node,
            case .attempt(_, let handlers, _) = definition.steps[index].construct
        else { return nil }
        let scope = scope(activity.frame).naming("error", failure.recordValue)
        return handlers.firstIndex { handler in
            // A condition that cannot be evaluated does not hold: what failed is then shown as it failed.
            guard let when = handler.when else { return true }
            return (try? when.holds(in: scope)) ?? false
        }
    }

    private mutating func take(_ failure: CaughtFailure, in attempt: Activity, handler: Int) throws {
        let step = try step(of: attempt)
        try emit(
            .failureCaught(
                FailureCaught(activity: attempt.number, step: step.id, failure: failure, handler: handler)))
        for branch in state.children(of: attempt.number) {
            try emit(
                .activityWithdrawn(ActivityWithdrawn(activity: branch.number, reason: "\(failure.step) failed")))
        }
        try dealWith(failure, in: attempt, of: step)
    }

    /// First the completed steps inside are undone, the last one first; then come the steps of the `catch`.
    private mutating func dealWith(_ failure: CaughtFailure, in attempt: Activity, of step: Step) throws {
        guard case .attempt(let tried, let handlers, _) = step.construct else { return }
        if let undo = state.undos.last(where: { isInside($0, attempt, tried: tried) }) {
            return try begin(undo, parent: attempt.number)
        }
        guard case .branches(let progress)? = state.activities[attempt.number]?.work, let handler = progress.handler
        else { return }
        let list = try enterBranch(
            handlers[handler].list, of: step, activity: attempt.number, frame: attempt.frame, branch: 1,
            item: failure.recordValue, kind: .failure)
        moveFirst([.run(list: list)])
    }

    /// Whether a completed step belongs to what a `try` tried this time.
    private func isInside(_ undo: KeptUndo, _ attempt: Activity, tried: Int) -> Bool {
        guard undo.activity > attempt.number else { return false }
        var list: Int? = definition.steps[undo.step].list
        while let current = list, current != tried {
            list = definition.lists[current].owner.map { definition.steps[$0].list }
        }
        guard list == tried else { return false }
        var frame = undo.frame
        while frame != attempt.frame {
            guard let around = state.frames[frame]?.parent else { return false }
            frame = around
        }
        return true
    }

    // MARK: - Joining

    /// A list of a `try` has ended: what was tried, what undid a step, or what dealt with the failure.
    mutating func joinAttempt(undo: Int?, _ progress: BranchProgress, of step: Step, activity: Activity) throws {
        guard let failure = progress.failure else {
            if let undo {
                let kept = KeptUndo(activity: activity.number, step: step.index, frame: activity.frame, list: undo)
                try emit(.undoKept(UndoKept(undo: kept)))
            }
            return try complete(step, activity: activity, outcome: BuiltInOutcome.done)
        }
        guard progress.handler == nil else { return try dealWith(failure, in: activity, of: step) }
        try complete(step, activity: activity, outcome: BuiltInOutcome.caught)
    }

    private mutating func begin(_ undo: KeptUndo, parent: Int?) throws {
        let list = number()
        try emit(
            .undoBegan(
                UndoBegan(undo: undo, step: definition.steps[undo.step].id, activity: list, parent: parent)))
        moveFirst([.run(list: list)])
    }

    // MARK: - Cancelling the case

    mutating func cancelCase(reason: String) throws {
        guard state.status == .open else {
            throw Rejection(
                .notOpen, "Expected case \(state.id) to be open, but it has ended: \(state.outcome ?? "")")
        }
        if let cancellation = state.cancellation {
            throw Rejection(
                .wrongState,
                "Expected to cancel case \(state.id), but \(cancellation.by) has cancelled it, and its steps are being undone",
                help: "see `waymark show \(state.id)`")
        }
        let reason = try checkedReason(reason, for: "cancel the case")
        try emit(
            .caseCancelled(
                CaseCancelled(
                    cancellation: Cancellation(by: context.principal.name, reason: reason), at: context.now)))
        try withdrawAll(reason: "the case was cancelled")
        try undoNext()
    }

    /// Undoes the step of a cancelled case that was completed last, or ends the case when there is none left.
    mutating func undoNext() throws {
        guard let undo = state.undos.last else { return try endCase(outcome: BuiltInOutcome.cancelled) }
        try begin(undo, parent: nil)
    }

    /// Cancels the called cases that were open before and that no step waits for any more.
    mutating func cancelAbandonedChildren(of before: CaseState) throws {
        let ended = Set(events.compactMap { if case .childEnded(let event) = $0 { event.caseID } else { nil } })
        let calls = before.activities.values.filter { if case .children = $0.work { true } else { false } }
        for activity in calls.sorted(by: { $0.number < $1.number }) {
            guard case .children(let progress) = activity.work else { continue }
            if case .children? = state.activities[activity.number]?.work { continue }
            for case let id? in progress.results.map({ $0["open"]?.text }) where !ended.contains(id) {
                let reason = Value.string("case \(state.id), which called it, does not wait for it any more")
                try send(
                    IncomingMessage.cancelCase, to: MessageTarget(caseID: id),
                    data: .map(MapValue([(.string("reason"), reason)])))
            }
        }
    }
}
