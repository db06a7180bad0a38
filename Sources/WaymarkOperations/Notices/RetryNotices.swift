import WaymarkCalendar
import WaymarkStore

/// Has notices that were given up tried again.
package struct RetryNotices: Sendable {
    /// Which notices.
    package enum Which: Sendable, Hashable {
        /// The one of an id or unambiguous beginning.
        case one(String)
        /// All that were given up.
        case all
    }

    private let which: Which
    /// How many at once.
    private static let pageSize = 500

    /// Retries a notice, or all.
    package init(_ which: Which) {
        self.which = which
    }

    /// How many wait again; the next `tick` sends them.
    /// - Throws: ``OperationFailure`` when there is no such notice, or it was not given up.
    package func run(in session: Session) throws -> Int {
        switch which {
        case .one(let id):
            let notice = try session.store.read { try Lookup($0).notice(id) }
            guard notice.state == .failed else {
                throw OperationFailure(
                    .conflict, "Expected a notice that was given up, but \(notice.id) is \(notice.state.rawValue)",
                    help: "see `waymark notices --failed`")
            }
            try session.store.write { try put(notice, back: $0, now: session.now) }
            return 1
        case .all:
            var count = 0
            while true {
                let page = try session.store.write { store in
                    let failed = try store.notices(NoticeQuery(state: .failed, limit: Self.pageSize))
                    for notice in failed { try put(notice, back: store, now: session.now) }
                    return failed.count
                }
                count += page
                if page < Self.pageSize { return count }
            }
        }
    }

    private func put(_ notice: NoticeRecord, back store: any StoreWriting, now: Instant) throws {
        var notice = notice
        (notice.state, notice.at, notice.attempt) = (.waiting, now.millisecondsSinceEpoch, 0)
        try store.updateNotice(notice)
    }
}
