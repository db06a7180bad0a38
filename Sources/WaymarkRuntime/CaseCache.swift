import Synchronization
import WaymarkEngine
import WaymarkStore

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

    /// The state of a case where a store has it, from memory when that is the same.
    func load(_ head: CaseHead, from store: any StoreReading) throws -> CaseState {
        if let known = state(head.caseID, revision: head.revision) { return known }
        guard let snapshot = try store.snapshot(caseID: head.caseID) else {
            throw RuntimeError(.unreadable, "case \(head.caseID) has no snapshot", help: "run `waymark audit verify`")
        }
        let state = try CaseSnapshot.state(from: snapshot.bytes)
        guard state.revision == head.revision else {
            throw RuntimeError(
                .unreadable,
                "the snapshot of case \(head.caseID) stands at \(state.revision), its row at \(head.revision)",
                help: "run `waymark audit verify`")
        }
        return state
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
