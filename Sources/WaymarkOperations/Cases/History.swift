package import WaymarkCalendar
import WaymarkDefinition
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
        /// Until when it is shown only to those who did the step; nil when whoever asks may see it.
        package var hiddenUntil: Instant?

        /// Who did it, and for whom: `ben`, or `ben, for ann`.
        package var doer: String {
            record.actor + (record.onBehalfOf.map { ", for \($0)" } ?? "")
        }
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
            var hiding = HidingOfResults(person: session.person?.id, now: session.now)
            while true {
                let page = try store.events(caseID: caseID, after: entries.last?.record.sequence ?? 0, limit: 500)
                for record in page {
                    let event = try Event(type: record.type, version: record.version, bytes: record.payload)
                    entries.append(Entry(record: record, event: event, hiddenUntil: hiding.moment(for: event)))
                }
                if page.count < 500 { return entries }
            }
        }
    }

    /// When some activities began; the history is read only where there are any.
    func openings(of activities: Set<Int>, in session: Session) throws -> [Int: Instant] {
        guard !activities.isEmpty else { return [:] }
        var openings: [Int: Instant] = [:]
        for entry in try run(in: session) {
            guard let activity = entry.event.beganActivity, activities.contains(activity) else { continue }
            openings[activity] = Instant(millisecondsSinceEpoch: entry.record.at)
        }
        return openings
    }
}
