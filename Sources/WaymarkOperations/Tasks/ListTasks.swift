import WaymarkCalendar
import WaymarkDefinition
package import WaymarkStore

/// Lists open tasks, the soonest due first.
package struct ListTasks: Sendable {
    /// Whose tasks.
    package enum Whose: Sendable, Hashable {
        /// Those that the person of the session may do.
        case mine
        /// Everybody's.
        case all
    }

    private var whose: Whose
    private var query: TaskQuery
    private var isOverdueOnly: Bool

    /// Lists tasks that fit what is given.
    package init(
        _ whose: Whose = .mine, role: String? = nil, workflow: String? = nil, subject: String? = nil,
        caseID: String? = nil, overdue: Bool = false, after: TaskQuery.Place? = nil, limit: Int = 50
    ) {
        self.whose = whose
        isOverdueOnly = overdue
        query = TaskQuery(
            role: role, workflow: workflow, subject: subject, caseID: caseID, after: after, limit: limit)
    }

    /// The tasks.
    /// - Complexity: that of the page, whatever the size of the store.
    package func run(in session: Session) throws -> [TaskRecord] {
        var query = query
        if whose == .mine {
            let person = try session.actor()
            query.holders = person.holderKeys(on: session.calendar.zone.local(of: session.now).date)
            guard query.holders?.isEmpty == false else { return [] }
            query.stillAsked = person.id
        }
        if isOverdueOnly { query.dueBefore = session.now.millisecondsSinceEpoch }
        return try session.store.read { try $0.tasks(query) }
    }
}
