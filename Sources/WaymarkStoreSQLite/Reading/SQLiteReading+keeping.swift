import WaymarkStore

extension SQLiteReading {
    func commandAnswer(key: String) throws -> CommandKeyRecord? {
        try sql.first("SELECT key, case_id, answer, at FROM command_keys WHERE key = ?", [.text(key)]) {
            CommandKeyRecord(key: $0.text(0), caseID: $0.optionalText(1), answer: $0.bytes(2), at: $0.integer(3))
        }
    }

    func blob(hash: String) throws -> BlobRecord? {
        try sql.first("SELECT hash, media_type, bytes FROM blobs WHERE hash = ?", [.text(hash)]) {
            BlobRecord(hash: $0.text(0), mediaType: $0.text(1), bytes: $0.bytes(2))
        }
    }

    func seals(limit: Int) throws -> [SealRecord] {
        try Limits.check(page: limit)
        return try sql.rows(
            "SELECT number, at, root, cases, events, detail FROM seals ORDER BY number DESC LIMIT ?",
            [.integer(limit)]
        ) {
            SealRecord(
                number: $0.integer(0), at: $0.integer(1), root: $0.bytes(2), cases: $0.integer(3),
                events: $0.integer(4), detail: $0.bytes(5))
        }
    }

    func setting(_ key: String) throws -> String? {
        try sql.first("SELECT value FROM settings WHERE key = ?", [.text(key)]) { $0.text(0) }
    }

    func statistics() throws -> StoreStatistics {
        var statistics = StoreStatistics()
        statistics.cases = try sql.rows(
            """
            SELECT workflow, status, count(*) FROM cases INDEXED BY cases_by_workflow_status
            GROUP BY workflow, status ORDER BY workflow, status
            """
        ) { StoreStatistics.CaseCount(workflow: $0.text(0), status: $0.text(1), count: $0.count(2)) }
        statistics.definitions = try sql.count("SELECT count(*) FROM definitions")
        statistics.events = try sql.count("SELECT count(*) FROM events")
        statistics.openTasks = try sql.count("SELECT count(*) FROM tasks WHERE state = 'open'")
        statistics.timers = try sql.count("SELECT count(*) FROM timers")
        statistics.effects = try sql.count("SELECT count(*) FROM outbox")
        statistics.undeliveredMessages =
            try sql.count("SELECT count(*) FROM messages INDEXED BY messages_pending WHERE state = 'pending'")
            + sql.count("SELECT count(*) FROM messages INDEXED BY messages_waiting_for_id WHERE state = 'waiting'")
        statistics.openIncidents = try sql.count("SELECT count(*) FROM incidents WHERE state = 'open'")
        statistics.blobs = try sql.count("SELECT count(*) FROM blobs")
        statistics.registerRows = try sql.count("SELECT count(*) FROM register")
        return statistics
    }

    // MARK: - Schedules

    func schedule(id: String) throws -> ScheduleRecord? {
        try sql.first("\(ScheduleRecord.select) WHERE id = ?", [.text(id)], ScheduleRecord.init(row:))
    }

    func schedules() throws -> [ScheduleRecord] {
        try sql.rows("\(ScheduleRecord.select) ORDER BY id", [], ScheduleRecord.init(row:))
    }

    func occurrence(schedule: String, dueAt: Int64) throws -> OccurrenceRecord? {
        try sql.first(
            "\(OccurrenceRecord.select) WHERE schedule = ? AND due_at = ?", [.text(schedule), .integer(dueAt)],
            OccurrenceRecord.init(row:))
    }

    func occurrences(schedule: String, limit: Int) throws -> [OccurrenceRecord] {
        try Limits.check(page: limit)
        return try sql.rows(
            "\(OccurrenceRecord.select) WHERE schedule = ? ORDER BY due_at DESC LIMIT ?",
            [.text(schedule), .integer(limit)], OccurrenceRecord.init(row:))
    }
}

extension ScheduleRecord {
    static let select = "SELECT id, is_paused, changed_by, changed_at, next_at FROM schedules"

    init(row: SQLRow) {
        self.init(
            id: row.text(0), isPaused: row.flag(1), changedBy: row.text(2), changedAt: row.integer(3),
            nextAt: row.optionalInteger(4))
    }
}

extension OccurrenceRecord {
    static let select = "SELECT schedule, due_at, outcome, recorded_at, detail FROM schedule_occurrences"

    init(row: SQLRow) {
        self.init(
            schedule: row.text(0), dueAt: row.integer(1), outcome: row.text(2), recordedAt: row.integer(3),
            detail: row.bytes(4))
    }
}
