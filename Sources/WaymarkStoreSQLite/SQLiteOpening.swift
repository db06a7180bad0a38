import GRDB
import WaymarkStore

/// Opens the file of a store: makes it, recognises it, brings it up to date, and checks that it is durable.
struct SQLiteOpening {
    let path: String
    let connections: SQLiteEventStore.Connections

    func open(_ absence: SQLiteEventStore.Absence) throws -> any DatabaseWriter {
        if !SQLiteFile.exists(path) {
            guard absence == .create else {
                throw StoreError(
                    .unavailable, "There is no store at \(path).", help: "Check the path, or make a store first.")
            }
            do {
                try SQLiteFile.create(path)
            } catch let error as StoreError where error.code == .duplicate {
                // Another process was quicker: theirs is as good.
            }
        }
        return try StoreError.translating {
            let writer = try connect()
            do {
                try writer.writeWithoutTransaction { try recognise(SQLConnection(database: $0)) }
                try update(writer)
                try writer.writeWithoutTransaction { try settle(SQLConnection(database: $0)) }
                return writer
            } catch {
                try? writer.close()
                throw error
            }
        }
    }

    private func connect() throws -> any DatabaseWriter {
        var configuration = Configuration()
        configuration.busyMode = .timeout(Limits.busyTimeoutSeconds)
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = Limits.readersMax
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -\(Limits.cacheKibibytes)") }
        return switch connections {
        case .one: try DatabaseQueue(path: path, configuration: configuration)
        case .many: try DatabasePool(path: path, configuration: configuration)
        }
    }

    // MARK: - Recognising

    /// Refuses what is not ours, and what is newer than we are.
    private func recognise(_ sql: SQLConnection) throws {
        let version = try sql.count("PRAGMA user_version")
        if version > Schema.version {
            throw StoreError(
                .tooNew, "The store at \(path) has schema \(version), and this program knows \(Schema.version).",
                help: "Use the newer program.")
        }
        // A process that was killed at its first write leaves the table of migrations, and the index of that.
        let isEmpty = try sql.count("SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'") == 0
        let application = try sql.count("PRAGMA application_id")
        guard isEmpty || Int64(application) == Schema.applicationID else {
            throw StoreError(.corrupt, "The file at \(path) is not a store of Waymark.", help: "Check the path.")
        }
    }

    // MARK: - Bringing up to date

    private func update(_ writer: any DatabaseWriter) throws {
        let found = try writer.writeWithoutTransaction { try SQLConnection(database: $0).count("PRAGMA user_version") }
        guard found < Schema.version else { return }
        if found > 0 { try copy(writer, schema: found) }
        try Schema.migrator.migrate(writer)
    }

    private func copy(_ writer: any DatabaseWriter, schema: Int) throws {
        let copy = "\(path).before-\(Schema.version)"
        guard !SQLiteFile.exists(copy) else { return }
        // Under another name until it is whole, so that a crash leaves no half copy that looks like one.
        let unfinished = copy + ".unfinished"
        SQLiteFile.remove(unfinished)
        try SQLiteFile.create(unfinished)
        try writer.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [unfinished]) }
        try SQLiteFile.synchronize(unfinished)
        try SQLiteFile.move(unfinished, to: copy)
    }

    // MARK: - Settling

    /// Makes commits durable, and reads back that they are.
    ///
    /// This comes last because GRDB sets `synchronous` to NORMAL by itself when it opens a pool.
    private func settle(_ sql: SQLConnection) throws {
        if try journalMode(sql) != "wal" { try sql.run("PRAGMA journal_mode = WAL") }
        try sql.run("PRAGMA synchronous = FULL")
        try sql.run("PRAGMA wal_autocheckpoint = \(Limits.logPagesMax)")
        let mode = try journalMode(sql)
        let synchronous = try sql.count("PRAGMA synchronous")
        let foreignKeys = try sql.count("PRAGMA foreign_keys")
        guard mode == "wal", synchronous == 2, foreignKeys == 1 else {
            throw StoreError(
                .unavailable,
                "Expected durable commits, but SQLite is at journal \(mode), synchronous \(synchronous).",
                help: "Keep the store on a local disk that SQLite can lock.")
        }
    }

    private func journalMode(_ sql: SQLConnection) throws -> String {
        try sql.first("PRAGMA journal_mode") { $0.text(0) } ?? "none"
    }
}
