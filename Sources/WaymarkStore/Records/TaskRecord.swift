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

    /// Somebody who may do it for somebody else.
    package struct Delegation: Sendable, Hashable {
        /// Who could do it, and lets another.
        package var from: String
        /// Who may do it for them.
        package var to: String
        /// The first moment at which they may not any more, in milliseconds since 1970 UTC; nil for until it is done.
        package var until: Int64?
        /// Whether it is claimed by that.
        package var isClaim: Bool

        /// Describes a delegation.
        package init(from: String, to: String, until: Int64? = nil, isClaim: Bool = false) {
            self.from = from
            self.to = to
            self.until = until
            self.isClaim = isClaim
        }

        /// Whether its time is not up.
        package func isInForce(at moment: Int64) -> Bool { until.map { moment < $0 } ?? true }
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
    /// Who may do it for whom, in the order in which they were let to, also those whose time is up.
    package var delegations: [Delegation]
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
        assignee: String? = nil, handedInBy: [String] = [], delegations: [Delegation] = [], state: State = .open,
        isLate: Bool = false, escalatedTo: String? = nil, openedAt: Int64, dueAt: Int64? = nil, endedAt: Int64? = nil,
        endedBy: String? = nil,
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
        self.delegations = delegations
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

extension TaskRecord {
    /// The key under which tasks are listed that a person may do for somebody else; no organisation has one like it.
    package static func delegateKey(_ person: String) -> String { "@" + person }

    /// Whom the lists of tasks show it to at some moment or other: holders, and those who act for them.
    package var listedFor: [String] {
        delegations.isEmpty ? holders : holders + Set(delegations.map { Self.delegateKey($0.to) }).sorted()
    }

    /// The end of what lets a person act for others, in milliseconds since 1970 UTC; nil where it has none.
    package func delegateUntil(_ key: String) -> Int64? {
        let own = delegations.filter { Self.delegateKey($0.to) == key }
        return own.contains { $0.until == nil } ? nil : own.compactMap(\.until).max()
    }

    /// Who may do it for whom at a moment, in milliseconds since 1970 UTC.
    package func delegations(at moment: Int64) -> [Delegation] { delegations.filter { $0.isInForce(at: moment) } }

    /// Who has taken it: what a delegate took is their delegator's again when the delegation is over.
    package func claimant(at moment: Int64) -> String? {
        guard let assignee, let claim = delegations.first(where: { $0.to == assignee && $0.isClaim }),
            !claim.isInForce(at: moment)
        else { return assignee }
        return claim.from
    }
}
