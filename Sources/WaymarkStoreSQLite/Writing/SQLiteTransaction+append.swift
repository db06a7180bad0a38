import WaymarkStore

extension SQLiteTransaction {
    @discardableResult
    func append(_ commit: CaseCommit) throws -> CaseHead {
        try commit.checkLimits()
        let id = commit.record.id
        let end = try chainEnd(of: id)
        let found = end?.revision ?? 0
        guard found == commit.expectedRevision else {
            throw StoreError.conflict(case: id, expected: commit.expectedRevision, found: found)
        }
        precondition(!commit.events.isEmpty, "Expected a commit to have events, but it has none.")
        lastCase = nil
        return try writing {
            let last = end?.hash ?? HashChain.origin
            let events = chain.records(of: commit, after: last)
            let sequence = found + Int64(events.count)
            let head = CaseHead(
                caseID: id, revision: sequence, hash: events.last?.hash ?? last, snapshotRevision: sequence)
            let number = try put(commit, head: head, after: end)
            for event in events { try insert(event, case: number) }
            for change in commit.changes { try apply(change) }
            return head
        }
    }

    /// Where the chain of a case ends; a command asks for it before it decides, and again when it commits.
    func caseHead(id: String) throws -> CaseHead? {
        try storedCase(id).map {
            CaseHead(
                caseID: id, revision: $0.revision, hash: $0.hash, snapshotRevision: $0.snapshotRevision)
        }
    }

    /// The row of a case. The one read last is kept: nobody else can change it while this transaction runs.
    private func storedCase(_ id: String) throws -> StoredCase? {
        if let last = lastCase, last.id == id { return last }
        lastCase = try sql.first(
            """
            SELECT number, revision, head_hash, snapshot_revision,
                (SELECT hash FROM events WHERE case_number = cases.number ORDER BY sequence DESC LIMIT 1),
                workflow, subject, key, status, parent, started_at, definition_hash
            FROM cases WHERE id = ?
            """, [.text(id)]
        ) { StoredCase(id: id, row: $0) }
        return lastCase
    }

    /// Where the chain of a case ends, after checking that the case and its last event agree.
    private func chainEnd(of id: String) throws -> StoredCase? {
        guard let end = try storedCase(id) else { return nil }
        // A hash covers the sequence of its event too.
        guard end.lastEventHash == end.hash else {
            throw StoreError.corrupt(case: id, "its last event is not the one that it says")
        }
        return end
    }

    // MARK: - Rows

    private func put(_ commit: CaseCommit, head: CaseHead, after end: StoredCase?) throws -> Int64 {
        let record = commit.record
        let place = StoredCase.Place(of: record)
        let values: [SQLValue] = [
            .integer(head.revision), .bytes(head.hash), .integer(head.snapshotRevision), .text(record.title),
            .text(record.subjectName), .text(record.outcome), .text(record.milestone),
            .integer(record.openIncidents), .integer(record.updatedAt), .integer(record.endedAt),
            .bytes(record.outputs), .bytes(commit.snapshot),
        ]
        guard let end else {
            try sql.run(
                """
                INSERT INTO cases (revision, head_hash, snapshot_revision, title, subject_name, outcome, milestone,
                    open_incidents, updated_at, ended_at, outputs, snapshot, workflow, subject, key, status, parent,
                    started_at, definition_hash, id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, values + place.values + [.text(record.id)])
            return sql.lastInsertedKey
        }
        // SQLite writes the entry of every index of which a column is named, changed or not.
        if place == end.place {
            try sql.run(Self.updateInPlace, values + [.integer(end.number)])
        } else {
            try sql.run(Self.updateAndMove, values + place.values + [.integer(end.number)])
        }
        return end.number
    }

    private static let update = """
        UPDATE cases SET revision = ?, head_hash = ?, snapshot_revision = ?, title = ?,
            subject_name = ?, outcome = ?, milestone = ?, open_incidents = ?, updated_at = ?, ended_at = ?,
            outputs = ?, snapshot = ?
        """
    private static let updateInPlace = "\(update) WHERE number = ?"
    private static let updateAndMove = """
        \(update), workflow = ?, subject = ?, key = ?, status = ?, parent = ?, started_at = ?,
            definition_hash = ? WHERE number = ?
        """

    private func insert(_ event: EventRecord, case number: Int64) throws {
        try sql.run(
            """
            INSERT INTO events (case_number, sequence, at, actor, on_behalf_of, type, version, previous_hash, hash,
                payload)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(number), .integer(event.sequence), .integer(event.at), .text(event.actor),
                .text(event.onBehalfOf), .text(event.type), .integer(event.version), .bytes(event.previousHash),
                .bytes(event.hash), .bytes(event.payload),
            ])
    }
}
