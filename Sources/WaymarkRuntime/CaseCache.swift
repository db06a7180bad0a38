import Synchronization
import WaymarkEngine

/// States of cases that were used lately; the oldest half goes when it is full.
final class CaseCache: Sendable {
    private struct Entry {
        var state: CaseState
        var use: Int
    }

    private struct Contents {
        var entries: [String: Entry] = [:]
        var uses = 0
    }

    private let capacity: Int
    private let contents = Mutex(Contents())

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The state at exactly that revision, if it is kept.
    func state(_ id: String, revision: Int64) -> CaseState? {
        contents.withLock { contents in
            guard let index = contents.entries.index(forKey: id),
                contents.entries.values[index].state.revision == revision
            else { return nil }
            contents.uses += 1
            contents.entries.values[index].use = contents.uses
            return contents.entries.values[index].state
        }
    }

    func keep(_ state: CaseState) {
        contents.withLock { contents in
            contents.uses += 1
            if state.status != .open {
                contents.entries[state.id] = nil
                return
            }
            contents.entries[state.id] = Entry(state: state, use: contents.uses)
            guard contents.entries.count > capacity else { return }
            let bound = contents.uses - capacity / 2
            contents.entries = contents.entries.filter { $0.value.use > bound }
        }
    }

    /// Forgets everything, after a transaction that was rolled back.
    func clear() {
        contents.withLock { $0.entries = [:] }
    }
}
