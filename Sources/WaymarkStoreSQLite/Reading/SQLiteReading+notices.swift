import WaymarkStore

extension SQLiteReading {
    func notice(id: String) throws -> NoticeRecord? {
        try sql.first("\(NoticeRecord.select) WHERE id = ?", [.text(id)], NoticeRecord.init(row:))
    }

    func noticeIDs(prefix: String, limit: Int) throws -> [String] {
        try Limits.check(page: limit)
        let range = PrefixRange(prefix)
        return try sql.rows(
            "SELECT id FROM notices WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            [range.lower, range.upper, .integer(limit)]
        ) { $0.text(0) }
    }

    func notices(_ query: NoticeQuery) throws -> [NoticeRecord] {
        try Limits.check(page: query.limit)
        let order = query.isLatestFirst ? "at DESC, id DESC" : "at, id"
        guard let recipient = query.recipient else {
            return try sql.rows(
                "\(NoticeRecord.select) INDEXED BY notices_by_state WHERE state = ? ORDER BY \(order) LIMIT ?",
                [.text(query.state.rawValue), .integer(query.limit)], NoticeRecord.init(row:))
        }
        return try sql.rows(
            """
            \(NoticeRecord.select) INDEXED BY notices_by_recipient WHERE recipient = ? AND state = ?
            ORDER BY \(order) LIMIT ?
            """, [.text(recipient), .text(query.state.rawValue), .integer(query.limit)], NoticeRecord.init(row:))
    }

    func dueNotices(at moment: Int64, limit: Int) throws -> [NoticeRecord] {
        try Limits.check(page: limit)
        return try sql.rows(
            """
            \(NoticeRecord.select) INDEXED BY notices_by_state WHERE state = 'waiting' AND at <= ?
            ORDER BY at, id LIMIT ?
            """, [.integer(moment), .integer(limit)], NoticeRecord.init(row:))
    }

    func nextNoticeAt() throws -> Int64? { try oldestNoticeAt(state: .waiting) }

    func oldestNoticeAt(state: NoticeRecord.State) throws -> Int64? {
        try sql.first(
            "SELECT at FROM notices INDEXED BY notices_by_state WHERE state = ? ORDER BY at LIMIT 1",
            [.text(state.rawValue)]
        ) { $0.integer(0) }
    }

    func countNotices(in state: NoticeRecord.State, at moments: ClosedRange<Int64>) throws -> Int {
        try sql.count(
            "SELECT count(*) FROM notices INDEXED BY notices_by_state WHERE state = ? AND at BETWEEN ? AND ?",
            [.text(state.rawValue), .integer(moments.lowerBound), .integer(moments.upperBound)])
    }

    func noticesForDigest(of recipient: String, at moment: Int64, limit: Int) throws -> [NoticeRecord] {
        try Limits.check(page: limit)
        return try sql.rows(
            """
            \(NoticeRecord.select) INDEXED BY notices_by_recipient
            WHERE recipient = ? AND state = 'waiting' AND at <= ? AND is_for_digest = 1 ORDER BY at, id LIMIT ?
            """, [.text(recipient), .integer(moment), .integer(limit)], NoticeRecord.init(row:))
    }

    func notices(inDigest id: String, limit: Int) throws -> [NoticeRecord] {
        try Limits.check(page: limit)
        return try sql.rows(
            "\(NoticeRecord.select) INDEXED BY notices_by_digest WHERE digest = ? ORDER BY id LIMIT ?",
            [.text(id), .integer(limit)], NoticeRecord.init(row:))
    }

    func sentNotices(to recipient: String, since moment: Int64) throws -> Int {
        try sql.count(
            """
            SELECT count(*) FROM notices INDEXED BY notices_by_recipient
            WHERE recipient = ? AND state = 'sent' AND at >= ?
            """, [.text(recipient), .integer(moment)])
    }
}

extension NoticeRecord {
    static let select = """
        SELECT id, channel, recipient, kind, case_id, task_id, payload, created_at, state, at, attempt, is_for_digest,
            digest, lease, detail
        FROM notices
        """

    init(row: SQLRow) throws {
        guard let channel = Channel(rawValue: row.text(1)), let state = State(rawValue: row.text(8)) else {
            throw StoreError.corrupt(case: row.text(4), "a notice of it is in no known state")
        }
        self.init(
            id: row.text(0), channel: channel, recipient: row.text(2), kind: row.text(3),
            caseID: row.optionalText(4), taskID: row.optionalText(5), payload: row.bytes(6),
            createdAt: row.integer(7), state: state, at: row.integer(9), attempt: row.count(10),
            isForDigest: row.flag(11), digest: row.optionalText(12), lease: row.optionalText(13),
            detail: row.optionalText(14))
    }
}
