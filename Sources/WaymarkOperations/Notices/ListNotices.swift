package import WaymarkStore

/// Lists what people and programs are to be told, or were.
package struct ListNotices: Sendable {
    private let states: [NoticeRecord.State]
    private let recipient: String?
    private let limit: Int

    /// Lists the notices of some states, one after the other.
    package init(_ states: [NoticeRecord.State], recipient: String? = nil, limit: Int = 50) {
        self.states = states
        self.recipient = recipient
        self.limit = limit
    }

    /// The notices: what waits soonest first, anything else latest first.
    package func run(in session: Session) throws -> [NoticeRecord] {
        try session.store.read { store in
            try states.flatMap { state in
                try store.notices(NoticeQuery(state: state, recipient: recipient, limit: limit))
            }
        }
    }
}
