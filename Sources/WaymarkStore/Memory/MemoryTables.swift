/// Everything that a memory store holds, with the orders in which it is read.
///
/// Each setter keeps its orders right and can be undone by setting what was there before.
final class MemoryTables {
    /// A case with all that belongs to it alone.
    struct CaseRow {
        var record: CaseRecord
        var snapshot: Snapshot
        var events: [EventRecord]
    }

    /// The state of a case, which may be yet to be written.
    struct Snapshot {
        var revision: Int64
        var state: DeferredBytes
    }

    /// What makes cases natural to look for.
    struct NaturalKey: Hashable {
        var workflow: String
        var subject: String
    }

    private(set) var cases: [String: CaseRow] = [:]
    private(set) var caseOrder = SortedSet<String>()
    private(set) var casesByKey: [NaturalKey: SortedSet<String>] = [:]
    private(set) var tasks: [String: TaskRecord] = [:]
    private(set) var taskOrder = SortedSet<String>()
    private(set) var openTasks = SortedSet<TaskQuery.Place>()
    private(set) var openTasksByHolder: [String: SortedSet<TaskQuery.Place>] = [:]
    private(set) var openTasksByCase: [String: SortedSet<TaskQuery.Place>] = [:]
    private(set) var tasksByCase: [String: SortedSet<MomentPlace>] = [:]
    private(set) var timers: [String: TimerRecord] = [:]
    private(set) var timerOrder = SortedSet<MomentPlace>()
    private(set) var effects: [String: EffectRecord] = [:]
    private(set) var effectOrder = SortedSet<MomentPlace>()
    private(set) var messages: [String: MessageRecord] = [:]
    private(set) var messageNumbers: [String: Int] = [:]
    private(set) var undelivered = SortedSet<Int>()
    private(set) var messageIDs: [Int: String] = [:]
    private(set) var incidents: [String: IncidentRecord] = [:]
    private(set) var incidentOrder = SortedSet<MomentPlace>()
    private(set) var notices: [String: NoticeRecord] = [:]
    private(set) var noticeOrder = SortedSet<String>()
    private(set) var noticesByState: [NoticeRecord.State: SortedSet<MomentPlace>] = [:]
    var exclusives: [String: [ExclusiveRecord]] = [:]
    var definitions: [DefinitionRecord] = []
    var answers: [String: CommandKeyRecord] = [:]
    var blobs: [String: BlobRecord] = [:]
    var register = MemoryRegister(rows: [])
    var schedules: [String: ScheduleRecord] = [:]
    var occurrences: [String: [Int64: OccurrenceRecord]] = [:]
    var queuedStarts: [QueuedStartRecord.Place: QueuedStartRecord] = [:]
    var scheduleNotes: [String: [ScheduleNoteRecord]] = [:]
    var seals: [Int64: SealRecord] = [:]
    var settings: [String: String] = [:]

    // MARK: - Setting

    /// Adds events to a case and says where it stands now.
    func extend(_ id: String, record: CaseRecord, snapshot: Snapshot, events: [EventRecord]) {
        guard let index = cases.index(forKey: id) else {
            caseOrder.insert(id)
            cases[id] = CaseRow(record: record, snapshot: snapshot, events: events)
            noteKey(of: record)
            return
        }
        let (workflow, subject) = (cases.values[index].record.workflow, cases.values[index].record.subject)
        cases.values[index].record = record
        cases.values[index].snapshot = snapshot
        cases.values[index].events.append(contentsOf: events)
        if record.workflow != workflow || record.subject != subject { noteKey(of: record) }
    }

    private func noteKey(of record: CaseRecord) {
        let key = NaturalKey(workflow: record.workflow, subject: record.subject)
        casesByKey[key, default: SortedSet()].insert(record.id)
    }

