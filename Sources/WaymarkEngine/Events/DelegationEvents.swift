package import WaymarkDefinition

/// Somebody lets another do a task for them.
package struct TaskDelegated: EventPayload {
    package static let eventType = "task_delegated"
    /// Who acts for whom on which task, and until when.
    package var delegation = Delegation()
    /// Why.
    package var reason: String?

    package init() {}

    /// Records the fact.
    package init(delegation: Delegation, reason: String?) {
        self.delegation = delegation
        self.reason = reason
    }

    package static let fields: [Field<TaskDelegated>] = [
        Field("delegation", \.delegation), Field("reason", \.reason),
    ]
}

/// Somebody took back what another was to do for them.
package struct DelegationWithdrawn: EventPayload {
    package static let eventType = "delegation_withdrawn"
    /// The task.
    package var task = 0
    /// Who had delegated it.
    package var from = ""
    /// Who may not do it for them any more.
    package var to = ""
    /// Who has what that person had claimed for them; nil when nobody has.
    package var assignee: String?

    package init() {}

    /// Records the fact.
    package init(task: Int, from: String, to: String, assignee: String?) {
        self.task = task
        self.from = from
        self.to = to
        self.assignee = assignee
    }

    package static let fields: [Field<DelegationWithdrawn>] = [
        Field("task", \.task), Field("from", \.from), Field("to", \.to), Field("assignee", \.assignee),
    ]
}

/// Somebody who stands above those who do a task gave it to one of them.
package struct TaskReassigned: EventPayload {
    package static let eventType = "task_reassigned"
    /// The task.
    package var task = 0
    /// Who has it now.
    package var to = ""
    /// Who had claimed it before.
    package var from: String?
    /// Who gave it.
    package var by = ""
    /// Why.
    package var reason = ""

    package init() {}

    /// Records the fact.
    package init(task: Int, to: String, from: String?, by: String, reason: String) {
        self.task = task
        self.to = to
        self.from = from
        self.by = by
        self.reason = reason
    }

    package static let fields: [Field<TaskReassigned>] = [
        Field("task", \.task), Field("to", \.to), Field("from", \.from), Field("by", \.by), Field("reason", \.reason),
    ]
}
