import WaymarkDefinition

/// What people and other programs can be told of.
package enum NoticeKind: String, Choice, Hashable, Sendable {
    /// A task can be taken.
    case taskOffered = "task_offered"
    /// A task that was done comes back.
    case taskReturned = "task_returned"
    /// A task is due soon, or still.
    case taskReminded = "task_reminded"
    /// The deadline of a task has passed.
    case taskOverdue = "task_overdue"
    /// The deadline of a task was reckoned anew and is another.
    case deadlineMoved = "deadline_moved"
    /// A task climbed a rung of its ladder.
    case taskEscalated = "task_escalated"
    /// Somebody lets another do a task for them.
    case taskDelegated = "task_delegated"
    /// A task was done for whoever had delegated it.
    case taskDoneForYou = "task_done_for_you"
    /// A task was given to somebody by whoever stands above.
    case taskReassigned = "task_reassigned"
    /// A task is not with somebody any more, because it was taken back or given to another.
    case taskTakenAway = "task_taken_away"
    /// A task was handed in, or silence ended it.
    case taskEnded = "task_ended"
    /// A case began.
    case caseStarted = "case_started"
    /// A case reached a milestone.
    case milestoneReached = "milestone_reached"
    /// A case came to its end.
    case caseEnded = "case_ended"
    /// Somebody cancelled a case.
    case caseCancelled = "case_cancelled"
    /// Something stopped and needs somebody.
    case incidentRaised = "incident_raised"

    /// What people are told of by e-mail unless the settings say otherwise: what asks them to do something, or spares it.
    package static let forPeople: [NoticeKind] = [
        .taskOffered, .taskReturned, .taskReminded, .taskOverdue, .deadlineMoved, .taskEscalated, .taskDelegated,
        .taskDoneForYou, .taskReassigned, .taskTakenAway, .caseCancelled, .incidentRaised,
    ]
}
