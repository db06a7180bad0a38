import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkPluginKit
import WaymarkRuntime
import WaymarkStore

/// Makes entries of a feed out of tasks; reads each case once, and only those that are shown.
struct FeedSources {
    private let session: Session
    private var cases: [String: (record: CaseRecord, state: CaseState)] = [:]

    init(session: Session) {
        self.session = session
    }

    /// The deadline of a task, with the reminders that have still to come; nil when the task has just ended.
    mutating func deadline(of task: TaskRecord, at due: Instant) throws -> FeedEntry? {
        guard let (record, state) = try found(task.caseID), let open = Self.open(task, in: state) else { return nil }
        var entry = entry(for: task, of: record, kind: "deadline", when: .moment(due))
        entry.reminders = state.timers.values.filter { $0.activity == open.number && $0.purpose == .remind }
            .map(\.at).sorted()
        return entry
    }

    /// The meeting that a task is about.
    mutating func meeting(of task: TaskRecord, on day: LocalDate) throws -> FeedEntry? {
        guard let (record, _) = try found(task.caseID) else { return nil }
        return entry(for: task, of: record, kind: "meeting", when: .day(day))
    }

    /// The day that a task was given under a name; only steps whose kind has such a parameter are looked at.
    mutating func day(named name: String, of task: TaskRecord) throws -> LocalDate? {
        guard session.runtime.environment.registry.kind(task.kind)?.parameters.field(name) != nil,
            let (_, state) = try found(task.caseID), let open = Self.open(task, in: state),
            case .task(let asked) = open.work
        else { return nil }
        return asked.parameters[name].flatMap { try? LocalDate(fieldValue: $0) }
    }

    private func entry(
        for task: TaskRecord, of record: CaseRecord, kind: String, when: FeedEntry.When
    ) -> FeedEntry {
        var details = [task.title, "Case \(task.caseID), task \(task.id)", "Asked of: \(task.role)"]
        let now = session.now.millisecondsSinceEpoch
        if let assignee = task.claimant(at: now) { details.append("Claimed by: \(assignee)") }
        details += task.delegations(at: now).map { "\($0.to) may act for \($0.from)" }
        if task.isLate { details.append("It is late.") }
        return FeedEntry(
            // With the moment of opening no two programmes share an id, though their cases may have the same names.
            uid: "\(task.id)-\(String(task.openedAt, radix: 36))-\(kind)@waymark", revision: Int(record.revision),
            changedAt: Instant(millisecondsSinceEpoch: record.updatedAt), when: when,
            title: "\(task.stepTitle): \(task.subjectName)", details: details, categories: [task.workflow, kind])
    }

    private mutating func found(_ id: String) throws -> (record: CaseRecord, state: CaseState)? {
        if let known = cases[id] { return known }
        guard let record = try session.store.read({ try $0.caseRecord(id: id) }) else { return nil }
        let found = (record: record, state: try session.runtime.state(of: record))
        cases[id] = found
        return found
    }

    private static func open(_ task: TaskRecord, in state: CaseState) -> Activity? {
        Projection.number(task.id).flatMap { state.task($0)?.activity }
    }
}
