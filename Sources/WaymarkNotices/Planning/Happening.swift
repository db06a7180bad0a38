import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime

/// Something that people may be told of, and who those people are.
struct Happening {
    /// Who is told.
    enum Audience {
        /// Some people by id and those who hold one of some positions, without some people.
        case both(holders: [String], people: [String], except: [String])
        /// Those who keep the programme running.
        case operators
        /// Only programs.
        case nobody

        static func holders(_ holders: [String], except: [String]) -> Audience {
            .both(holders: holders, people: [], except: except)
        }

        static func people(_ people: [String]) -> Audience { .both(holders: [], people: people, except: []) }
    }

    var facts: NoticeFacts
    var audience: Audience

    /// What an event of a change tells; nothing for facts that only the engine needs.
    static func all(of event: Event, in change: CaseChange) -> [Happening] {
        HappeningReader(change: change).read(event)
    }
}

/// Reads events of one change.
private struct HappeningReader {
    let change: CaseChange

    func read(_ event: Event) -> [Happening] {
        switch event {
        case .caseStarted: [about(.caseStarted, tell: starter)]
        case .caseEnded(let event): [ended(event)]
        case .caseCancelled(let event): [cancelled(event)]
        case .taskOpened(let event): offered(event.task.number, isBack: isBack(event))
        case .taskOffered(let event): offered(event.task, isBack: false)
        case .taskReminded(let event): pressing(.taskReminded, event.task)
        case .taskLate(let event): pressing(.taskOverdue, event.task)
        case .taskEscalated(let event): escalated(event)
        case .deadlinesRecomputed(let event): moved(event)
        case .taskCompleted(let event):
            ended(event.task, event.step, event.index, event.outcome) + milestone(event.milestone)
                // Whose vote ended it is told of the vote.
                + (hasVoted(event.task)
                    ? [] : done(event.task, event.step, event.index, event.outcome, event.by, for: event.onBehalfOf))
        case .taskVoted(let event):
            done(event.task, event.step, event.index, event.vote.outcome, event.vote.by, for: event.vote.onBehalfOf)
        case .taskAnsweredLate(let event):
            done(event.task, event.step, event.index, event.outcome, event.by, for: event.onBehalfOf)
        case .taskDelegated(let event): delegated(event)
        case .delegationWithdrawn(let event): takenAway(event.task, from: [event.to], by: event.from, reason: nil)
        case .taskReassigned(let event): reassigned(event)
        case .taskLapsed(let event):
            ended(event.task, event.step, event.index, event.outcome) + milestone(event.milestone)
        case .stepDone(let event): milestone(event.milestone)
        case .incidentRaised(let event): [raised(event)]
        default: []
        }
    }

    // MARK: - Cases

    private func about(_ kind: NoticeKind, tell audience: Happening.Audience) -> Happening {
        let state = change.after
        var facts = NoticeFacts()
        facts.kind = kind
        facts.at = change.now
        facts.caseID = state.id
        facts.title = state.title.shortened(NoticeLimits.titleScalarsMax)
        facts.workflow = state.workflow
        facts.subject = state.subject
        facts.subjectName = state.subjectName.shortened(NoticeLimits.titleScalarsMax)
        return Happening(facts: facts, audience: audience)
    }

    /// Who began the case, where that was a person.
    private var starter: Happening.Audience {
        let id = change.after.startedBy
        return id.isEmpty || id.hasPrefix("@") ? .nobody : .people([id])
    }

    private func ended(_ event: CaseEnded) -> Happening {
        var happening = about(.caseEnded, tell: starter)
        happening.facts.outcome = event.outcome
        return happening
    }

    /// Those who had something to do are told that they need not, and who began it.
    private func cancelled(_ event: CaseCancelled) -> Happening {
        let tasks = change.before?.tasks.map(\.task) ?? []
        let holders = Set(tasks.filter { $0.assignee == nil && $0.heldBack != true }.flatMap(\.holders)).sorted()
        let delegations = change.before?.delegations.filter { $0.isInForce(at: change.now) } ?? []
        let people =
            tasks.compactMap(\.assignee) + delegations.flatMap { [$0.from, $0.to] }
            + (change.after.startedBy.hasPrefix("@") ? [] : [change.after.startedBy])
        var happening = about(
            .caseCancelled, tell: .both(holders: holders, people: people, except: [event.cancellation.by]))
        happening.facts.reason = event.cancellation.reason.shortened(NoticeLimits.textScalarsMax)
        return happening
    }

