package import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
import WaymarkStore

/// Gives deadlines of open tasks, meetings that are known, runs of schedules and dated entries, for other people's
/// calendar programs.
///
/// It shows of a task what lists of tasks show, and no more: no forms, no results.
package struct ExportFeed: Sendable {
    /// What a feed can hold.
    package enum Part: Sendable, Hashable, CaseIterable {
        /// The deadlines of open tasks, and the meetings that are known.
        case tasks
        /// The runs of schedules.
        case schedules
        /// The dated entries.
        case entries
    }

    private let parts: Set<Part>
    private let whose: ListTasks.Whose
    private let role: String?
    private let caseID: String?
    private let from: LocalDate?
    private let through: LocalDate?

    /// The name of the parameter by which a step says on which day people meet.
    private static let meetingDay = "planned_on"

    /// Exports what fits all that is given; `from` and `through` are days of the programme's zone.
    ///
    /// Schedules and dated entries without days are those of the year that begins today; they are asked of no role and
    /// belong to no case, so they cannot be had together with one.
    package init(
        _ whose: ListTasks.Whose = .mine, _ parts: Set<Part> = [.tasks], role: String? = nil, caseID: String? = nil,
        from: LocalDate? = nil, through: LocalDate? = nil
    ) {
        self.parts = parts
        self.whose = whose
        self.role = role
        self.caseID = caseID
        self.from = from
        self.through = through
    }

    /// The feed.
    /// - Complexity: linear in the open tasks of whoever is meant; with schedules, also in their runs on the days that are
    ///   meant times the organisations of each, and with dated entries in their days.
    /// - Throws: ``OperationFailure`` when there is no such person, organisation or case, and when nothing of what is
    ///   asked for can be: schedules or dated entries of a role or a case, or of days that the calendar does not know.
    package func run(in project: Project) throws -> CalendarFeed {
        let entries = try (parts.contains(.tasks) ? ofTasks(in: project.session) : []) + ofProgramme(in: project)
        return CalendarFeed(name: try name(in: project.session), entries: entries)
    }

    private func ofProgramme(in project: Project) throws -> [FeedEntry] {
        guard parts != [.tasks] else { return [] }
        guard role == nil, caseID == nil else {
            throw OperationFailure(
                .usage,
                "Expected schedules or dated entries of a person, a body or everybody, but a "
                    + "\(role == nil ? "case" : "role") has none",
                help: "leave out \(role == nil ? "--case" : "--role"), or --schedules and --entries")
        }
        let days = try days(in: project.session)
        let book = try project.scheduleBook()
        let sources = ProgrammeSources(
            project, of: try concerned(in: project.session), from: days.lowerBound, through: days.upperBound)
        return try (parts.contains(.schedules) ? sources.runs(of: book) : [])
            + (parts.contains(.entries) ? sources.entries(of: book) : [])
    }

    /// The days of the programme's calendar that are meant.
    private func days(in session: Session) throws -> ClosedRange<LocalDate> {
        let calendar = session.calendar
        let first = from ?? calendar.zone.local(of: session.now).date
        let years = calendar.firstDate...calendar.lastDate
        guard first <= years.upperBound, (through ?? years.lowerBound) >= years.lowerBound else {
            throw OperationFailure(
                .usage,
                "Expected days that the calendar \(calendar.name) knows, \(years.lowerBound) to \(years.upperBound), "
                    + "but the feed would "
                    + (first > years.upperBound ? "begin on \(first)" : "end on \(through ?? first)"),
                help: "name --from and --to within them, or add years to Config/calendars/\(calendar.name).yaml")
        }
        let last = through ?? min(first.adding(days: 365), years.upperBound)
        guard first <= last else {
            throw OperationFailure(
                .usage,
                "Expected --to \(last) not to be before the feed begins, but without --from that is today, \(first)",
                help: "name --from, too")
        }
        return first...last
    }

    private func concerned(in session: Session) throws -> ProgrammeSources.Whose {
        switch whose {
        case .mine: .person(try session.actor())
        case .person(let person): .person(person)
        case .organisation(let organisation): .organisation(organisation)
        case .all: .everybody
        }
    }

    private func ofTasks(in session: Session) throws -> [FeedEntry] {
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
        return entries
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
