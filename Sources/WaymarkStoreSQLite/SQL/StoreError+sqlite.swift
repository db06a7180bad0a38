import GRDB
import GRDBSQLite
import WaymarkStore

extension StoreError {
    /// What an error code of SQLite means to those who use a store.
    init(sqliteCode: Int32, message: String, underlying: (any Error)? = nil) {
        let fact = "SQLite says: \(message) (code \(sqliteCode))."
        switch sqliteCode & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED:
            self.init(
                .busy, "Another process kept the store for too long.", help: "Try again; see who else has it open.",
                underlying: underlying)
        case SQLITE_FULL:
            self.init(
                .full, "The disk is full. Nothing of this transaction was kept.", help: "Make room and try again.",
                underlying: underlying)
        case SQLITE_NOTADB:
            self.init(
                .unavailable, "The file is no store of Waymark. \(fact)", help: "Check the path.",
                underlying: underlying)
        case SQLITE_CORRUPT:
            self.init(
                .corrupt, "The file of the store is damaged. \(fact)", help: "Restore a backup.", underlying: underlying
            )
        case SQLITE_CONSTRAINT where [1555, 2067, 2579].contains(sqliteCode):
            self.init(
                .duplicate, "There is already such a record. \(fact)", help: "Read the one that is there.",
                underlying: underlying)
        case SQLITE_CONSTRAINT where sqliteCode == 787:
            self.init(
                .notFound, "A record belongs to a case that does not exist. \(fact)", help: "Commit the case first.",
                underlying: underlying)
        case SQLITE_CONSTRAINT:
            self.init(
                .corrupt, "The records would contradict each other. \(fact)",
                help: "This is a fault of ours: please report it.", underlying: underlying)
        case SQLITE_TOOBIG:
            self.init(.tooLarge, "A record is too large. \(fact)", help: "Hand in less.", underlying: underlying)
        default:
            self.init(
                .unavailable, "The store cannot be used. \(fact)",
                help: "Check the path, the permissions and the disk.", underlying: underlying)
        }
    }

    /// Runs something and turns GRDB's errors into ours; other errors pass.
    static func translating<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StoreError(
                sqliteCode: error.extendedResultCode.rawValue, message: error.message ?? "no message",
                underlying: error)
        }
    }
}
