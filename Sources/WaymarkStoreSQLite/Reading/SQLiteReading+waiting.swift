import WaymarkStore

extension SQLiteReading {
    // MARK: - Timers

    func dueTimers(at moment: Int64, limit: Int) throws -> [TimerRecord] {
        try Limits.check(page: limit)
        return try sql.rows(
            "\(TimerRecord.select) WHERE due_at <= ? ORDER BY due_at, id LIMIT ?",
            [.integer(moment), .integer(limit)], TimerRecord.init(row:))
    }

    func nextTimerAt() throws -> Int64? {
        try sql.first("SELECT due_at FROM timers ORDER BY due_at LIMIT 1") { $0.integer(0) }
    }

    func timers(caseID: String) throws -> [TimerRecord] {
        try sql.rows(
            "\(TimerRecord.select) WHERE case_id = ? ORDER BY due_at, id", [.text(caseID)], TimerRecord.init(row:))
    }

    // MARK: - Effects

    func dueEffects(at moment: Int64, limit: Int) throws -> [EffectRecord] {
        try Limits.check(page: limit)
        return try sql.rows(
            EffectRecord.selectDue,
            [.integer(moment), .integer(limit)], EffectRecord.init(row:))
    }

    func nextEffectAt() throws -> Int64? {
        try sql.first("SELECT next_attempt_at FROM outbox ORDER BY next_attempt_at LIMIT 1") { $0.integer(0) }
    }

    func effect(id: String) throws -> EffectRecord? {
        try sql.first("\(EffectRecord.select) WHERE id = ?", [.text(id)], EffectRecord.init(row:))
    }
}

extension TimerRecord {
    static let select = "SELECT id, case_id, due_at, purpose FROM timers"

    init(row: SQLRow) {
        self.init(id: row.text(0), caseID: row.text(1), dueAt: row.integer(2), purpose: row.text(3))
    }
}

extension EffectRecord {
    static let select = """
        SELECT id, case_id, kind, idempotency_key, payload, attempt, next_attempt_at, enqueued_at FROM outbox
        """
    static let selectDue = "\(select) WHERE next_attempt_at <= ? ORDER BY next_attempt_at, id LIMIT ?"

    init(row: SQLRow) {
        self.init(
            id: row.text(0), caseID: row.text(1), kind: row.text(2), idempotencyKey: row.text(3),
            payload: row.bytes(4), attempt: row.count(5), nextAttemptAt: row.integer(6), enqueuedAt: row.integer(7))
    }
}
