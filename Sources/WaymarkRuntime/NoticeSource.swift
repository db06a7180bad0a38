package import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkEngine
package import WaymarkStore

/// Says who is to be told of what happened to a case.
///
/// It is asked inside the transaction of the events, so that what it answers is committed with them or not at all.
package protocol NoticeSource: Sendable {
    /// The notices that follow from a change of a case; the same for the same change.
    func notices(of change: CaseChange) throws -> [NoticeRecord]
}

/// What one command did to a case.
package struct CaseChange {
    /// The case before; nil for one that began.
    package var before: CaseState?
    /// The case after.
    package var after: CaseState
    /// What happened, in order.
    package var events: [Event]
    /// The definition that the case is pinned to.
    package var definition: CompiledDefinition
    /// The register as the transaction sees it.
    package var directory: any Directory
    /// When.
    package var now: Instant

    /// Describes a change.
    package init(
        before: CaseState?, after: CaseState, events: [Event], definition: CompiledDefinition,
        directory: any Directory, now: Instant
    ) {
        self.before = before
        self.after = after
        self.events = events
        self.definition = definition
        self.directory = directory
        self.now = now
    }

    /// The sequence of an event by its index.
    package func sequence(_ index: Int) -> Int64 { (before?.revision ?? 0) + Int64(index) + 1 }
}
