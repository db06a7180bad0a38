import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// Letting somebody else do a task, and giving it to another of those who may.
extension Transition {
    // MARK: - Delegating

    /// Whoever could do the task now lets another do it for them.
    mutating func delegate(_ command: DelegateTask) throws {
        let (activity, task) = try openTask(command.task)
        let step = try step(of: activity)
        let delegator = try authoriseOwnRight(on: task, at: step, frame: activity.frame, to: "delegate")
        try requireClaim(of: task, by: Authority(person: delegator), to: "delegate the task")
        try requireVote(of: Authority(person: delegator), on: task)
        let delegate = try registered(command.to, to: "act on the task")
        try check(delegate, asDelegateOf: delegator, on: task, at: step, frame: activity.frame)
        try requireOneDelegate(of: delegator, on: task, besides: delegate)
        let reason = try command.reason.map { try checkedReason($0, for: "give that reason") }
        let isClaim = state.delegations.contains {
            $0.task == task.number && $0.from == delegator.id && $0.to == delegate.id && $0.isClaim
        }
        try emit(
            .taskDelegated(
                TaskDelegated(
                    delegation: Delegation(
                        task: task.number, from: delegator.id, to: delegate.id, lastDay: command.until,
                        until: try end(of: command.until), isClaim: isClaim && task.assignee == delegate.id),
                    reason: reason)))
    }

    /// The delegator takes the task back, with what was claimed for them.
    mutating func withdrawDelegation(of number: Int) throws {
        let person = try actor()
        let delegation = state.delegations(of: number, at: context.now).first { $0.from == person.id }
        guard let delegation else {
            _ = try openTask(number)
            throw Rejection(
                .wrongState, "Expected to take the task back, but \(person.name) (\(person.id)) has nobody act on it",
                help: "see `waymark show \(state.id)-\(number)`")
        }
        let open = state.task(number)
        let isClaimed = delegation.isClaim && open?.task.assignee == delegation.to
        let keeps =
            try isClaimed
            && open.map { try holds(person, $0.task, at: step(of: $0.activity), frame: $0.activity.frame) } ?? false
        try emit(
            .delegationWithdrawn(
                DelegationWithdrawn(
                    task: number, from: delegation.from, to: delegation.to, assignee: keeps ? person.id : nil)))
        if isClaimed, !keeps, let open { try releaseTurns(of: open.activity.number, claim: number) }
    }

    /// The first moment after a day in the calendar's zone; a day that has passed is refused.
    private func end(of day: LocalDate?) throws -> Instant? {
        guard let day else { return nil }
        guard day >= context.today else {
            throw Rejection(
                .invalid, "Expected a last day that is not over, but \(day) has passed; today is \(context.today)",
                help: "leave it out to delegate until the task is done")
        }
        guard day <= context.today.adding(days: Limits.delegationDaysMax) else {
            throw Rejection(
                .invalid,
                "Expected a last day within \(Limits.delegationDaysMax) days of \(context.today), but \(day) is later",
                help: "leave it out to delegate until the task is done")
        }
        return context.calendar.zone.instant(of: day.adding(days: 1), .midnight)
    }

    /// Refuses whoever may not act for another, now or ever.
    private func check(
        _ delegate: Person, asDelegateOf delegator: Person, on task: TaskState, at step: Step, frame: Int
    ) throws {
        guard delegate.id != delegator.id else {
            throw Rejection(
                .invalid, "Expected somebody else to act on the task, but \(delegate.id) would act for themselves",
                help: "name another person of the register")
        }
        let authority = Authority(person: delegate, delegator: delegator)
        try requireVote(of: authority, on: task)
        if humanPart(of: step)?.quorum != nil, try holds(delegate, task, at: step, frame: frame) {
            throw Rejection(
                .separationOfDuties,
                "Expected somebody without a vote of their own to hand in for \(delegator.id), but \(delegate.name) (\(delegate.id)) has one",
                help: "each person hands in once; name somebody who does not hold the role \(task.role)")
        }
        try checkDuties(of: authority, at: step, frame: frame)
    }

    private func requireOneDelegate(of delegator: Person, on task: TaskState, besides delegate: Person) throws {
        let others = state.delegations(of: task.number, at: context.now).filter {
            $0.from == delegator.id && $0.to != delegate.id
        }
        guard let other = others.first else { return }
        throw Rejection(
            .wrongState, "Expected to delegate the task once, but \(other.to) acts for \(delegator.id) already",
            help: "take it back first: `waymark delegate \(state.id)-\(task.number) --withdraw`")
    }

    /// The person of an id who is to have something.
    private func registered(_ id: String, to what: String) throws -> Person {
        guard let person = try context.directory.person(id) else {
            throw Rejection(
                .invalid, "Expected a person of the register to \(what), but there is no \"\(id)\"",
                help: "name the id of a person of `Config/register`")
        }
        return person
    }

    // MARK: - Reassigning

    /// Whoever stands above those who do the task gives it to one of them.
    mutating func reassign(_ command: ReassignTask) throws {
        let (activity, task) = try openTask(command.task)
        let step = try step(of: activity)
        let manager = try authoriseManager(of: task, at: step, frame: activity.frame)
        let reason = try checkedReason(command.reason, for: "reassign the task")
        let person = try registered(command.to, to: "have the task")
        guard try holds(person, task, at: step, frame: activity.frame) else {
            throw Rejection(
                .notPermitted,
                "Expected to give \"\(step.title)\" to someone who may act on it, but \(person.name) (\(person.id)) does not hold the role \(task.role)",
                help: "it is held by \(try wording(of: holders(of: task, step: step, frame: activity.frame)))")
        }
        try checkDuties(of: Authority(person: person), at: step, frame: activity.frame)
        try requireGoing(to: "reassign the task")
        try requireOffer(of: activity, to: "reassign the task")
        try requireTurn(for: activity, to: "reassign the task")
        try requireOneDoer(of: step, to: "reassign the task")
        let before = state.claimant(of: task, at: context.now)
        guard task.assignee != person.id || before != person.id else {
            throw Rejection(
                .wrongState, "Expected to reassign the task, but \(person.name) (\(person.id)) has claimed it already")
        }
        try emit(
            .taskReassigned(
                TaskReassigned(task: task.number, to: person.id, from: before, by: manager.id, reason: reason)))
        try takeTurns(for: activity.number, claim: task.number)
    }

    /// Those who stand above a task are those whom its ladder leads to, climbed or not.
    private func authoriseManager(of task: TaskState, at step: Step, frame: Int) throws -> Person {
        let person = try actor()
        let scope = scope(frame)
        let managers = try (humanPart(of: step)?.ladder ?? []).flatMap { try $0.to.holders(in: scope) }
        guard !managers.isEmpty else {
            throw Rejection(
                .notPermitted, "Expected someone who stands above \"\(step.title)\", but step \(step.id) has no ladder",
                help: "its definition would need `escalate`; whoever it leads to may reassign")
        }
        guard isHolder(person, of: managers) else {
            throw Rejection(
                .notPermitted,
                "Expected someone who stands above \"\(step.title)\", but \(person.name) (\(person.id)) is not on its ladder",
                help: "it may be reassigned by \(try wording(of: managers))")
        }
        // Who may not do a step has no say in who does; that one person does several is no matter of theirs.
        try checkDuties(of: Authority(person: person), at: step, frame: frame, exceptSamePerson: true)
        return person
    }
}
