import Foundation
import WaymarkOperations
package import WaymarkStore
import WaymarkStoreSQLite

/// Opens the store of a project.
package enum StoreFile {
    /// Opens the store of a file; makes it, readable by its owner only, when that is asked for.
    package static func open(_ path: String, makesMissing: Bool) throws -> any EventStore {
        if makesMissing {
            let folder = (path as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } else if !FileManager.default.fileExists(atPath: path) {
            throw OperationFailure(
                .storeUnavailable, "Expected a store, but there is none at \(path)",
                help: "`waymark start` makes one; `make demo` makes one with a quarter in it")
        }
        return try SQLiteEventStore(path: path, absence: makesMissing ? .create : .fail)
    }
}
