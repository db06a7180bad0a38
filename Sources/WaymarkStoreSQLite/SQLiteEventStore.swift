import GRDB
package import WaymarkStore

/// A store in one SQLite file, with every commit on disk before it is answered.
package final class SQLiteEventStore: EventStore {
    /// How many connections there are.
    package enum Connections: Sendable {
        /// One for everything: the quickest to open, for a command that runs once.
        case one
        /// One that writes and a few that read at the same time, for a server.
        case many
    }

    /// What to do when there is no file.
    package enum Absence: Sendable {
        /// Throw `unavailable`.
        case fail
        /// Make one, readable by its owner only.
        case create
    }

    /// Where the file is.
    package let path: String
    private let writer: any DatabaseWriter
    private let statements = KeptStatements()
    /// Whether the one connection both reads and writes.
    private let isAlone: Bool

    /// Opens a store, and brings an older one up to date after copying it to `<path>.before-<version>`.
    /// - Throws: `unavailable` when there is no file or it cannot be opened, `corrupt` when it is not a store, `tooNew`
    ///   when a newer program has written it, `busy` when another process keeps it.
    package init(path: String, connections: Connections = .one, absence: Absence = .fail) throws {
        self.path = path
        isAlone = connections == .one
        writer = try SQLiteOpening(path: path, connections: connections).open(absence)
    }

    /// Reads, all from one moment.
    package func read<T>(_ body: (any StoreReading) throws -> T) throws -> T {
        try StoreError.translating {
            try writer.unsafeRead { database in
                let sql = SQLConnection(database: database, kept: isAlone ? statements : nil)
                return try sql.transaction("BEGIN DEFERRED") { try body(SQLiteReader(sql: sql)) }
            }
        }
    }

    /// Writes in one durable transaction.
    package func write<T>(_ body: (any StoreWriting) throws -> T) throws -> T {
        try StoreError.translating {
            try writer.writeWithoutTransaction { database in
                let sql = SQLConnection(database: database, kept: statements)
                return try sql.transaction("BEGIN IMMEDIATE") {
                    let transaction = SQLiteTransaction(sql: sql)
                    let result = try body(transaction)
                    try transaction.checkCommittable()
                    return result
                }
            }
        }
    }

    /// Copies the whole store into a new file, from one moment, while others go on.
    /// - Throws: `duplicate` when there is already a file of that name.
    package func backUp(to path: String) throws {
        try SQLiteFile.create(path)
        try StoreError.translating {
            try writer.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
        }
        try SQLiteFile.synchronize(path)
    }

    /// Lets SQLite look through its file.
    /// - Returns: What it finds wrong; empty when nothing is.
    package func integrityFaults() throws -> [String] {
        try StoreError.translating {
            try writer.read { database in
                let sql = SQLConnection(database: database)
                let lines = try sql.rows("PRAGMA integrity_check") { $0.text(0) }
                let strays = try sql.rows("PRAGMA foreign_key_check") { "a row of \($0.text(0)) refers to nothing" }
                return (lines == ["ok"] ? [] : lines) + strays
            }
        }
    }

    /// Closes all connections; those in use first come to their end.
    package func close() throws {
        try StoreError.translating {
            writer.writeWithoutTransaction { _ in statements.removeAll() }
            try writer.close()
        }
    }
}
