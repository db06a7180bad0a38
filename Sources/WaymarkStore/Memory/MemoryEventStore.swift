import Dispatch
import Synchronization

/// A store in memory, for tests, scenarios and simulation; it is gone with the process.
///
/// `@unchecked Sendable` because the tables are touched in `read`, `write` and `close` only, each while it holds the
/// lock, and are handed out to the bodies of those calls alone.
package final class MemoryEventStore: EventStore, @unchecked Sendable {
    private let lock = Mutex(())
    private let tables = MemoryTables()
    private var isClosed = false

    /// An empty store.
    package init() {}

    /// A store without cases that begins with the definitions, the register and the settings of another.
    package init(beginningAs other: MemoryEventStore) {
        other.lock.withLock { _ in
            tables.definitions = other.tables.definitions
            tables.register = other.tables.register
            tables.settings = other.tables.settings
        }
    }

    /// Giving back the memory of many cases takes its time, and nobody has to wait for it.
    deinit {
        // Nobody else can reach the tables any more.
        nonisolated(unsafe) let tables = tables
        DispatchQueue.global(qos: .utility).async { withExtendedLifetime(tables) {} }
    }

    /// Reads, all from one moment.
    package func read<T>(_ body: (any StoreReading) throws -> T) throws -> T {
        try locked { try body(MemoryReader(tables: tables)) }
    }

    /// Writes all of it, or nothing when the body throws.
    package func write<T>(_ body: (any StoreWriting) throws -> T) throws -> T {
        try locked {
            let transaction = MemoryTransaction(tables: tables)
            do {
                let result = try body(transaction)
                try transaction.checkCommittable()
                return result
            } catch {
                transaction.rollBack()
                throw error
            }
        }
    }

    /// Refuses further calls.
    package func close() {
        lock.withLock { _ in isClosed = true }
    }

    private func locked<T>(_ body: () throws -> T) throws -> T {
        var result: T?
        try lock.withLock { _ in
            guard !isClosed else {
                throw StoreError(.unavailable, "The store is closed.", help: "Open it again.")
            }
            result = try body()
        }
        guard let result else {
            throw StoreError(.unavailable, "There is no result.", help: "This is a fault of ours.")
        }
        return result
    }
}
