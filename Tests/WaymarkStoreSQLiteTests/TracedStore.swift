import GRDB
import Synchronization
import WaymarkStore

@testable import WaymarkStoreSQLite

/// A store on the same file and with the same statements as the real one, that notes every statement it runs.
final class TracedStore: EventStore {
    private let queue: DatabaseQueue
    private let notes: Notes

    /// The statements that were run.
    private final class Notes: Sendable {
        let statements = Mutex<Set<String>>([])
    }

    /// Opens a file whose schema is there.
    init(path: String) throws {
        queue = try DatabaseQueue(path: path)
        let notes = Notes()
        self.notes = notes
        queue.inDatabase { database in
            database.trace(options: .statement) { event in
                guard case .statement(let statement) = event else { return }
                _ = notes.statements.withLock { $0.insert(statement.sql) }
            }
        }
    }

    func read<T>(_ body: (any StoreReading) throws -> T) throws -> T {
        try queue.read { try body(SQLiteReader(sql: SQLConnection(database: $0))) }
    }

    func write<T>(_ body: (any StoreWriting) throws -> T) throws -> T {
        try queue.write { database in
            let transaction = SQLiteTransaction(sql: SQLConnection(database: database))
            let result = try body(transaction)
            try transaction.checkCommittable()
            return result
        }
    }

    func close() throws { try queue.close() }

    /// The statements on rows that were run, sorted.
    var statements: [String] {
        let words = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "REPLACE"]
        return notes.statements.withLock { $0 }.filter { statement in
            words.contains { statement.hasPrefix($0) }
        }.sorted()
    }

    /// How SQLite would run a statement: a line for each table or sort.
    func plan(of statement: String) throws -> [String] {
        try queue.inDatabase { database in
            // The plan does not depend on the values, so none are bound.
            let explanation = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + statement)
            explanation.setUncheckedArguments(StatementArguments())
            return try Row.fetchAll(explanation).map { $0["detail"] }
        }
    }
}
