import WaymarkStore

extension SQLiteTransaction {
    func reviseOccurrence(_ occurrence: OccurrenceRecord) throws {
        try update(
            "a run of schedule", occurrence.schedule,
            """
            UPDATE schedule_occurrences SET outcome = ?, recorded_at = ?, detail = ? WHERE schedule = ? AND due_at = ?
            """,
            [
                .text(occurrence.outcome), .integer(occurrence.recordedAt), .bytes(occurrence.detail),
                .text(occurrence.schedule), .integer(occurrence.dueAt),
            ])
    }

    func queueStart(_ start: QueuedStartRecord) throws {
        _ = try writing {
            try sql.run(
                """
                INSERT INTO schedule_queue (schedule, due_at, subject, workflow, inputs, actor, queued_at)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                [
                    .text(start.schedule), .integer(start.dueAt), .text(start.subject), .text(start.workflow),
                    .bytes(start.inputs), .text(start.actor), .integer(start.queuedAt),
                ])
        }
    }

    func removeQueuedStart(_ place: QueuedStartRecord.Place) throws {
        try update(
            "queued start", "\(place.schedule) for \(place.subject)",
            "DELETE FROM schedule_queue WHERE due_at = ? AND schedule = ? AND subject = ?",
            [.integer(place.dueAt), .text(place.schedule), .text(place.subject)])
    }

    func noteSchedule(_ note: ScheduleNoteRecord) throws {
        _ = try writing {
            try sql.run(
                "INSERT INTO schedule_notes (schedule, at, actor, action, reason) VALUES (?, ?, ?, ?, ?)",
                [
                    .text(note.schedule), .integer(note.at), .text(note.actor), .text(note.action), .text(note.reason),
                ])
        }
    }
}
