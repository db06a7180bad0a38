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
    /// - Complexity: linear in the events, each of which is read once; one case in memory at a time.
    package func run(in session: Session) throws -> Report {
        let folding = Folding(compares: refolds)
        guard let caseID else {
            let chain = try ChainVerifier.verify(session.store, visit: { try folding.visit($0) })
            return Report(
                chain: chain, snapshots: folding.faults, fingerprint: ContentHash(of: folding.heads).description)
        }
        return try session.store.read { store in
            let record = try Lookup(store).caseRecord(caseID)
            let chain = try ChainVerifier.verify(caseID: record.id, in: store) { try folding.visit($0) }
            return Report(chain: chain, snapshots: folding.faults)
        }
    }
}

/// Folds the events of each case anew while its chain is verified, and compares the state with the snapshot.
private final class Folding {
    private let compares: Bool
    private var state = CaseState()
    private var failure: String?
    /// What is wrong with snapshots.
    private(set) var faults: [(caseID: String, message: String)] = []
    /// The heads of all cases so far.
    private(set) var heads: [UInt8] = []

    init(compares: Bool) {
        self.compares = compares
    }

    func visit(_ stop: ChainVerifier.Stop) throws {
        switch stop {
        case .events(let events): fold(events)
        case .end(let head, let reader):
            heads += Array(head.caseID.utf8) + head.hash
            try compare(head.caseID, in: reader)
            state = CaseState()
            failure = nil
        }
    }

    private func fold(_ events: [EventRecord]) {
        guard compares, failure == nil else { return }
        do {
            for event in events {
                state.apply(try Event(type: event.type, version: event.version, bytes: event.payload))
            }
        } catch {
            failure = error.message
        }
    }

    private func compare(_ id: String, in reader: any StoreReading) throws {
        guard compares else { return }
        if let failure {
            faults.append((id, failure))
        } else if try reader.snapshot(caseID: id)?.bytes != CaseSnapshot.bytes(of: state) {
            faults.append((id, "the snapshot is not what the events say"))
        }
    }
}