    private func milestone(_ name: String?) -> [Happening] {
        guard let name else { return [] }
        var happening = about(.milestoneReached, tell: starter)
        happening.facts.milestone = name
        return [happening]
    }

    private func raised(_ event: IncidentRaised) -> Happening {
        var happening = about(.incidentRaised, tell: .operators)
        happening.facts.incident = Projection.id(change.after.id, event.incident.number)
        happening.facts.step = event.incident.step
        happening.facts.stepTitle = change.definition.step(event.incident.step)?.title
        happening.facts.reason = event.incident.message.shortened(NoticeLimits.textScalarsMax)
        happening.facts.help = event.incident.help?.shortened(NoticeLimits.textScalarsMax)
        return happening
    }

    // MARK: - Tasks

    /// What is told of a task that is still open after the change; one that is over by then is not asked for any more.
    private func about(_ kind: NoticeKind, task number: Int, tell audience: (TaskState) -> Happening.Audience)
        -> Happening?
    {
        guard let (activity, task) = change.after.task(number), task.heldBack != true else { return nil }
        let step: Step? = if case .step(let index) = activity.node { change.definition.steps[index] } else { nil }
        var happening = about(kind, tell: audience(task))
        happening.facts.task = Projection.id(change.after.id, number)
        happening.facts.step = step?.id
        happening.facts.stepTitle = Projection.title(step, activity: activity, of: change.after)
            .shortened(NoticeLimits.titleScalarsMax)
        happening.facts.role = (change.definition.roles[task.role]?.title ?? task.role)
            .shortened(NoticeLimits.titleScalarsMax)
        happening.facts.due = task.dueAt
        return happening
    }

    private func offered(_ task: Int, isBack: Bool) -> [Happening] {
        let happening = about(isBack ? .taskReturned : .taskOffered, task: task) {
            .holders($0.holders, except: [])
        }
        guard var happening else { return [] }
        if isBack { happening.facts.reason = reasonOfReturn }
        return [happening]
    }

    /// Whether a step was done before in this scope, so that being asked for it again means that it comes back.
    private func isBack(_ event: TaskOpened) -> Bool {
        guard let before = change.before else { return false }
        return before.results[ResultKey(step: event.index, frame: before.resultFrame(of: event.frame))] != nil
    }

    /// Why somebody sent it back: the reason of what was handed in by the same command, unless that is hidden.
    private var reasonOfReturn: String? {
        for case .taskCompleted(let event) in change.events where !isHidden(event.index) {
            return event.reason?.shortened(NoticeLimits.textScalarsMax)
        }
        return nil
    }

    /// Who has it and who acts for them, or who may take it; those who have handed in their part are left alone.
    private func pressing(_ kind: NoticeKind, _ task: Int) -> [Happening] {
        let delegations = change.after.delegations(of: task, at: change.now)
        let happening = about(kind, task: task) { task in
            if let claimant = change.after.claimant(of: task, at: change.now) {
                return .people(
                    [claimant] + delegations.filter { $0.from == claimant }.map(\.to)
                        + delegations.filter { $0.isClaim && $0.to == claimant }.map(\.from))
            }
            let voted = task.votes?.flatMap(\.people) ?? []
            let delegates = delegations.filter { !voted.contains($0.from) }.map(\.to)
            return .both(holders: task.holders, people: delegates, except: voted)
        }
        return happening.map { [$0] } ?? []
    }

    /// The next rung is told; those below it know already.
    private func escalated(_ event: TaskEscalated) -> [Happening] {
        let before = Set(change.before?.task(event.task)?.task.holders ?? [])
        let added = event.holders.filter { !before.contains($0) }
        let happening = about(.taskEscalated, task: event.task) { _ in
            .holders(added.isEmpty ? event.holders : added, except: [])
        }
        guard var happening else { return [] }
        happening.facts.reason = event.reason.shortened(NoticeLimits.textScalarsMax)
        return [happening]
    }

