/// Which notices of one state a list shows; every condition that is not nil must hold.
package struct NoticeQuery: Sendable, Hashable {
    /// The state that they are in.
    package var state: NoticeRecord.State
    /// The person or webhook that they are for.
    package var recipient: String?
    /// How many at most, up to `Limits.pageSizeMax`.
    package var limit: Int

    /// Describes a list.
    package init(state: NoticeRecord.State, recipient: String? = nil, limit: Int = 50) {
        self.state = state
        self.recipient = recipient
        self.limit = limit
    }

    /// Whether the latest comes first: what waits is listed as it will go, what has ended as it was last.
    package var isLatestFirst: Bool { state != .waiting }
}
