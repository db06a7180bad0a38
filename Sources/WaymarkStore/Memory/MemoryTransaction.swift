/// A write transaction of a memory store: it changes the tables at once and remembers how to undo it.
final class MemoryTransaction: MemoryReading {
    let tables: MemoryTables
    private var chain = HashChain()
    private var undoing: [(MemoryTables) -> Void] = []
    private var failure: (any Error)?

    init(tables: MemoryTables) {
        self.tables = tables
    }

    /// Refuses to commit what a failed write may have left half done.
    func checkCommittable() throws {
        if let failure { throw failure }
    }

    /// Undoes everything, last first.
    func rollBack() {
        for undo in undoing.reversed() { undo(tables) }
        undoing = []
    }

    /// Remembers how to undo what follows.
    func onRollBack(_ undo: @escaping (MemoryTables) -> Void) {
        undoing.append(undo)
    }

    /// Records what one command did to one case, and chains its events.
    @discardableResult
    func append(_ commit: CaseCommit) throws -> CaseHead {
        try checkCommittable()
        try commit.checkLimits()
        let id = commit.record.id
        let row = tables.cases[id].map { Standing(record: $0.record, snapshot: $0.snapshot, last: $0.events.last) }
        let found = row?.record.revision ?? 0
        if let row, let last = row.last, last.sequence != found || last.hash != row.record.headHash {
            throw StoreError.corrupt(case: id, "its last event is not the one that it says")
        }
        guard found == commit.expectedRevision else {
            throw StoreError.conflict(case: id, expected: commit.expectedRevision, found: found)
        }
        precondition(!commit.events.isEmpty, "Expected a commit to have events, but it has none.")
        let head = extend(commit, from: row)
        do {
            for change in commit.changes { try apply(change) }
        } catch {
            failure = error
            throw error
        }
        return head
    }

    /// Where a case stood before a commit: without its events, which would be copied while they are added to.
    private struct Standing {
        var record: CaseRecord
        var snapshot: MemoryTables.Snapshot
        var last: EventRecord?
    }

    private func extend(_ commit: CaseCommit, from row: Standing?) -> CaseHead {
        let id = commit.record.id
        var record = commit.record
        let end = row?.record.headHash ?? HashChain.origin
        let events = chain.records(of: commit, after: end)
        record.revision = commit.expectedRevision + Int64(events.count)
        record.headHash = events.last?.hash ?? end
        let before = (record: row?.record, snapshot: row?.snapshot)
        onRollBack { $0.shorten(id, by: events.count, record: before.record, snapshot: before.snapshot) }
        let snapshot = MemoryTables.Snapshot(revision: record.revision, state: commit.state)
        tables.extend(id, record: record, snapshot: snapshot, events: events)
        return CaseHead(
            caseID: id, revision: record.revision, hash: record.headHash, snapshotRevision: record.revision)
    }

    // MARK: - Projections

    private func apply(_ change: ProjectionChange) throws {
        switch change {
        case .putTask(let task): try put(task)
        case .endTask(let id, let state, let outcome, let by, let at):
            guard var task = tables.tasks[id] else { throw StoreError.notFound("task", id) }
            task.state = state
            task.outcome = outcome
            task.endedBy = by
            task.endedAt = at
            try put(task)
        case .setTimer(let timer):
            try checkCase(timer.caseID)
            set(timer, for: timer.id)
        case .removeTimer(let id): set(nil as TimerRecord?, for: id)
        case .enqueueEffect(let effect):
            try checkCase(effect.caseID)
            set(effect, for: effect.id)
        case .removeEffect(let id): set(nil as EffectRecord?, for: id)
        case .queueExclusive(let exclusive):
            try checkCase(exclusive.caseID)
            changeQueue(exclusive.name) { $0.append(exclusive) }
        case .leaveExclusive(let id, let name): changeQueue(name) { queue in queue.removeAll { $0.id == id } }
        case .send(let message): try send(message)
        case .queueNotice(let notice): try addNotice(notice)
        case .raiseIncident(let incident):
            try checkCase(incident.caseID)
            set(incident)
        case .resolveIncident(let id, let at, let by, let how):
            guard var incident = tables.incidents[id] else { throw StoreError.notFound("incident", id) }
            incident.state = .resolved
            incident.resolvedAt = at
            incident.resolvedBy = by
            incident.resolution = how
            set(incident)
        }
    }

    /// Changes a queue; an empty one is forgotten.
    func changeQueue(_ name: String, _ change: (inout [ExclusiveRecord]) -> Void) {
        let old = tables.exclusives[name]
        onRollBack { $0.exclusives[name] = old }
        var queue = old ?? []
        change(&queue)
        tables.exclusives[name] = queue.isEmpty ? nil : queue
    }

    private func checkCase(_ id: String) throws {
        guard tables.cases[id] != nil else { throw StoreError.notFound("case", id) }
    }

    private func put(_ task: TaskRecord) throws {
        try checkCase(task.caseID)
        let old = tables.tasks[task.id]
        onRollBack { $0.set(task: old, for: task.id) }
        tables.set(task: task, for: task.id)
    }

    private func set(_ timer: TimerRecord?, for id: String) {
        let old = tables.timers[id]
        onRollBack { $0.set(timer: old, for: id) }
        tables.set(timer: timer, for: id)
    }

    func set(_ effect: EffectRecord?, for id: String) {
        let old = tables.effects[id]
        onRollBack { $0.set(effect: old, for: id) }
        tables.set(effect: effect, for: id)
    }

    func set(_ message: MessageRecord) {
        let old = tables.messages[message.id]
        onRollBack { $0.set(message: old, for: message.id) }
        tables.set(message: message, for: message.id)
    }

    func set(_ notice: NoticeRecord?, for id: String) {
        let old = tables.notices[id]
        onRollBack { $0.set(notice: old, for: id) }
        tables.set(notice: notice, for: id)
    }

    private func set(_ incident: IncidentRecord) {
        let old = tables.incidents[incident.id]
        onRollBack { $0.set(incident: old, for: incident.id) }
        tables.set(incident: incident, for: incident.id)
    }
}
