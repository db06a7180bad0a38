/// A task of a person, open or ended; lists show the open ones only.
package struct TaskRecord: Sendable, Hashable {
    /// Whether a person still has to do it.
    package enum State: String, Sendable, CaseIterable {
        /// Somebody has to do it.
        case open
        /// Somebody has to do it, but not now: it is not offered.
        case held
        /// Somebody did it.
        case completed
        /// The time was up, and silence ended it.
        case lapsed
        /// It was not needed any more.
        case withdrawn
    }

    /// The outcome of a task that lapsed and was answered afterwards, where the answer is only kept.
    package static let lateOutcome = "late"

    /// The unique id.
    package var id: String
    /// The case.
    package var caseID: String
    /// The step's id.
    package var step: String
    /// What people call the step.
    package var stepTitle: String
    /// What people call the case.
    package var title: String
    /// The workflow's name.
    package var workflow: String
    /// The id of the organisation that the case is about.
    package var subject: String
    /// What that is called.
    package var subjectName: String
    /// The case's key.
    package var key: String
    /// The step kind.
    package var kind: String
    /// The role that is asked.
    package var role: String
    /// Who may act: `X39000001` or `X39000001/at_director`; at most `Limits.holdersPerTaskMax`.
    package var holders: [String]
    /// Who has taken it.
    package var assignee: String?
    /// Who of several has handed in, where it stays open for the others.
    package var handedInBy: [String]
    /// Whether it is open.
    package var state: State
    /// Whether its deadline has passed.
    package var isLate: Bool
    /// The role that it climbed to last.
    package var escalatedTo: String?
    /// When it was opened, in milliseconds since 1970 UTC.
    package var openedAt: Int64
    /// When it is due, in milliseconds since 1970 UTC.
    package var dueAt: Int64?
    /// When it ended, in milliseconds since 1970 UTC.
    package var endedAt: Int64?
    /// Who ended it.
    package var endedBy: String?
    /// How it ended.
    package var outcome: String?

    /// Describes a task.
    package init(
        id: String, caseID: String, step: String, stepTitle: String = "", title: String = "", workflow: String,
        subject: String, subjectName: String = "", key: String = "", kind: String, role: String, holders: [String],
        assignee: String? = nil, handedInBy: [String] = [], state: State = .open, isLate: Bool = false,
        escalatedTo: String? = nil, openedAt: Int64, dueAt: Int64? = nil, endedAt: Int64? = nil, endedBy: String? = nil,
        outcome: String? = nil
    ) {
        self.id = id
        self.caseID = caseID
        self.step = step
        self.stepTitle = stepTitle
        self.title = title
        self.workflow = workflow
        self.subject = subject
        self.subjectName = subjectName
        self.key = key
        self.kind = kind
        self.role = role
        self.holders = holders
        self.assignee = assignee
        self.handedInBy = handedInBy
        self.state = state
        self.isLate = isLate
        self.escalatedTo = escalatedTo
        self.openedAt = openedAt
        self.dueAt = dueAt
        self.endedAt = endedAt
        self.endedBy = endedBy
        self.outcome = outcome
    }
}
