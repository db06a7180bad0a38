package import WaymarkCalendar
import WaymarkStore

/// Counts what people and programs are to be told, or were: whether notices go out, at a glance.
///
/// - Complexity: grows with what waits, what was given up, and what has ended since a moment; never with the outbox.
package struct CountNotices: Sendable {
    /// How many notices there are of a sort.
    package struct Line: Sendable, Hashable {
        /// The sort.
        package var sort: Sort
        /// How many.
        package var count: Int
        /// From when on they are counted; nil where all of them are.
        package var since: Instant?
        /// The earliest moment among them: when the first is to go, or when the first was given up.
        package var first: Instant?
    }

    /// A sort of notice.
    package enum Sort: String, Sendable, CaseIterable {
        /// Given up, until somebody has them sent again.
        case failed
        /// To be sent.
        case waiting
        /// Of those that wait, what should have gone by now.
        case due
        /// Handed over.
        case sent
        /// Put into a digest.
        case gathered
        /// Not needed any more.
        case dropped

        /// The state in the store.
        fileprivate var state: NoticeRecord.State {
            switch self {
            case .failed: .failed
            case .waiting, .due: .waiting
            case .sent: .sent
            case .gathered: .gathered
            case .dropped: .dropped
            }
        }

        /// Whether it has ended well, so that it is counted since a moment only.
        fileprivate var isOver: Bool {
            switch self {
            case .failed, .waiting, .due: false
            case .sent, .gathered, .dropped: true
            }
        }
    }

    private let since: Instant

    /// Counts what has ended since a moment, and all that has not.
    package init(since: Instant) {
        self.since = since
    }

    /// The counts, in the order of the sorts.
    package func run(in session: Session) throws -> [Line] {
        let now = session.now.millisecondsSinceEpoch
        return try session.store.read { store in
            try Sort.allCases.map { sort in
                let from = sort.isOver ? since.millisecondsSinceEpoch : Int64.min
                let until = sort == .due ? now : Int64.max
                let count = try store.countNotices(in: sort.state, at: from...max(from, until))
                var line = Line(sort: sort, count: count, since: sort.isOver ? since : nil)
                if count > 0, !sort.isOver {
                    line.first = try store.oldestNoticeAt(state: sort.state).map(Instant.init(millisecondsSinceEpoch:))
                }
                return line
            }
        }
    }
}
