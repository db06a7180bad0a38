/// Bytes that are there, or that are made when somebody asks for them.
///
/// A store that outlives the process is given bytes that are there. One that is gone with it, and whose snapshots are
/// hardly ever read, need not have them written.
package enum DeferredBytes: Sendable {
    /// They are there.
    case made([UInt8])
    /// They are made anew each time.
    case deferred(@Sendable () -> [UInt8])

    /// The bytes.
    package var bytes: [UInt8] {
        switch self {
        case .made(let bytes): bytes
        case .deferred(let make): make()
        }
    }
}

extension DeferredBytes: Hashable {
    /// Whether the bytes are the same, however they came about.
    package static func == (left: DeferredBytes, right: DeferredBytes) -> Bool { left.bytes == right.bytes }

    /// Takes the bytes into account.
    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