    /// Those who are asked are told of each deadline that is another now; one that has gone or is new is not.
    private func moved(_ event: DeadlinesRecomputed) -> [Happening] {
        event.moved.flatMap { moved -> [Happening] in
            guard moved.kind == .due, let task = moved.task, let from = moved.from, moved.to != nil else { return [] }
            return pressing(.deadlineMoved, task).map { happening in
                var happening = happening
                happening.facts.wasDue = from
                happening.facts.by = name(event.by)
                happening.facts.reason = event.reason.shortened(NoticeLimits.textScalarsMax)
                return happening
            }
        }
    }

    private func ended(_ task: Int, _ step: String, _ index: Int, _ outcome: String) -> [Happening] {
        var happening = about(.taskEnded, tell: starter)
        happening.facts.task = Projection.id(change.after.id, task)
        happening.facts.step = step
        happening.facts.stepTitle = change.definition.step(step)?.title.shortened(NoticeLimits.titleScalarsMax)
        happening.facts.outcome = isHidden(index) ? nil : outcome
        return [happening]
    }

    // MARK: - Tasks that go from hand to hand

    /// Whoever is to act for another is told.
    private func delegated(_ event: TaskDelegated) -> [Happening] {
        let delegation = event.delegation
        let happening = about(.taskDelegated, task: delegation.task) { _ in .people([delegation.to]) }
        guard var happening else { return [] }
        happening.facts.by = name(delegation.from)
        happening.facts.until = delegation.lastDay
        happening.facts.reason = event.reason?.shortened(NoticeLimits.textScalarsMax)
        return [happening]
    }

    /// Whoever has it now is told, and those who had it before.
    private func reassigned(_ event: TaskReassigned) -> [Happening] {
        let delegations = change.before?.delegations(of: event.task, at: change.now) ?? []
        let before = delegations.map(\.to) + delegations.filter(\.isClaim).map(\.from)
        let holders = [event.from, change.before?.task(event.task)?.task.assignee].compactMap(\.self)
        let lost = takenAway(
            event.task, from: (holders + before).filter { $0 != event.to && $0 != event.by }, by: event.by,
            reason: event.reason)
        let happening = about(.taskReassigned, task: event.task) { _ in
            event.to == event.by ? .nobody : .people([event.to])
        }
        guard var happening else { return lost }
        happening.facts.by = name(event.by)
        happening.facts.reason = event.reason.shortened(NoticeLimits.textScalarsMax)
        return [happening] + lost
    }

    private func takenAway(_ task: Int, from people: [String], by person: String, reason: String?) -> [Happening] {
        guard !people.isEmpty, var happening = about(.taskTakenAway, task: task, tell: { _ in .people(people) })
        else { return [] }
        happening.facts.by = name(person)
        happening.facts.reason = reason?.shortened(NoticeLimits.textScalarsMax)
        return [happening]
    }

    /// Whoever let another act is told what became of it.
    private func done(
        _ task: Int, _ step: String, _ index: Int, _ outcome: String, _ by: String, for delegator: String?
    ) -> [Happening] {
        guard let delegator else { return [] }
        var happening = about(.taskDoneForYou, tell: .people([delegator]))
        happening.facts.task = Projection.id(change.after.id, task)
        happening.facts.step = step
        happening.facts.stepTitle = change.definition.step(step)?.title.shortened(NoticeLimits.titleScalarsMax)
        happening.facts.by = name(by)
        happening.facts.outcome = isHidden(index) ? nil : outcome
        return [happening]
    }

    private func hasVoted(_ task: Int) -> Bool {
        change.events.contains { if case .taskVoted(let vote) = $0 { vote.task == task } else { false } }
    }

    /// What people call somebody; their id where the register has them no more.
    private func name(_ id: String) -> String {
        ((try? change.directory.person(id))?.name ?? id).shortened(NoticeLimits.titleScalarsMax)
    }

    private func isHidden(_ step: Int) -> Bool {
        change.after.hidden.contains { $0.step == step && $0.until > change.now }
    }
}
