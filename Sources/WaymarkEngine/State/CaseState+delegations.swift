package import WaymarkCalendar
import WaymarkDefinition

extension CaseState {
    // MARK: - Looking

    /// Who may do a task for somebody else at a moment, in the order in which they were let to.
    package func delegations(of task: Int, at moment: Instant) -> [Delegation] {
        delegations.filter { $0.task == task && $0.isInForce(at: moment) }
    }

    /// Who has a task at a moment: what a delegate claimed is their delegator's again when the delegation is over.
    package func claimant(of task: TaskState, at moment: Instant) -> String? {
        guard let assignee = task.assignee, !delegations.isEmpty else { return task.assignee }
        let claim = delegations.first { $0.task == task.number && $0.to == assignee && $0.isClaim }
        guard let claim, !claim.isInForce(at: moment) else { return assignee }
        return claim.from
    }

    // MARK: - Changing

    /// Somebody may do a task for another; what they were let to before by the same person is replaced.
    mutating func delegate(_ event: TaskDelegated) {
        delegations.removeAll { $0.task == event.delegation.task && $0.from == event.delegation.from }
        delegations.append(event.delegation)
    }

    /// Nobody has claimed a task by a delegation, but the one who did so now.
    mutating func noteClaim(of task: Int, by person: String?, for delegator: String?) {
        guard !delegations.isEmpty else { return }
        for index in delegations.indices where delegations[index].task == task {
            delegations[index].isClaim = delegations[index].to == person && delegations[index].from == delegator
        }
    }

    mutating func endDelegations(of task: Int) {
        guard !delegations.isEmpty else { return }
        delegations.removeAll { $0.task == task }
    }

    /// Forgets who may do tasks that are over; one that silence has ended is not while it takes what is handed in.
    mutating func dropDelegationsOfEndedTasks() {
        guard !delegations.isEmpty else { return }
        let ended = delegations.filter { lapsed[$0.task] == nil && self.task($0.task) == nil }
        guard !ended.isEmpty else { return }
        delegations.removeAll { ended.contains($0) }
    }

    /// Who has done a step: for the rules on people, whoever did it for another and that other both have.
    mutating func notePerformer(_ person: String, onBehalfOf delegator: String?, of step: Int) {
        guard let delegator else { return performers[step, default: []].append(person) }
        performers[step, default: []] += [delegator, person]
        let standIn = StandIn(step: step, by: person, onBehalfOf: delegator)
        if !standIns.contains(standIn) { standIns.append(standIn) }
    }
}
