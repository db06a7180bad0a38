import WaymarkDefinition
import WaymarkEngine
package import WaymarkStore

/// Proves that nothing in a store was changed, lost or cut off; and that each snapshot is the fold of its events.
package struct VerifyAudit: Sendable {
    /// What was found.
    package struct Report: Sendable {
        /// The chain's own report.
        package var chain: ChainReport
        /// Cases whose snapshot is not the fold of their events, with the reason.
        package var snapshots: [(caseID: String, message: String)] = []
        /// A hash over the heads of all cases, in the order of their ids: one word for the whole store.
        package var fingerprint = ""

        /// Whether nothing is wrong.
        package var isIntact: Bool { chain.isIntact && snapshots.isEmpty }
    }

    private let caseID: String?
    private let refolds: Bool

    /// Verifies one case, or all.
    ///
    /// `refolds`: Whether snapshots are compared with the fold of the events too.
    package init(caseID: String? = nil, refolds: Bool = true) {
        self.caseID = caseID
        self.refolds = refolds
    }

    /// The report.
    /// - Complexity: linear in the events; one case in memory at a time.
    package func run(in session: Session) throws -> Report {
        guard let caseID else { return try verifyAll(in: session) }
        return try session.store.read { store in
            let record = try Lookup(store).caseRecord(caseID)
            var report = Report(chain: try ChainVerifier.verify(caseID: record.id, in: store))
            try compare(record.id, in: store, &report)
            return report
        }
    }

    private func verifyAll(in session: Session) throws -> Report {
        var report = Report(chain: try ChainVerifier.verify(session.store))
        try session.store.read { store in
            var heads: [UInt8] = []
            var last: String?
            while true {
                let page = try store.caseHeads(afterID: last, limit: 200)
                for head in page {
                    heads += Array(head.caseID.utf8) + head.hash
                    if refolds { try compare(head.caseID, in: store, &report) }
                }
                guard let next = page.last?.caseID, page.count == 200 else { break }
                last = next
            }
            report.fingerprint = ContentHash(of: heads).description
        }
        return report
    }

    private func compare(_ id: String, in store: any StoreReading, _ report: inout Report) throws {
        do {
            var state = CaseState()
            var sequence: Int64 = 0
            while true {
                let page = try store.events(caseID: id, after: sequence, limit: 500)
                for record in page {
                    state.apply(try Event(type: record.type, version: record.version, bytes: record.payload))
                }
                guard let last = page.last, page.count == 500 else { break }
                sequence = last.sequence
            }
            guard try store.snapshot(caseID: id)?.bytes == CaseSnapshot.bytes(of: state) else {
                report.snapshots.append((id, "the snapshot is not what the events say"))
                return
            }
        } catch let failure as EventReadFailure {
            report.snapshots.append((id, failure.message))
        }
    }
}
