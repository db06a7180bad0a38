/// The state of a case as it was after one of its events.
package struct SnapshotRecord: Sendable, Hashable {
    /// The sequence of the last event that it holds.
    package var revision: Int64
    /// The state; opaque to the store.
    package var bytes: [UInt8]

    /// Describes a snapshot.
    package init(revision: Int64, bytes: [UInt8]) {
        self.revision = revision
        self.bytes = bytes
    }
}
