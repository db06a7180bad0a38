extension MemoryTransaction {
    func addNotice(_ notice: NoticeRecord) throws {
        try Limits.check("a notice in bytes", notice.payload.count, Limits.noticeBytesMax)
        guard tables.notices[notice.id] == nil else { throw StoreError.duplicate("notice", notice.id) }
        set(notice, for: notice.id)
    }

    func updateNotice(_ notice: NoticeRecord) throws {
        guard var changed = tables.notices[notice.id] else { throw StoreError.notFound("notice", notice.id) }
        changed.state = notice.state
        changed.at = notice.at
        changed.attempt = notice.attempt
        changed.isForDigest = notice.isForDigest
        changed.digest = notice.digest
        changed.lease = notice.lease
        changed.detail = notice.detail
        set(changed, for: notice.id)
    }

    @discardableResult
    func forgetNotices(endedBefore moment: Int64, limit: Int) throws -> Int {
        try Limits.check(page: limit)
        let ended = [NoticeRecord.State.sent, .dropped, .gathered].flatMap { state in
            tables.noticesByState[state, default: SortedSet()].prefix { $0.at < moment }
        }
        let gone = ended.prefix(limit).map(\.id)
        for id in gone { set(nil as NoticeRecord?, for: id) }
        return gone.count
    }
}