    /// Takes the last events of a case away again, and the case with them if it was new.
    func shorten(_ id: String, by count: Int, record: CaseRecord?, snapshot: Snapshot?) {
        guard let record, let snapshot else {
            guard let row = cases.removeValue(forKey: id) else { return }
            caseOrder.remove(id)
            let key = NaturalKey(workflow: row.record.workflow, subject: row.record.subject)
            casesByKey[key]?.remove(id)
            return
        }
        cases[id]?.record = record
        cases[id]?.snapshot = snapshot
        cases[id]?.events.removeLast(count)
    }

    func set(task: TaskRecord?, for id: String) {
        let old = tasks.updateValue(task, forKey: id)
        if let old, old.state == .open {
            openTasks.remove(TaskQuery.Place(of: old))
            openTasksByCase[old.caseID]?.remove(TaskQuery.Place(of: old))
            for holder in old.listedFor { openTasksByHolder[holder]?.remove(TaskQuery.Place(of: old)) }
        }
        // Most changes leave a task where it stands among all tasks and those of its case.
        if old?.caseID != task?.caseID || old?.openedAt != task?.openedAt { move(id, from: old, to: task) }
        guard let task, task.state == .open else { return }
        openTasks.insert(TaskQuery.Place(of: task))
        openTasksByCase[task.caseID, default: SortedSet()].insert(TaskQuery.Place(of: task))
        for holder in task.listedFor {
            openTasksByHolder[holder, default: SortedSet()].insert(TaskQuery.Place(of: task))
        }
    }

    private func move(_ id: String, from old: TaskRecord?, to task: TaskRecord?) {
        if let old { tasksByCase[old.caseID]?.remove(MomentPlace(at: old.openedAt, id: id)) }
        if let task {
            tasksByCase[task.caseID, default: SortedSet()].insert(MomentPlace(at: task.openedAt, id: id))
            if old == nil { taskOrder.insert(id) }
        } else {
            taskOrder.remove(id)
        }
    }

    func set(timer: TimerRecord?, for id: String) {
        if let old = timers.updateValue(timer, forKey: id) { timerOrder.remove(MomentPlace(at: old.dueAt, id: id)) }
        if let timer { timerOrder.insert(MomentPlace(at: timer.dueAt, id: id)) }
    }

    func set(effect: EffectRecord?, for id: String) {
        if let old = effects.updateValue(effect, forKey: id) {
            effectOrder.remove(MomentPlace(at: old.nextAttemptAt, id: id))
        }
        if let effect { effectOrder.insert(MomentPlace(at: effect.nextAttemptAt, id: id)) }
    }

    func set(message: MessageRecord?, for id: String) {
        messages[id] = message
        let number = messageNumbers[id] ?? messageNumbers.count + 1
        undelivered.remove(number)
        messageNumbers[id] = message == nil ? nil : number
        messageIDs[number] = message == nil ? nil : id
        if let message, [.pending, .waiting].contains(message.state) { undelivered.insert(number) }
    }

    func set(notice: NoticeRecord?, for id: String) {
        if let old = notices.updateValue(notice, forKey: id) {
            noticesByState[old.state]?.remove(MomentPlace(at: old.at, id: id))
            noticeOrder.remove(id)
        }
        guard let notice else { return }
        noticesByState[notice.state, default: SortedSet()].insert(MomentPlace(at: notice.at, id: id))
        noticeOrder.insert(id)
    }

    func set(incident: IncidentRecord?, for id: String) {
        if let old = incidents.updateValue(incident, forKey: id) {
            incidentOrder.remove(MomentPlace(at: old.raisedAt, id: id))
        }
        if let incident { incidentOrder.insert(MomentPlace(at: incident.raisedAt, id: id)) }
    }
}

extension Dictionary {
    /// Sets or removes a value.
    /// - Returns: What was there.
    fileprivate mutating func updateValue(_ value: Value?, forKey key: Key) -> Value? {
        guard let value else { return removeValue(forKey: key) }
        return updateValue(value, forKey: key)
    }
}
