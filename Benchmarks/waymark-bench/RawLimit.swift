import Foundation
import GRDB

/// What SQLite alone does with the same rows and the same durability: one event and one state row a transition, and a
/// task with as many columns as Waymark's.
struct RawLimit {
    private static let path = NSTemporaryDirectory() + "waymark-raw"
    private let database: DatabaseQueue

    init() throws {
        for ending in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: Self.path + ending) {
            try FileManager.default.removeItem(atPath: Self.path + ending)
        }
        database = try DatabaseQueue(path: Self.path)
        try database.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(
                sql: """
                    CREATE TABLE event (id INTEGER, sequence INTEGER, payload BLOB, PRIMARY KEY (id, sequence)) WITHOUT ROWID;
                    CREATE TABLE state (id INTEGER PRIMARY KEY, revision INTEGER, snapshot BLOB);
                    CREATE TABLE task (id INTEGER PRIMARY KEY, holder TEXT, due INTEGER, \(Self.details));
                    CREATE INDEX task_due ON task (holder, due, id);
                    """)
        }
    }

    /// Commits transitions, so many together; gives transitions a second.
    func transitions(_ count: Int, perCommit: Int) throws -> Double {
        let payload = [UInt8](repeating: 120, count: 300)
        let snapshot = [UInt8](repeating: 120, count: 1200)
        var done = 0
        return try rate(count) {
            while done < count {
                try database.writeWithoutTransaction { database in
                    try database.inTransaction(.immediate) {
                        let event = try database.cachedStatement(sql: "INSERT OR REPLACE INTO event VALUES (?, ?, ?)")
                        let state = try database.cachedStatement(sql: "INSERT OR REPLACE INTO state VALUES (?, ?, ?)")
                        for _ in 0..<perCommit {
                            try event.execute(arguments: [done % 64, done, Data(payload)])
                            try state.execute(arguments: [done % 64, done, Data(snapshot)])
                            done += 1
                        }
                        return .commit
                    }
                }
            }
        }
    }

    /// Milliseconds of commits of one transition each.
    func commits(_ count: Int) throws -> [Double] {
        try (0..<count).map { _ in 1000 / (try transitions(1, perCommit: 1)) }
    }

    private static let details = (1...18).map { "detail\($0) TEXT" }.joined(separator: ", ")

    /// Fills the task table: every holder has as many tasks as the next.
    func fill(_ rows: Int, holders: Int) throws {
        try database.write { database in
            let places = Array(repeating: "?", count: 18).joined(separator: ", ")
            let insert = try database.makeStatement(sql: "INSERT INTO task VALUES (?, ?, ?, \(places))")
            for row in 0..<rows {
                let details: [any DatabaseValueConvertible] = (0..<18).map { "detail \(row % 100) of \($0)" }
                let values: [any DatabaseValueConvertible] = [row, "U\(row % holders)", row] + details
                try insert.execute(arguments: StatementArguments(values))
            }
        }
    }

    /// Lists the first fifty tasks of so many holders; gives milliseconds of each listing.
    func listings(_ rounds: Int, holders: Int) throws -> [Double] {
        let names = (0..<holders).map { "U\($0)" }
        let places = names.map { _ in "?" }.joined(separator: ", ")
        return try (0..<rounds).map { _ in
            try milliseconds {
                _ = try database.read { database in
                    let select = try database.cachedStatement(
                        sql: "SELECT * FROM task WHERE holder IN (\(places)) ORDER BY due, id LIMIT 50")
                    return try GRDB.Row.fetchAll(select, arguments: StatementArguments(names))
                }
            }
        }
    }
}
