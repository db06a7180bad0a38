package import WaymarkEngine
package import WaymarkStore

/// What happened in a case, in order.
package struct History: Sendable {
    /// A fact and its place in the chain.
    package struct Entry: Sendable {
        /// The row.
        package var record: EventRecord
        /// The fact.
        package var event: Event
    }

    private let caseID: String

    /// The history of a case.
    package init(caseID: String) {
        self.caseID = caseID
    }

    /// Every entry.
    /// - Complexity: linear in the events of the case.
    package func run(in session: Session) throws -> [Entry] {
        try session.store.read { store in
            var entries: [Entry] = []
            while true {
                let page = try store.events(caseID: caseID, after: entries.last?.record.sequence ?? 0, limit: 500)
                for record in page {
                    entries.append(
                        Entry(
                            record: record,
                            event: try Event(type: record.type, version: record.version, bytes: record.payload)))
                }
                if page.count < 500 { return entries }
            }
        }
    }
}
