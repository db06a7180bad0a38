/// Where the chain of a case ends: what seals and verification are made of.
package struct CaseHead: Sendable, Hashable {
    /// The case.
    package var caseID: String
    /// The sequence of its last event.
    package var revision: Int64
    /// The hash of its last event, 32 bytes.
    package var hash: [UInt8]
    /// The revision of its snapshot; equal to `revision` unless somebody has meddled.
    package var snapshotRevision: Int64

    /// Describes the end of a chain.
    package init(caseID: String, revision: Int64, hash: [UInt8], snapshotRevision: Int64) {
        self.caseID = caseID
        self.revision = revision
        self.hash = hash
        self.snapshotRevision = snapshotRevision
    }
}
