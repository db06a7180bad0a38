import WaymarkStore

/// A write transaction; it lives as long as the body that it is handed to.
final class SQLiteTransaction: SQLiteReading, StoreWriting {
    let sql: SQLConnection
    var chain = HashChain()
    /// The case that was looked up last.
    var lastCase: StoredCase?
    private var failure: (any Error)?

    init(sql: SQLConnection) {
        self.sql = sql
    }

    /// Refuses to commit what a failed write may have left half done.
    func checkCommittable() throws {
        if let failure { throw failure }
    }

    /// Runs a part of a write; when it fails, nothing can be committed any more.
    func writing<T>(_ body: () throws -> T) throws -> T {
        try checkCommittable()
        do {
            return try body()
        } catch {
            failure = error
            throw error
        }
    }

    /// Inserts a row that must be new.
    func insert(_ what: String, _ id: String, _ statement: String, _ values: [SQLValue]) throws {
        let inserted = try writing { try sql.run(statement + " ON CONFLICT DO NOTHING", values) }
        guard inserted == 1 else { throw StoreError.duplicate(what, id) }
    }

    /// Changes a row that must exist.
    func update(_ what: String, _ id: String, _ statement: String, _ values: [SQLValue]) throws {
        let updated = try writing { try sql.run(statement, values) }
        guard updated == 1 else { throw StoreError.notFound(what, id) }
    }
}
