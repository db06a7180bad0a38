/// Everything that one command changes of one case.
package struct CaseCommit: Sendable, Hashable {
    /// The case as it is afterwards; its revision and head are the store's to fill.
    package var record: CaseRecord
    /// The state afterwards, there or to be made; opaque to the store, at most `Limits.snapshotBytesMax`.
    package var state: DeferredBytes
    /// The revision that the command was decided on; 0 for a new case.
    package var expectedRevision: Int64
    /// What happened, in order; at least one.
    package var events: [NewEvent] { didSet { chained = nil } }
    /// What lists and look-ups see of it.
    package var changes: [ProjectionChange]
    /// The events at their places in the chain, where they were chained ahead.
    private(set) var chained: [EventRecord]?

    /// Describes a commit.
    package init(
        record: CaseRecord, snapshot: [UInt8], expectedRevision: Int64, events: [NewEvent],
        changes: [ProjectionChange] = []
    ) {
        self.record = record
        state = .made(snapshot)
        self.expectedRevision = expectedRevision
        self.events = events
        self.changes = changes
    }

    /// The bytes of the state afterwards.
    package var snapshot: [UInt8] {
        get { state.bytes }
        set { state = .made(newValue) }
    }

    /// Chains the events ahead of the commit, so that the store has only to see that they go on where its chain ends.
    ///
    /// `hash`: The hash of the last event before them.
    /// - Returns: The hash of the last of them.
    @discardableResult
    package mutating func chain(after hash: [UInt8], by chain: inout HashChain) -> [UInt8] {
        let events = chain.records(of: self, after: hash)
        chained = events
        return events.last?.hash ?? hash
    }

    /// Checks the limits; a state that is yet to be made is not looked at.
    /// - Throws: `StoreError` of code `tooLarge`.
    package func checkLimits() throws {
        if case .made(let bytes) = state {
            try Limits.check("a snapshot in bytes", bytes.count, Limits.snapshotBytesMax)
        }
        try Limits.check("events in a commit", events.count, Limits.eventsPerCommitMax)
        try Limits.check("changes in a commit", changes.count, Limits.changesPerCommitMax)
        for event in events {
            try Limits.check("a payload in bytes", event.payload.count, Limits.payloadBytesMax)
        }
        for case .putTask(let task) in changes {
            try Limits.check("holders of a task", task.holders.count, Limits.holdersPerTaskMax)
        }
        for case .queueNotice(let notice) in changes {
            try Limits.check("a notice in bytes", notice.payload.count, Limits.noticeBytesMax)
        }
    }
}

extension Limits {
    /// Checks one limit.
    /// - Throws: `StoreError` of code `tooLarge`.
    package static func check(_ what: String, _ size: Int, _ limit: Int) throws {
        guard size <= limit else { throw StoreError.tooLarge(what, size: size, limit: limit) }
    }

    /// Checks the size of a page.
    /// - Throws: `StoreError` of code `tooLarge`.
    package static func check(page size: Int) throws {
        try check("a page in records", size, pageSizeMax)
    }
}
