import WaymarkStore

extension SQLiteTransaction {
    func addNotice(_ notice: NoticeRecord) throws {
        try Limits.check("a notice in bytes", notice.payload.count, Limits.noticeBytesMax)
        try insert(
            "notice", notice.id,
            """
            INSERT INTO notices (id, channel, recipient, kind, case_id, task_id, payload, created_at, state, at, attempt,
                is_for_digest, digest, lease, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(notice.id), .text(notice.channel.rawValue), .text(notice.recipient), .text(notice.kind),
                .text(notice.caseID), .text(notice.taskID), .bytes(notice.payload), .integer(notice.createdAt),
                .text(notice.state.rawValue), .integer(notice.at), .integer(notice.attempt),
                .flag(notice.isForDigest), .text(notice.digest), .text(notice.lease), .text(notice.detail),
            ])
    }

    func updateNotice(_ notice: NoticeRecord) throws {
        try update(
            "notice", notice.id,
            """
            UPDATE notices SET state = ?, at = ?, attempt = ?, is_for_digest = ?, digest = ?, lease = ?, detail = ?
            WHERE id = ?
            """,
            [
                .text(notice.state.rawValue), .integer(notice.at), .integer(notice.attempt),
                .flag(notice.isForDigest), .text(notice.digest), .text(notice.lease), .text(notice.detail),
                .text(notice.id),
            ])
    }

    @discardableResult
    func forgetNotices(endedBefore moment: Int64, limit: Int) throws -> Int {
        try Limits.check(page: limit)
        return try writing {
            var gone = 0
            for state in [NoticeRecord.State.sent, .dropped, .gathered] where gone < limit {
                gone += try sql.run(
                    """
                    DELETE FROM notices WHERE number IN
                        (SELECT number FROM notices INDEXED BY notices_by_state
                            WHERE state = ? AND at < ? ORDER BY at, id LIMIT ?)
                    """, [.text(state.rawValue), .integer(moment), .integer(limit - gone)])
            }
            return gone
        }
    }
}
