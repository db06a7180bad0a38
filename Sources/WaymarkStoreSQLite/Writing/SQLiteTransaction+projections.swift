import WaymarkStore

extension SQLiteTransaction {
    /// Changes what lists and look-ups see.
    func apply(_ change: ProjectionChange) throws {
        switch change {
        case .putTask(let task): try put(task)
        case .endTask(let id, let state, let outcome, let by, let at):
            try end(id, state: state, outcome: outcome, by: by, at: at)
        case .setTimer(let timer): try put(timer)
        case .removeTimer(let id): try sql.run("DELETE FROM timers WHERE id = ?", [.text(id)])
        case .enqueueEffect(let effect): try put(effect)
        case .removeEffect(let id): try sql.run("DELETE FROM outbox WHERE id = ?", [.text(id)])
        case .queueExclusive(let exclusive):
            try sql.run(
                "INSERT INTO exclusives (id, name, case_id, is_granted) VALUES (?, ?, ?, ?)",
                [.text(exclusive.id), .text(exclusive.name), .text(exclusive.caseID), .flag(exclusive.isGranted)])
        case .leaveExclusive(let id, _): try sql.run("DELETE FROM exclusives WHERE id = ?", [.text(id)])
        case .send(let message): try send(message)
        case .queueNotice(let notice): try addNotice(notice)
        case .raiseIncident(let incident): try put(incident)
        case .resolveIncident(let id, let at, let by, let how):
            try update(
                "incident", id,
                "UPDATE incidents SET state = 'resolved', resolved_at = ?, resolved_by = ?, resolution = ? WHERE id = ?",
                [.integer(at), .text(by), .text(how), .text(id)])
        }
    }

    // MARK: - Tasks

    /// What indexes hold of a task that is there.
    private struct TaskPlace {
        var isOpen: Bool
        var order: Int64
        var holders: String
        var caseID: String
        var workflow: String
        var subject: String
        var assignee: String?
        var openedAt: Int64
        var handedInBy: String
        var delegations: String

        init(row: SQLRow) {
            isOpen = row.text(0) == TaskRecord.State.open.rawValue
            order = row.integer(1)
            holders = row.text(2)
            caseID = row.text(3)
            workflow = row.text(4)
            subject = row.text(5)
            assignee = row.optionalText(6)
            openedAt = row.integer(7)
            handedInBy = row.text(8)
            delegations = row.text(9)
        }

        /// Whether an index other than that of assignees has to change for a task.
        func differs(from task: TaskRecord, order: Int64) -> Bool {
            isOpen != (task.state == .open) || self.order != order || caseID != task.caseID
                || workflow != task.workflow || subject != task.subject || openedAt != task.openedAt
        }
    }

    private func put(_ task: TaskRecord) throws {
        let before = try sql.first(
            """
            SELECT state, due_order, holders, case_id, workflow, subject, assignee, opened_at, handed_in_by, delegations
            FROM tasks WHERE id = ?
            """, [.text(task.id)], TaskPlace.init(row:))
        let order = TaskQuery.Place(of: task).order
        let holders = task.holders.joined(separator: String(TaskRecord.separator))
        let isOpen = task.state == .open
        guard let before else {
            try insert(task, order: order, holders: holders)
            if isOpen { try list(task, order: order) }
            try note(task, handedInBefore: "")
            return
        }
        try update(task, order: order, holders: holders, from: before)
        try note(task, handedInBefore: before.handedInBy)
        let isSame = before.order == order && before.holders == holders && before.delegations == task.delegationText
        if isOpen, before.isOpen, isSame { return }
        if before.isOpen {
            try unlist(task.id, order: before.order, holders: before.holders, delegations: before.delegations)
        }
        if isOpen { try list(task, order: order) }
    }

    private func end(_ id: String, state: TaskRecord.State, outcome: String?, by: String?, at: Int64) throws {
        let place = try sql.first(
            "SELECT due_order, holders, handed_in_by, delegations FROM tasks WHERE id = ?", [.text(id)]
        ) { (order: $0.integer(0), holders: $0.text(1), handedInBy: $0.text(2), delegations: $0.text(3)) }
        guard let place else { throw StoreError.notFound("task", id) }
        try sql.run(
            "UPDATE tasks SET state = ?, outcome = ?, ended_by = ?, ended_at = ? WHERE id = ?",
            [.text(state.rawValue), .text(outcome), .text(by), .integer(at), .text(id)])
        try unlist(id, order: place.order, holders: place.holders, delegations: place.delegations)
        for person in place.handedInBy.split(separator: TaskRecord.separator) {
            try sql.run(
                "DELETE FROM task_hand_ins WHERE person = ? AND task_id = ?", [.text(String(person)), .text(id)])
        }
    }

    /// Notes who has handed in since; nobody takes back what they have.
    private func note(_ task: TaskRecord, handedInBefore: String) throws {
        let before = Set(handedInBefore.split(separator: TaskRecord.separator).map(String.init))
        for person in task.handedInBy where !before.contains(person) {
            try sql.run(
                "INSERT OR IGNORE INTO task_hand_ins (person, task_id) VALUES (?, ?)", [.text(person), .text(task.id)])
        }
    }

