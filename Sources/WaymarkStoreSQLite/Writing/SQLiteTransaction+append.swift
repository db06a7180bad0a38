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
        return try writing {
            var hash = end?.hash ?? HashChain.origin
            var sequence = found
            let events = commit.events.map { event in
                sequence += 1
                let record = chain.chain(event, caseID: id, sequence: sequence, after: hash)
                hash = record.hash
                return record
            }
            let head = CaseHead(caseID: id, revision: sequence, hash: hash, snapshotRevision: sequence)
            let number = try put(commit, head: head, number: end?.number)
            for event in events { try insert(event, case: number) }
            for change in commit.changes { try apply(change) }
            return head
        }
    }

    private struct ChainEnd {
        var number: Int64
        var revision: Int64
        var hash: [UInt8]
    }

    /// Where the chain of a case ends, after checking that the case and its last event agree.
    private func chainEnd(of id: String) throws -> ChainEnd? {
        let end = try sql.first("SELECT number, revision, head_hash FROM cases WHERE id = ?", [.text(id)]) {
            ChainEnd(number: $0.integer(0), revision: $0.integer(1), hash: $0.bytes(2))
        }
        guard let end else { return nil }
        let last = try sql.first(
            "SELECT sequence, hash FROM events WHERE case_number = ? ORDER BY sequence DESC LIMIT 1",
            [.integer(end.number)]
        ) { ChainEnd(number: end.number, revision: $0.integer(0), hash: $0.bytes(1)) }
        guard last?.revision == end.revision, last?.hash == end.hash else {
            throw StoreError.corrupt(case: id, "its last event is not the one that it says")
        }
        return end
    }

    // MARK: - Rows

    private func put(_ commit: CaseCommit, head: CaseHead, number: Int64?) throws -> Int64 {
        let record = commit.record
        var values: [SQLValue] = [
            .integer(head.revision), .bytes(head.hash), .integer(head.snapshotRevision), .text(record.workflow),
            .text(record.definitionHash), .text(record.title), .text(record.subject), .text(record.subjectName),
            .text(record.key), .text(record.status), .text(record.outcome), .text(record.milestone),
            .text(record.parent), .integer(record.openIncidents), .integer(record.startedAt),
            .integer(record.updatedAt), .integer(record.endedAt), .bytes(record.outputs), .bytes(commit.snapshot),
        ]
        if let number {
            values.append(.integer(number))
            try sql.run(
                """
                UPDATE cases SET revision = ?, head_hash = ?, snapshot_revision = ?, workflow = ?,
                    definition_hash = ?, title = ?, subject = ?, subject_name = ?, key = ?, status = ?, outcome = ?,
                    milestone = ?, parent = ?, open_incidents = ?, started_at = ?, updated_at = ?, ended_at = ?,
                    outputs = ?, snapshot = ?
                WHERE number = ?
                """, values)
            return number
        }
        values.append(.text(record.id))
        try sql.run(
            """
            INSERT INTO cases (revision, head_hash, snapshot_revision, workflow, definition_hash, title, subject,
                subject_name, key, status, outcome, milestone, parent, open_incidents, started_at, updated_at,
                ended_at, outputs, snapshot, id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, values)
        return sql.lastInsertedKey
    }

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
