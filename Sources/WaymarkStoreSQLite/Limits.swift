import WaymarkStore

/// The bounds of the file store.
extension Limits {
    /// How long a call waits for another process that writes, in seconds.
    static let busyTimeoutSeconds = 5.0
    /// Connections that read at the same time when there are many.
    static let readersMax = 4
    /// Pages of the log after which SQLite copies it into the file: 16 MB.
    static let logPagesMax = 4_000
    /// Prepared statements that a connection keeps; the program has about a hundred, and some that vary.
    static let keptStatementsMax = 400
    /// What each connection keeps in memory, in KiB.
    static let cacheKibibytes = 8_000
}
