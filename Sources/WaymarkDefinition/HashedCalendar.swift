import Synchronization
package import WaymarkCalendar

/// A calendar with the hash of what it says, which is reckoned when it is first asked for.
///
/// Going through every day of a calendar takes too long for a program that only lists tasks.
package final class HashedCalendar: Sendable {
    /// The calendar.
    package let calendar: WorkingCalendar
    private let kept = Mutex<ContentHash?>(nil)

    /// Keeps a calendar.
    package init(_ calendar: WorkingCalendar) {
        self.calendar = calendar
    }

    /// The hash of what the calendar says of each of its days.
    package var contentHash: ContentHash {
        kept.withLock { kept in
            if let kept { return kept }
            let hash = calendar.contentHash
            kept = hash
            return hash
        }
    }
}
