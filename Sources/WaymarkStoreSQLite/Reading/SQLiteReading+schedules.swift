import WaymarkStore

extension SQLiteReading {
    func nextScheduleAt() throws -> Int64? {
        try sql.first(
            """
            SELECT next_at FROM schedules INDEXED BY schedules_by_next
            WHERE next_at IS NOT NULL AND is_paused = 0 ORDER BY next_at LIMIT 1
            """
        ) { $0.integer(0) }
    }

    func queuedStarts(after place: QueuedStartRecord.Place?, limit: Int) throws -> [QueuedStartRecord] {
        try Limits.check(page: limit)
        let place = place ?? QueuedStartRecord.Place(dueAt: .min, schedule: "", subject: "")
        return try sql.rows(
            """
            SELECT schedule, due_at, subject, workflow, inputs, actor, queued_at FROM schedule_queue
            WHERE (due_at, schedule, subject) > (?, ?, ?) ORDER BY due_at, schedule, subject LIMIT ?
            """,
            [.integer(place.dueAt), .text(place.schedule), .text(place.subject), .integer(limit)]
        ) { row in
            QueuedStartRecord(
                schedule: row.text(0), dueAt: row.integer(1), subject: row.text(2), workflow: row.text(3),
                inputs: row.bytes(4), actor: row.text(5), queuedAt: row.integer(6))
        }
    }

    func isQueued(_ place: QueuedStartRecord.Place) throws -> Bool {
        try sql.first(
            "SELECT 1 FROM schedule_queue WHERE due_at = ? AND schedule = ? AND subject = ?",
            [.integer(place.dueAt), .text(place.schedule), .text(place.subject)]
        ) { _ in true } ?? false
    }

    func scheduleNotes(schedule: String, action: String?, limit: Int) throws -> [ScheduleNoteRecord] {
        try Limits.check(page: limit)
        return try sql.rows(
            """
            SELECT schedule, at, actor, action, reason FROM schedule_notes INDEXED BY schedule_notes_by_schedule
            WHERE schedule = ?1 AND (?2 IS NULL OR action = ?2) ORDER BY number DESC LIMIT ?3
            """,
            [.text(schedule), .text(action), .integer(limit)]
        ) { row in
            ScheduleNoteRecord(
                schedule: row.text(0), at: row.integer(1), actor: row.text(2), action: row.text(3), reason: row.text(4))
        }
    }
}
