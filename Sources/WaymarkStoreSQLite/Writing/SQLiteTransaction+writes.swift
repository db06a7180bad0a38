import WaymarkStore

extension SQLiteTransaction {
    @discardableResult
    func publish(_ definition: DefinitionRecord) throws -> Bool {
        if try self.definition(hash: definition.hash) != nil { return false }
        try insert(
            "version \(definition.version) of", definition.workflow,
            """
            INSERT INTO definitions (hash, workflow, version, title, published_at, published_by, source)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(definition.hash), .text(definition.workflow), .text(definition.version),
                .text(definition.title), .integer(definition.publishedAt), .text(definition.publishedBy),
                .bytes(definition.source),
            ])
        return true
    }

    func recordAnswer(_ answer: CommandKeyRecord) throws {
        try insert(
            "the answer to command", answer.key,
            "INSERT INTO command_keys (key, case_id, at, answer) VALUES (?, ?, ?, ?)",
            [.text(answer.key), .text(answer.caseID), .integer(answer.at), .bytes(answer.answer)])
    }

    func updateEffect(id: String, attempt: Int, nextAttemptAt: Int64) throws {
        try update(
            "effect", id, "UPDATE outbox SET attempt = ?, next_attempt_at = ? WHERE id = ?",
            [.integer(attempt), .integer(nextAttemptAt), .text(id)])
    }

    func updateMessage(id: String, state: MessageRecord.State) throws {
        try update(
            "message", id, "UPDATE messages SET state = ? WHERE id = ?", [.text(state.rawValue), .text(id)])
    }

    func grantExclusive(id: String) throws {
        try update("a place in a queue", id, "UPDATE exclusives SET is_granted = 1 WHERE id = ?", [.text(id)])
    }

    func send(_ message: MessageRecord) throws {
        var target: [SQLValue] = [.null, .null, .null, .null]
        switch message.target {
        case .id(let id): target[0] = .text(id)
        case .natural(let workflow, let subject, let key):
            target = [.null, .text(workflow), .text(subject), .text(key)]
        }
        try insert(
            "message", message.id,
            """
            INSERT INTO messages (id, from_case, name, payload, sent_at, state, target_case, target_workflow,
                target_subject, target_key)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(message.id), .text(message.fromCase), .text(message.name), .bytes(message.payload),
                .integer(message.sentAt), .text(message.state.rawValue),
            ] + target)
    }

    func putBlob(_ blob: BlobRecord) throws {
        try Limits.check("a document in bytes", blob.bytes.count, Limits.blobBytesMax)
        _ = try writing {
            try sql.run(
                "INSERT INTO blobs (hash, media_type, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [.text(blob.hash), .text(blob.mediaType), .bytes(blob.bytes)])
        }
    }

    func replaceRegister(_ rows: [RegisterRow]) throws {
        try writing {
            try sql.run("DELETE FROM register_terms")
            try sql.run("DELETE FROM register")
            for row in rows {
                let terms = row.terms.joined(separator: String(RegisterRow.separator))
                try sql.run(
                    "INSERT INTO register (kind, id, parent, terms, attributes) VALUES (?, ?, ?, ?, ?)",
                    [.text(row.kind), .text(row.id), .text(row.parent), .text(terms), .bytes(row.attributes)])
                for term in Set(row.terms) {
                    try sql.run(
                        "INSERT INTO register_terms (kind, term, id) VALUES (?, ?, ?)",
                        [.text(row.kind), .text(term), .text(row.id)])
                }
            }
        }
    }

    func putSchedule(_ schedule: ScheduleRecord) throws {
        _ = try writing {
            try sql.run(
                """
                INSERT INTO schedules (id, is_paused, changed_by, changed_at, next_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET is_paused = excluded.is_paused, changed_by = excluded.changed_by,
                    changed_at = excluded.changed_at, next_at = excluded.next_at
                """,
                [
                    .text(schedule.id), .flag(schedule.isPaused), .text(schedule.changedBy),
                    .integer(schedule.changedAt), .integer(schedule.nextAt),
                ])
        }
    }

    func recordOccurrence(_ occurrence: OccurrenceRecord) throws {
        try insert(
            "a run of schedule", occurrence.schedule,
            """
            INSERT INTO schedule_occurrences (schedule, due_at, outcome, recorded_at, detail) VALUES (?, ?, ?, ?, ?)
            """,
            [
                .text(occurrence.schedule), .integer(occurrence.dueAt), .text(occurrence.outcome),
                .integer(occurrence.recordedAt), .bytes(occurrence.detail),
            ])
    }

    func addSeal(_ seal: SealRecord) throws {
        try insert(
            "seal", String(seal.number),
            "INSERT INTO seals (number, at, root, cases, events, detail) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .integer(seal.number), .integer(seal.at), .bytes(seal.root), .integer(seal.cases),
                .integer(seal.events), .bytes(seal.detail),
            ])
    }

    func set(_ value: String?, for key: String) throws {
        _ = try writing {
            guard let value else { return try sql.run("DELETE FROM settings WHERE key = ?", [.text(key)]) }
            return try sql.run(
                """
                INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value
                """, [.text(key), .text(value)])
        }
    }
}
