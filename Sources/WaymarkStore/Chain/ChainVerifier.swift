/// Walks the events of every case and reports what is changed, missing or cut off.
///
/// It works in pages, each read from one moment, so memory stays constant and writers are not kept waiting.
/// What it cannot find is a store that was rewritten as a whole, hashes and all: that is what seals are for.
package struct ChainVerifier {
    private static let casesPerRead = 200
    private static let eventsPerPage = 1_000

    /// What a walk comes to, in order.
    package enum Stop {
        /// The next events of a case.
        case events([EventRecord])
        /// The end of a case, after all its events.
        case end(CaseHead, in: any StoreReading)
    }

    private let visit: (Stop) throws -> Void
    private var chain = HashChain()
    private var report = ChainReport()

    private init(_ visit: @escaping (Stop) throws -> Void) {
        self.visit = visit
    }

    /// Verifies every case.
    ///
    /// `progress` is told the number of cases so far, after each page; `visit` sees what the walk sees, so that whoever
    /// has more to verify need not read everything again.
    package static func verify(
        _ store: any EventStore, progress: (_ cases: Int) -> Void = { _ in },
        visit: @escaping (Stop) throws -> Void = { _ in }
    ) throws -> ChainReport {
        var verifier = ChainVerifier(visit)
        var last: String?
        while true {
            let heads = try store.read { reader in
                let heads = try reader.caseHeads(afterID: last, limit: casesPerRead)
                for head in heads { try verifier.verify(head, in: reader) }
                return heads
            }
            guard let end = heads.last else { break }
            last = end.caseID
            progress(verifier.report.cases)
        }
        let orphans = try store.read { try $0.orphanEvents() }
        if orphans > 0 {
            verifier.report.add(
                ChainFinding(
                    .orphanEvents, caseID: "", message: "\(orphans) events belong to no case: a case was removed."))
        }
        return verifier.report
    }

    /// Verifies one case.
    /// - Throws: `notFound` when there is no such case.
    package static func verify(
        caseID: String, in reader: any StoreReading, visit: @escaping (Stop) throws -> Void = { _ in }
    ) throws -> ChainReport {
        guard let record = try reader.caseRecord(id: caseID) else { throw StoreError.notFound("case", caseID) }
        var verifier = ChainVerifier(visit)
        let snapshot = try reader.snapshot(caseID: caseID)
        let head = CaseHead(
            caseID: caseID, revision: record.revision, hash: record.headHash,
            snapshotRevision: snapshot?.revision ?? 0)
        try verifier.verify(head, in: reader)
        return verifier.report
    }

    // MARK: - Walking a chain

    private mutating func verify(_ head: CaseHead, in reader: any StoreReading) throws {
        report.cases += 1
        var end = ChainEnd(sequence: 0, hash: HashChain.origin)
        while true {
            let events = try reader.events(caseID: head.caseID, after: end.sequence, limit: Self.eventsPerPage)
            for event in events { check(event, after: &end) }
            try visit(.events(events))
            if events.count < Self.eventsPerPage { break }
        }
        check(end, against: head)
        try visit(.end(head, in: reader))
    }

    private struct ChainEnd {
        var sequence: Int64
        var hash: [UInt8]
    }

    private mutating func check(_ event: EventRecord, after end: inout ChainEnd) {
        report.events += 1
        let isNext = event.sequence == end.sequence + 1
        if !isNext {
            let gap =
                end.sequence + 1 == event.sequence - 1
                ? "Event \(event.sequence - 1) is" : "Events \(end.sequence + 1) to \(event.sequence - 1) are"
            find(.missingEvent, event.caseID, end.sequence + 1, "\(gap) missing.")
        } else if event.previousHash != end.hash {
            find(
                .brokenLink, event.caseID, event.sequence,
                "What event \(event.sequence) says of the one before it is not the hash of that one.")
        }
        if !chain.isIntact(event) {
            find(
                .changedEvent, event.caseID, event.sequence,
                "Event \(event.sequence) (\(event.type)) is not what its hash covers.")
        }
        end = ChainEnd(sequence: event.sequence, hash: event.hash)
    }

    private mutating func check(_ end: ChainEnd, against head: CaseHead) {
        if head.revision > end.sequence {
            find(
                .cutTail, head.caseID, end.sequence + 1,
                "The case is at event \(head.revision), but its events end at \(end.sequence).")
        } else if head.revision < end.sequence {
            find(
                .unknownTail, head.caseID, head.revision + 1,
                "The case is at event \(head.revision), but its events go on to \(end.sequence).")
        } else if head.hash != end.hash {
            find(
                .changedHead, head.caseID, end.sequence,
                "The case's record of its last event is not the hash of event \(end.sequence).")
        }
        if head.snapshotRevision != head.revision {
            find(
                .staleSnapshot, head.caseID, head.revision,
                "The snapshot is of event \(head.snapshotRevision), but the case is at \(head.revision).")
        }
    }

    private mutating func find(_ kind: ChainFinding.Kind, _ caseID: String, _ sequence: Int64, _ message: String) {
        report.add(ChainFinding(kind, caseID: caseID, sequence: sequence, message: message))
    }
}
