import WaymarkStore

extension SQLiteReading {
    func caseRecord(id: String) throws -> CaseRecord? {
        try sql.first(CaseRecord.selectByID, [.text(id)], CaseRecord.init(row:))
    }

    func caseHead(id: String) throws -> CaseHead? {
        try sql.first(
            "SELECT revision, head_hash, snapshot_revision FROM cases WHERE id = ?", [.text(id)]
        ) { CaseHead(caseID: id, revision: $0.integer(0), hash: $0.bytes(1), snapshotRevision: $0.integer(2)) }
    }

    func snapshot(caseID: String) throws -> SnapshotRecord? {
        try sql.first("SELECT snapshot_revision, snapshot FROM cases WHERE id = ?", [.text(caseID)]) {
            SnapshotRecord(revision: $0.integer(0), bytes: $0.bytes(1))
        }
    }

    func caseIDs(prefix: String, limit: Int) throws -> [String] {
        try Limits.check(page: limit)
        let range = PrefixRange(prefix)
        return try sql.rows(
            "SELECT id FROM cases WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            [range.lower, range.upper, .integer(limit)]
        ) { $0.text(0) }
    }

    func caseRecord(workflow: String, subject: String, key: String?) throws -> CaseRecord? {
        // A subject has few cases of one workflow and key, so the few are sorted.
        var values: [SQLValue] = [.text(workflow), .text(subject)]
        if let key { values.append(.text(key)) }
        return try sql.first(
            """
            SELECT \(CaseRecord.columns) FROM cases INDEXED BY cases_by_key
            WHERE workflow = ? AND subject = ?\(key == nil ? "" : " AND key = ?")
            ORDER BY status = 'open' DESC, started_at DESC, id DESC LIMIT 1
            """, values, CaseRecord.init(row:))
    }

    func cases(_ query: CaseQuery) throws -> [CaseRecord] {
        try Limits.check(page: query.limit)
        let selection = CaseSelection(query)
        return try sql.rows(selection.sql, selection.values, CaseRecord.init(row:))
    }

    func caseCount(definition hash: String, status: String?) throws -> Int {
        try sql.first(
            """
            SELECT count(*) FROM cases INDEXED BY cases_by_definition_status
            WHERE definition_hash = ?\(status == nil ? "" : " AND status = ?")
            """, [.text(hash)] + (status.map { [.text($0)] } ?? [])
        ) { $0.count(0) } ?? 0
    }

    func caseHeads(afterID: String?, limit: Int) throws -> [CaseHead] {
        try Limits.check(page: limit)
        return try sql.rows(
            "SELECT id, revision, head_hash, snapshot_revision FROM cases WHERE id > ? ORDER BY id LIMIT ?",
            [.text(afterID ?? ""), .integer(limit)]
        ) {
            CaseHead(caseID: $0.text(0), revision: $0.integer(1), hash: $0.bytes(2), snapshotRevision: $0.integer(3))
        }
    }
}

extension CaseRecord {
    static let columns = """
        id, revision, head_hash, workflow, definition_hash, title, subject, subject_name, key, status, outcome, \
        milestone, parent, open_incidents, started_at, updated_at, ended_at, outputs
        """
    static let selectByID = "SELECT \(columns) FROM cases WHERE id = ?"

    init(row: SQLRow) {
        self.init(
            id: row.text(0), workflow: row.text(3), definitionHash: row.text(4), title: row.text(5),
            subject: row.text(6), subjectName: row.text(7), key: row.text(8), status: row.text(9),
            outcome: row.optionalText(10), milestone: row.optionalText(11), parent: row.optionalText(12),
            openIncidents: row.count(13), startedAt: row.integer(14), updatedAt: row.integer(15),
            endedAt: row.optionalInteger(16), outputs: row.optionalBytes(17), revision: row.integer(1),
            headHash: row.bytes(2))
    }
}
