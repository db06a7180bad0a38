import WaymarkStore

extension SQLiteReading {
    func message(id: String) throws -> MessageRecord? {
        try sql.first("SELECT \(MessageRecord.columns) FROM messages WHERE id = ?", [.text(id)]) {
            try MessageRecord(row: $0)
        }
    }

    func pendingMessages(limit: Int) throws -> [MessageRecord] {
        try Limits.check(page: limit)
        return try sql.rows(
            """
            SELECT \(MessageRecord.columns) FROM messages INDEXED BY messages_pending
            WHERE state = 'pending' ORDER BY number LIMIT ?
            """, [.integer(limit)], MessageRecord.init(row:))
    }

    func waitingMessages(caseID: String, workflow: String, subject: String, key: String) throws -> [MessageRecord] {
        typealias Numbered = (number: Int64, message: MessageRecord)
        let numbered: (SQLRow) throws -> Numbered = {
            ($0.integer(MessageRecord.columnCount), try MessageRecord(row: $0))
        }
        let byID = try sql.rows(
            """
            SELECT \(MessageRecord.columns), number FROM messages INDEXED BY messages_waiting_for_id
            WHERE state = 'waiting' AND target_case = ? ORDER BY number
            """, [.text(caseID)], numbered)
        let byKey = try sql.rows(
            """
            SELECT \(MessageRecord.columns), number FROM messages INDEXED BY messages_waiting_for_key
            WHERE state = 'waiting' AND target_workflow = ? AND target_subject = ?
                AND (target_key IS NULL OR target_key = ?) ORDER BY number
            """, [.text(workflow), .text(subject), .text(key)], numbered)
        return (byID + byKey).sorted { $0.number < $1.number }.map(\.message)
    }
}

extension MessageRecord {
    static let columns = """
        id, from_case, name, target_case, target_workflow, target_subject, target_key, payload, sent_at, state
        """
    static let columnCount: Int32 = 10

    init(row: SQLRow) throws {
        let id = row.text(0)
        guard let state = State(rawValue: row.text(9)) else {
            throw StoreError(.corrupt, "Message \(id) is in no known state.", help: "Restore a backup.")
        }
        let target: Target =
            if let caseID = row.optionalText(3) {
                .id(caseID)
            } else {
                .natural(workflow: row.text(4), subject: row.text(5), key: row.optionalText(6))
            }
        self.init(
            id: id, fromCase: row.optionalText(1), name: row.text(2), target: target, payload: row.bytes(7),
            sentAt: row.integer(8), state: state)
    }
}
