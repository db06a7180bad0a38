extension MemoryReading {
    func notice(id: String) -> NoticeRecord? {
        tables.notices[id]
    }

    func noticeIDs(prefix: String, limit: Int) throws -> [String] {
        try Limits.check(page: limit)
        return Array(tables.noticeOrder.from(prefix).prefix { $0.hasPrefix(prefix) }.prefix(limit))
    }

    func notices(_ query: NoticeQuery) throws -> [NoticeRecord] {
        try Limits.check(page: query.limit)
        let places = tables.noticesByState[query.state, default: SortedSet()]
        let found = places.compactMap { tables.notices[$0.id] }.filter {
            query.recipient == nil || query.recipient == $0.recipient
        }
        return Array((query.isLatestFirst ? found.reversed() : found).prefix(query.limit))
    }

    func dueNotices(at moment: Int64, limit: Int) throws -> [NoticeRecord] {
        try Limits.check(page: limit)
        return Array(waiting(at: moment).prefix(limit))
    }

    func nextNoticeAt() -> Int64? {
        tables.noticesByState[.waiting]?.first?.at
    }

    func oldestNoticeAt(state: NoticeRecord.State) -> Int64? {
        tables.noticesByState[state]?.first?.at
    }

    func countNotices(in state: NoticeRecord.State, at moments: ClosedRange<Int64>) -> Int {
        tables.noticesByState[state, default: SortedSet()].from(MomentPlace(at: moments.lowerBound, id: ""))
            .prefix { $0.at <= moments.upperBound }.count
    }

    func noticesForDigest(of recipient: String, at moment: Int64, limit: Int) throws -> [NoticeRecord] {
        try Limits.check(page: limit)
        return Array(waiting(at: moment).filter { $0.recipient == recipient && $0.isForDigest }.prefix(limit))
    }

    func notices(inDigest id: String, limit: Int) throws -> [NoticeRecord] {
        try Limits.check(page: limit)
        let notices = tables.noticeOrder.lazy.compactMap { tables.notices[$0] }
        return Array(notices.filter { $0.digest == id }.prefix(limit))
    }

    func sentNotices(to recipient: String, since moment: Int64) -> Int {
        tables.noticesByState[.sent, default: SortedSet()].count { place in
            place.at >= moment && tables.notices[place.id]?.recipient == recipient
        }
    }

    private func waiting(at moment: Int64) -> [NoticeRecord] {
        tables.noticesByState[.waiting, default: SortedSet()].prefix { $0.at <= moment }
            .compactMap { tables.notices[$0.id] }
    }
}
