package import WaymarkCompiler

extension NoticeKind {
    /// What a line of a digest begins with.
    package var words: String {
        switch self {
        case .taskOffered: "asked of you"
        case .taskReturned: "comes back to you"
        case .taskReminded: "reminder"
        case .taskOverdue: "overdue"
        case .deadlineMoved: "deadline moved"
        case .taskEscalated: "escalated to you"
        case .taskDelegated: "delegated to you"
        case .taskDoneForYou: "done for you"
        case .taskReassigned: "given to you"
        case .taskTakenAway: "not with you any more"
        case .taskEnded: "done"
        case .caseStarted: "began"
        case .milestoneReached: "reached"
        case .caseEnded: "ended"
        case .caseCancelled: "cancelled"
        case .incidentRaised: "stopped"
        }
    }

    /// Whether it asks somebody to do a task, so that it is pointless once the task is over.
    package var asksForTask: Bool {
        switch self {
        case .taskOffered, .taskReturned, .taskReminded, .taskOverdue, .deadlineMoved, .taskEscalated, .taskDelegated,
            .taskReassigned:
            true
        default: false
        }
    }

    /// Whether it is for whoever takes the task, so that it is pointless for all others once somebody has.
    package var asksForTaker: Bool {
        switch self {
        case .taskOffered, .taskReturned, .taskReminded, .deadlineMoved, .taskReassigned: true
        default: false
        }
    }
}
