/// The bounds that every store holds; each has a test at the limit and one past it.
package enum Limits {
    /// Bytes of the payload of one event.
    package static let payloadBytesMax = 1_048_576
    /// Bytes of the snapshot of one case.
    package static let snapshotBytesMax = 16_777_216
    /// Events of one commit of one case.
    package static let eventsPerCommitMax = 10_000
    /// Changes of projections in one commit of one case.
    package static let changesPerCommitMax = 20_000
    /// Holders of one task.
    package static let holdersPerTaskMax = 1_000
    /// Bytes of what one notice says.
    package static let noticeBytesMax = 65_536
    /// Bytes of one blob.
    package static let blobBytesMax = 67_108_864
    /// Records of one page of any list.
    package static let pageSizeMax = 10_000
    /// Findings that a verification lists; more are only counted.
    package static let findingsMax = 1_000
}
