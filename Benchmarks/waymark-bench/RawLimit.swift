import Foundation
import GRDB

/// What SQLite alone does with the same rows and the same durability: one event and one state row a transition.
struct RawLimit {
    private let database: DatabaseQueue

    init(path: String) throws {
        database = try DatabaseQueue(path: path)
        try database.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(
                sql: """
                    CREATE TABLE event (id INTEGER, sequence INTEGER, payload BLOB, PRIMARY KEY (id, sequence)) WITHOUT ROWID;
                    CREATE TABLE state (id INTEGER PRIMARY KEY, revision INTEGER, snapshot BLOB);
                    CREATE TABLE task (id INTEGER PRIMARY KEY, holder TEXT, due INTEGER, title TEXT);
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

    /// Fills the task table, then lists the first fifty of a holder; gives milliseconds of each listing.
    func listings(_ rows: Int, rounds: Int) throws -> [Double] {
        try database.write { database in
            let insert = try database.makeStatement(sql: "INSERT INTO task VALUES (?, ?, ?, ?)")
            for row in 0..<rows { try insert.execute(arguments: [row, "H\(row % 50)", row, "title"]) }
        }
        return try (0..<rounds).map { round in
            try milliseconds {
                _ = try database.read { database in
                    try Row.fetchAll(
                        database, sql: "SELECT * FROM task WHERE holder = ? ORDER BY due, id LIMIT 50",
                        arguments: ["H\(round % 50)"])
                }
            }
        }
    }
}
