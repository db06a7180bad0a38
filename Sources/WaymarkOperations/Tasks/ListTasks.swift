import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkStore

/// Lists open tasks, the soonest due first.
package struct ListTasks: Sendable {
    /// Whose tasks.
    package enum Whose: Sendable, Hashable {
        /// Those that the person of the session may do.
        case mine
        /// Those that a person may do.
        case person(Person)
        /// Those that are asked of an organisation: of all of it, or of one of its positions.
        case organisation(Organisation)
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
        switch whose {
        case .mine: restrict(&query, to: try session.actor(), in: session)
        case .person(let person): restrict(&query, to: person, in: session)
        case .organisation(let organisation):
            let positions = session.directory.schema.positions.values.filter {
                $0.organisationTypes.contains(organisation.type)
            }
            query.holders =
                ([Holder(organisation: organisation.id)]
                + positions.map { Holder(organisation: organisation.id, position: $0.name) }).map(\.key).sorted()
        case .all: break
        }
        guard query.holders?.isEmpty != true else { return [] }
        if isOverdueOnly { query.dueBefore = session.now.millisecondsSinceEpoch }
        return try session.store.read { try $0.tasks(query) }
    }

    private func restrict(_ query: inout TaskQuery, to person: Person, in session: Session) {
        query.holders =
            person.holderKeys(on: session.calendar.zone.local(of: session.now).date)
            + [TaskRecord.delegateKey(person.id)]
        query.at = session.now.millisecondsSinceEpoch
        query.stillAsked = person.id
    }
}
