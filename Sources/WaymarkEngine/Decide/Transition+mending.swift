import CEL
import WaymarkDefinition

/// What people do when a process has to be helped on: stand still, go on, go on without a step, do a step again.
extension Transition {
    // MARK: - Standing still

    /// Has the case stand still: facts are taken as they come, but no step begins until it goes on.
    mutating func suspend(reason: String) throws {
        try requireOpen(to: "suspend")
        try requireGoing(to: "suspend it")
        let reason = try checkedReason(reason, for: "suspend the case")
        try emit(
            .caseSuspended(
                CaseSuspended(suspension: Suspension(by: context.principal.name, reason: reason))))
    }

    /// Has the case go on where it stood still.
    mutating func resume() throws {
        try requireOpen(to: "resume")
        guard state.suspension != nil else {
            throw Rejection(.wrongState, "Expected case \(state.id) to stand still, but nobody has suspended it")
        }
        try emit(.caseResumed(CaseResumed(by: context.principal.name)))
        let lists = state.activities.values.filter { if case .list = $0.work { true } else { false } }
        for list in lists.sorted(by: { $0.number < $1.number }) { move(.run(list: list.number)) }
    }

    /// Refuses what people want of a case that stands still.
    func requireGoing(to what: String) throws {
        guard let suspension = state.suspension else { return }
        throw Rejection(
            .wrongState,
            "Expected to \(what), but \(suspension.by) has suspended case \(state.id): \(suspension.reason)",
            help: "`waymark resume \(state.id)` has it go on")
    }

    private func requireOpen(to what: String) throws {
        guard state.status == .open else {
            throw Rejection(
                .notOpen, "Expected to \(what) case \(state.id), but it has ended: \(state.outcome ?? "")")
        }
    }

    // MARK: - Going on without a step

    /// Has the case go on without the step that an incident stopped.
    mutating func skip(_ number: Int, reason: String) throws {
        let reason = try checkedReason(reason, for: "skip the step")
        guard let incident = state.incidents[number], let activity = state.activities[incident.activity],
            let list = activity.parent
        else {
            throw Rejection(.notOpen, "Expected incident \(number) of case \(state.id) to be open, but it is not")
        }
        let step = try step(of: activity)
        let loop = openLoop(around: activity)
        try emit(
            .incidentResolved(
                IncidentResolved(incident: number, how: "skipped: \(reason)", by: context.principal.name)))
        if let loop {
            guard loop.awaited == nil else { return try close(loop) }
            return moveFirst([.branchEnded(step: loop.number)])
        }
        try emit(
            .stepDone(
                StepDone(
                    activity: nil, parent: list, step: step.id, index: step.index, frame: activity.frame,
                    outcome: BuiltInOutcome.skipped, outputs: .map(MapValue([])), at: context.now)))
        try goOn(after: step, outcome: BuiltInOutcome.skipped, assignments: MapValue([]), in: list)
    }

    // MARK: - Doing a step again

    /// Has a list go back to a step that was done; what runs in the list is withdrawn.
    mutating func redo(_ id: String, reason: String) throws {
        try requireOpen(to: "redo a step of")
        let reason = try checkedReason(reason, for: "redo the step")
        guard let step = definition.step(id) else {
            throw Rejection(
                .notFound, "Expected a step of \(definition.workflow), but \"\(id)\" is none",
                help: "see `waymark show \(state.id)`")
        }
        let lists = state.activities.values.filter { $0.node == .list(step.list) }.sorted { $0.number < $1.number }
        guard let list = lists.first, case .list(let place) = list.work else {
            throw Rejection(
                .wrongState, "Expected to redo \"\(step.title)\", but the steps that it stands among have ended",
                help: "redo the step around it")
        }
        guard lists.count == 1 else {
            throw Rejection(
                .wrongState, "Expected to redo \"\(step.title)\", but it is under way for \(lists.count) items",
                help: "redo the loop around it")
        }
        guard step.position < place || (step.position == place && !state.children(of: list.number).isEmpty) else {
            throw Rejection(.wrongState, "Expected to redo \"\(step.title)\", but it has not been reached")
        }
        for activity in state.children(of: list.number) {
            try emit(
                .activityWithdrawn(
                    ActivityWithdrawn(activity: activity.number, reason: "\(step.title) is done again: \(reason)")))
        }
        try emit(
            .stepRedone(
                StepRedone(
                    list: list.number, step: step.id, place: step.position, by: context.principal.name, reason: reason))
        )
        move(.run(list: list.number))
    }
}
