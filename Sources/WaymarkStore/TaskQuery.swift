/// Which open tasks a list shows; every condition that is not nil must hold.
package struct TaskQuery: Sendable, Hashable {
    /// A place in the order of tasks: soonest due first, then by id; those without a deadline come last.
    package struct Place: Sendable, Hashable, Comparable {
        /// When the task is due.
        package var dueAt: Int64?
        /// Its id.
        package var id: String

        /// Names a place.
        package init(dueAt: Int64?, id: String) {
            self.dueAt = dueAt
            self.id = id
        }

        /// The place of a task.
        package init(of task: TaskRecord) {
            self.init(dueAt: task.dueAt, id: task.id)
        }

        /// The deadline for sorting; no deadline is the latest.
        package var order: Int64 { dueAt ?? .max }

        /// Orders by deadline, then id.
        package static func < (left: Place, right: Place) -> Bool {
            left.order != right.order ? left.order < right.order : left.id < right.id
        }
    }

    /// One of these may act; an empty list finds nothing.
    package var holders: [String]?
    /// The moment at which a list is made, in milliseconds since 1970 UTC: whoever could act for another until then is
    /// not asked any more. Everybody who ever could is when it is nil.
    package var at: Int64?
    /// Who has taken it.
    package var assignee: String?
    /// Somebody who has still to hand in: what they have handed in themselves is left out.
    package var stillAsked: String?
    /// The role that is asked.
    package var role: String?
    /// The workflow's name.
    package var workflow: String?
    /// The organisation that the case is about.
    package var subject: String?
    /// The case.
    package var caseID: String?
    /// Due before this moment, in milliseconds since 1970 UTC.
    package var dueBefore: Int64?
    /// The place after which the page begins.
    package var after: Place?
    /// How many at most, up to `Limits.pageSizeMax`.
    package var limit: Int

    /// Describes a list.
    package init(
        holders: [String]? = nil, at: Int64? = nil, assignee: String? = nil, stillAsked: String? = nil,
        role: String? = nil, workflow: String? = nil, subject: String? = nil, caseID: String? = nil,
        dueBefore: Int64? = nil,
        after: Place? = nil, limit: Int = 50
    ) {
        self.holders = holders
        self.at = at
        self.assignee = assignee
        self.stillAsked = stillAsked
        self.role = role
        self.workflow = workflow
        self.subject = subject
        self.caseID = caseID
        self.dueBefore = dueBefore
        self.after = after
        self.limit = limit
    }
}