    private func list(_ task: TaskRecord, order: Int64) throws {
        for holder in Set(task.holders) {
            try sql.run(
                "INSERT INTO task_holders (holder, due_order, task_id) VALUES (?, ?, ?)",
                [.text(holder), .integer(order), .text(task.id)])
        }
        for delegate in Set(task.delegations.map { TaskRecord.delegateKey($0.to) }) {
            try sql.run(
                "INSERT INTO task_holders (holder, due_order, task_id, until) VALUES (?, ?, ?, ?)",
                [.text(delegate), .integer(order), .text(task.id), .integer(task.delegateUntil(delegate))])
        }
    }

    private func unlist(_ id: String, order: Int64, holders: String, delegations: String) throws {
        let delegates = TaskRecord.delegates(in: delegations).map(TaskRecord.delegateKey)
        for holder in Set(holders.split(separator: TaskRecord.separator).map(String.init) + delegates) {
            try sql.run(
                "DELETE FROM task_holders WHERE holder = ? AND due_order = ? AND task_id = ?",
                [.text(holder), .integer(order), .text(id)])
        }
    }

    private func insert(_ task: TaskRecord, order: Int64, holders: String) throws {
        try sql.run(
            """
            INSERT INTO tasks (id, step, step_title, title, subject_name, key, kind, role, holders, is_late,
                escalated_to, due_at, ended_at, ended_by, outcome, handed_in_by, delegations, assignee, case_id,
                workflow, subject, state, opened_at, due_order)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, [.text(task.id)] + plain(task, holders: holders) + [.text(task.assignee)] + indexed(task, order: order)
        )
    }

    /// Names the columns of an index only when they change: SQLite writes its entry then, changed or not.
    private func update(_ task: TaskRecord, order: Int64, holders: String, from before: TaskPlace) throws {
        var columns = Self.plainColumns
        var values = plain(task, holders: holders)
        if before.assignee != task.assignee {
            columns += ", assignee = ?"
            values.append(.text(task.assignee))
        }
        if before.differs(from: task, order: order) {
            columns += Self.indexedColumns
            values += indexed(task, order: order)
        }
        try sql.run("UPDATE tasks SET \(columns) WHERE id = ?", values + [.text(task.id)])
    }

    private static let plainColumns = """
        step = ?, step_title = ?, title = ?, subject_name = ?, key = ?, kind = ?, role = ?, holders = ?, is_late = ?,
        escalated_to = ?, due_at = ?, ended_at = ?, ended_by = ?, outcome = ?, handed_in_by = ?, delegations = ?
        """
    private static let indexedColumns = """
        , case_id = ?, workflow = ?, subject = ?, state = ?, opened_at = ?, due_order = ?
        """

    private func plain(_ task: TaskRecord, holders: String) -> [SQLValue] {
        [
            .text(task.step), .text(task.stepTitle), .text(task.title), .text(task.subjectName), .text(task.key),
            .text(task.kind), .text(task.role), .text(holders), .flag(task.isLate), .text(task.escalatedTo),
            .integer(task.dueAt), .integer(task.endedAt), .text(task.endedBy), .text(task.outcome),
            .text(task.handedInBy.joined(separator: String(TaskRecord.separator))), .text(task.delegationText),
        ]
    }

    private func indexed(_ task: TaskRecord, order: Int64) -> [SQLValue] {
        [
            .text(task.caseID), .text(task.workflow), .text(task.subject), .text(task.state.rawValue),
            .integer(task.openedAt), .integer(order),
        ]
    }

    // MARK: - Timers, effects, incidents

    private func put(_ timer: TimerRecord) throws {
        try sql.run(
            """
            INSERT INTO timers (id, case_id, due_at, purpose) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET case_id = excluded.case_id, due_at = excluded.due_at,
                purpose = excluded.purpose
            """, [.text(timer.id), .text(timer.caseID), .integer(timer.dueAt), .text(timer.purpose)])
    }

    private func put(_ effect: EffectRecord) throws {
        try sql.run(
            """
            INSERT INTO outbox (id, case_id, kind, idempotency_key, payload, attempt, next_attempt_at, enqueued_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET case_id = excluded.case_id, kind = excluded.kind,
                idempotency_key = excluded.idempotency_key, payload = excluded.payload, attempt = excluded.attempt,
                next_attempt_at = excluded.next_attempt_at, enqueued_at = excluded.enqueued_at
            """,
            [
                .text(effect.id), .text(effect.caseID), .text(effect.kind), .text(effect.idempotencyKey),
                .bytes(effect.payload), .integer(effect.attempt), .integer(effect.nextAttemptAt),
                .integer(effect.enqueuedAt),
            ])
    }

    private func put(_ incident: IncidentRecord) throws {
        try sql.run(
            """
            INSERT INTO incidents (id, case_id, step, kind, message, help, raised_at, state, resolved_at,
                resolved_by, resolution)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET case_id = excluded.case_id, step = excluded.step, kind = excluded.kind,
                message = excluded.message, help = excluded.help, raised_at = excluded.raised_at,
                state = excluded.state, resolved_at = excluded.resolved_at, resolved_by = excluded.resolved_by,
                resolution = excluded.resolution
            """,
            [
                .text(incident.id), .text(incident.caseID), .text(incident.step), .text(incident.kind),
                .text(incident.message), .text(incident.help), .integer(incident.raisedAt),
                .text(incident.state.rawValue), .integer(incident.resolvedAt), .text(incident.resolvedBy),
                .text(incident.resolution),
            ])
    }
}
