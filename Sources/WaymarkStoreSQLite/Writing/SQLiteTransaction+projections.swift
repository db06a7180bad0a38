import WaymarkStore

extension SQLiteTransaction {
    /// Changes what lists and look-ups see.
    func apply(_ change: ProjectionChange) throws {
        switch change {
        case .putTask(let task): try put(task)
        case .endTask(let id, let state, let outcome, let by, let at):
            guard var task = try taskRecord(id: id) else { throw StoreError.notFound("task", id) }
            task.state = state
            task.outcome = outcome
            task.endedBy = by
            task.endedAt = at
            try put(task)
        case .setTimer(let timer): try put(timer)
        case .removeTimer(let id): try sql.run("DELETE FROM timers WHERE id = ?", [.text(id)])
        case .enqueueEffect(let effect): try put(effect)
        case .removeEffect(let id): try sql.run("DELETE FROM outbox WHERE id = ?", [.text(id)])
        case .send(let message): try send(message)
        case .raiseIncident(let incident): try put(incident)
        case .resolveIncident(let id, let at, let by, let how):
            try update(
                "incident", id,
                "UPDATE incidents SET state = 'resolved', resolved_at = ?, resolved_by = ?, resolution = ? WHERE id = ?",
                [.integer(at), .text(by), .text(how), .text(id)])
        }
    }

    // MARK: - Tasks

    private func put(_ task: TaskRecord) throws {
        let before = try sql.first("SELECT state, due_order, holders FROM tasks WHERE id = ?", [.text(task.id)]) {
            (isOpen: $0.text(0) == TaskRecord.State.open.rawValue, order: $0.integer(1), holders: $0.text(2))
        }
        let order = TaskQuery.Place(of: task).order
        let holders = task.holders.joined(separator: String(TaskRecord.separator))
        try upsert(task, order: order, holders: holders)
        let isOpen = task.state == .open
        if let before, before.isOpen {
            if isOpen, before.order == order, before.holders == holders { return }
            for holder in Set(before.holders.split(separator: TaskRecord.separator)) {
                try sql.run(
                    "DELETE FROM task_holders WHERE holder = ? AND due_order = ? AND task_id = ?",
                    [.text(String(holder)), .integer(before.order), .text(task.id)])
            }
        }
        guard isOpen else { return }
        for holder in Set(task.holders) {
            try sql.run(
                "INSERT INTO task_holders (holder, due_order, task_id) VALUES (?, ?, ?)",
                [.text(holder), .integer(order), .text(task.id)])
        }
    }

    private func upsert(_ task: TaskRecord, order: Int64, holders: String) throws {
        try sql.run(
            """
            INSERT INTO tasks (\(TaskRecord.columns), due_order)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET case_id = excluded.case_id, step = excluded.step,
                step_title = excluded.step_title, title = excluded.title, workflow = excluded.workflow,
                subject = excluded.subject, subject_name = excluded.subject_name, key = excluded.key,
                kind = excluded.kind, role = excluded.role, holders = excluded.holders,
                assignee = excluded.assignee, state = excluded.state, is_late = excluded.is_late,
                escalated_to = excluded.escalated_to, opened_at = excluded.opened_at, due_at = excluded.due_at,
                ended_at = excluded.ended_at, ended_by = excluded.ended_by, outcome = excluded.outcome,
                due_order = excluded.due_order
            """,
            [
                .text(task.id), .text(task.caseID), .text(task.step), .text(task.stepTitle), .text(task.title),
                .text(task.workflow), .text(task.subject), .text(task.subjectName), .text(task.key),
                .text(task.kind), .text(task.role), .text(holders), .text(task.assignee),
                .text(task.state.rawValue), .flag(task.isLate), .text(task.escalatedTo), .integer(task.openedAt),
                .integer(task.dueAt), .integer(task.endedAt), .text(task.endedBy), .text(task.outcome),
                .integer(order),
            ])
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
