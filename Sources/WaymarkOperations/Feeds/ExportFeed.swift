package import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
import WaymarkStore

/// Gives the deadlines of open tasks and the meetings that are known, for other people's calendar programs.
///
/// It shows of a task what lists of tasks show, and no more: no forms, no results.
package struct ExportFeed: Sendable {
    private let whose: ListTasks.Whose
    private let role: String?
    private let caseID: String?
    private let from: LocalDate?
    private let through: LocalDate?

    /// The name of the parameter by which a step says on which day people meet.
    private static let meetingDay = "planned_on"

    /// Exports what fits all that is given; `from` and `through` are days of the programme's zone.
    package init(
        _ whose: ListTasks.Whose = .mine, role: String? = nil, caseID: String? = nil, from: LocalDate? = nil,
        through: LocalDate? = nil
    ) {
        self.whose = whose
        self.role = role
        self.caseID = caseID
        self.from = from
        self.through = through
    }

    /// The feed.
    /// - Complexity: linear in the open tasks of whoever is meant.
    /// - Throws: ``OperationFailure`` when there is no such person, organisation or case.
    package func run(in session: Session) throws -> CalendarFeed {
        let tasks = try openTasks(in: session)
        var sources = FeedSources(session: session)
        var entries: [FeedEntry] = []
        for task in tasks {
            if let due = task.dueAt.map({ Instant(millisecondsSinceEpoch: $0) }), isMeant(due, in: session) {
                entries += try sources.deadline(of: task, at: due).map { [$0] } ?? []
            }
            if let day = try sources.day(named: Self.meetingDay, of: task), isMeant(day) {
                entries += try sources.meeting(of: task, on: day).map { [$0] } ?? []
            }
        }
        return CalendarFeed(name: try name(in: session), entries: entries)
    }

    private func openTasks(in session: Session) throws -> [TaskRecord] {
        let id = try caseID.map { id in try session.store.read { try Lookup($0).caseRecord(id).id } }
        var tasks: [TaskRecord] = []
        while true {
            let page = try ListTasks(
                whose, role: role, caseID: id, after: tasks.last.map { TaskQuery.Place(of: $0) }, limit: 500
            ).run(in: session)
            tasks += page
            if page.count < 500 { return tasks }
        }
    }

    private func isMeant(_ moment: Instant, in session: Session) -> Bool {
        isMeant(session.calendar.zone.local(of: moment).date)
    }

    private func isMeant(_ day: LocalDate) -> Bool {
        from.map { $0 <= day } ?? true && through.map { day <= $0 } ?? true
    }

    /// What programs call the feed: whose it is, and of what.
    private func name(in session: Session) throws -> String {
        let who: String =
            switch whose {
            case .mine: try session.actor().name
            case .person(let person): person.name
            case .organisation(let organisation): organisation.name
            case .all: "everybody"
            }
        return (["Waymark: \(who)"] + [role, caseID].compactMap { $0 }).joined(separator: ", ")
    }
}
