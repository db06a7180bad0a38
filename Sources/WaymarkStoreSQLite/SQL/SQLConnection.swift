import GRDB
import GRDBSQLite
import WaymarkStore

/// Runs statements on one connection; each is prepared once and kept.
///
/// GRDB owns the connection, its transactions and the kept statements. Values are bound and read here, without its
/// detour over Foundation's `Data`, because every event carries bytes.
struct SQLConnection {
    let database: Database
    /// The statements of this connection; nil for one of several readers, whose statements GRDB keeps.
    var kept: KeptStatements?

    /// Runs a statement that gives no rows.
    /// - Returns: How many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: [SQLValue] = []) throws -> Int {
        try withStatement(sql, values) { statement in
            while try step(statement) {}
        }
        return Int(sqlite3_changes(database.sqliteConnection))
    }

    /// All rows of a query.
    func rows<T>(_ sql: String, _ values: [SQLValue] = [], _ make: (SQLRow) throws -> T) throws -> [T] {
        try withStatement(sql, values) { statement in
            var rows: [T] = []
            while try step(statement) { rows.append(try make(SQLRow(statement: statement))) }
            return rows
        }
    }

    /// The first row of a query.
    func first<T>(_ sql: String, _ values: [SQLValue] = [], _ make: (SQLRow) throws -> T) throws -> T? {
        try withStatement(sql, values) { statement in
            try step(statement) ? try make(SQLRow(statement: statement)) : nil
        }
    }

    /// The first column of the first row, as a number.
    func count(_ sql: String, _ values: [SQLValue] = []) throws -> Int {
        try first(sql, values) { $0.count(0) } ?? 0
    }

    /// The key of the row that was inserted last.
    var lastInsertedKey: Int64 {
        sqlite3_last_insert_rowid(database.sqliteConnection)
    }

    /// Runs a body in a transaction that begins with a statement; when it throws, nothing of it stays.
    ///
    /// GRDB's own transactions prepare their statements anew each time and tell observers, of which there are none here.
    func transaction<T>(_ begin: String, _ body: () throws -> T) throws -> T {
        try run(begin)
        do {
            let result = try body()
            try run("COMMIT")
            return result
        } catch {
            // After some failures, such as a full disk, SQLite has rolled back by itself.
            if sqlite3_get_autocommit(database.sqliteConnection) == 0 { _ = try? run("ROLLBACK") }
            throw error
        }
    }

    // MARK: - Stepping

    private func withStatement<T>(
        _ sql: String, _ values: [SQLValue], _ body: (SQLiteStatement) throws -> T
    ) throws -> T {
        let prepared = try kept?.statement(sql, in: database) ?? database.cachedStatement(sql: sql)
        let statement = prepared.sqliteStatement
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        try bind(values, to: statement)
        return try withExtendedLifetime(prepared) { try body(statement) }
    }

    /// Whether there is a row.
    private func step(_ statement: SQLiteStatement) throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(code)
        }
    }

    private func bind(_ values: [SQLValue], to statement: SQLiteStatement) throws {
        // Tells SQLite to copy what it is given: it has no name in Swift, the C header casts -1.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        var place: Int32 = 0
        for value in values {
            place += 1
            let code =
                switch value {
                case .null: sqlite3_bind_null(statement, place)
                case .integer(let integer): sqlite3_bind_int64(statement, place, integer)
                // No address means null to SQLite, and nothing has none.
                case .text(let text) where text.isEmpty: sqlite3_bind_text(statement, place, "", 0, copied)
                case .text(var text):
                    text.withUTF8 { utf8 in
                        utf8.withMemoryRebound(to: CChar.self) {
                            sqlite3_bind_text(statement, place, $0.baseAddress, Int32($0.count), copied)
                        }
                    }
                case .bytes(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(statement, place, 0)
                case .bytes(let bytes):
                    sqlite3_bind_blob(statement, place, bytes, Int32(bytes.count), copied)
                }
            guard code == SQLITE_OK else { throw failure(code) }
        }
    }

    private func failure(_ code: Int32) -> StoreError {
        StoreError(
            sqliteCode: sqlite3_extended_errcode(database.sqliteConnection),
            message: String(cString: sqlite3_errmsg(database.sqliteConnection)))
    }
}
