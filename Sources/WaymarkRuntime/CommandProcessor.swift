import CEL
package import WaymarkCalendar
import WaymarkDefinition
package import WaymarkEngine
import WaymarkPluginKit
package import WaymarkStore

/// Loads, decides, appends: one durable transaction for a batch of commands.
///
/// Holds no state that another process could not take over; the cases it keeps in memory are checked against the
/// store's revision before each use.
package final class CommandProcessor: Sendable {
    private let store: any EventStore
    private let environment: RuntimeEnvironment
    private let definitions: DefinitionLibrary
    private let register: RegisterCache
    private let cases: CaseCache

    /// A processor over a store.
    init(
        store: any EventStore, environment: RuntimeEnvironment, definitions: DefinitionLibrary, register: RegisterCache,
        cases: CaseCache
    ) {
        self.store = store
        self.environment = environment
        self.definitions = definitions
        self.register = register
        self.cases = cases
    }

    /// Begins to decide on a second core what is expected to be given at a moment; nil when none can be of use.
    package func foresee(_ requests: [CommandRequest], at moment: Instant) throws -> Foresight? {
        guard environment.decidesAhead else { return nil }
        let work = try store.read { store in
            try DecisionsAhead.work(
                on: requests.map(\.caseCommand), in: store, cases: cases, definitions: definitions)
        }
        guard !work.isEmpty else { return nil }
        return Foresight(
            work, of: requests, decider: CommandDecider(now: moment, environment: environment), register: register)
    }

    /// Decides a batch in order and commits it once; each answer stands at the place of its request.
    /// - Throws: `StoreError` when nothing could be committed; then nothing has changed.
    package func process(
        _ requests: [CommandRequest], now: Instant, foreseen: Foresight? = nil
    ) throws -> [CommandAnswer] {
        do {
            return try store.write { transaction in
                let session = try session(
                    in: transaction, now: now, for: requests.map(\.caseCommand),
                    foreseen: foreseen?.batch(requests, now: now))
                defer { session.ahead?.end() }
                return try requests.enumerated().map { try session.answer($1, at: $0) }
            }
        } catch {
            cases.clear()
            throw error
        }
    }

    /// Decides a batch in order and commits it once, or nothing of it when one is refused.
    /// - Throws: The first `Rejection`, or `StoreError` when nothing could be committed; then nothing has changed.
    package func processTogether(_ requests: [CommandRequest], now: Instant) throws -> [CommandAnswer] {
        do {
            return try store.write { transaction in
                let session = try session(in: transaction, now: now, for: requests.map(\.caseCommand))
                defer { session.ahead?.end() }
                return try requests.enumerated().map { place, request in
                    let answer = try session.answer(request, at: place)
                    if case .rejected(let rejection) = answer { throw rejection }
                    return answer
                }
            }
        } catch {
            cases.clear()
            throw error
        }
    }

    /// Delivers messages that wait for it, in the order in which they were sent.
    /// - Returns: The cases that they were for; one for each message.
    package func deliver(limit: Int, now: Instant) throws -> [String] {
        do {
            return try store.write { transaction in
                let messages = try transaction.pendingMessages(limit: limit)
                let session = try session(in: transaction, now: now, for: messages.map(\.directCommand))
                defer { session.ahead?.end() }
                return try messages.enumerated().map { try session.deliver($1, at: $0) }
            }
        } catch {
            cases.clear()
            throw error
        }
    }

    /// Fires the timers that are due, the earliest first.
    /// - Returns: The cases whose timers fired; one for each timer.
    package func fireTimers(limit: Int, now: Instant) throws -> [String] {
        do {
            return try store.write { transaction in
                let due = try transaction.dueTimers(at: now.millisecondsSinceEpoch, limit: limit)
                let session = try session(in: transaction, now: now, for: due.map(\.caseCommand))
                defer { session.ahead?.end() }
                for (place, timer) in due.enumerated() { try session.fire(timer, at: place) }
                return due.map(\.caseID)
            }
        } catch {
            cases.clear()
            throw error
        }
    }

    /// Hands in the results of effects, in order, in one transaction.
    package func finish(_ outcomes: [EffectOutcome], now: Instant) throws {
        do {
            try store.write { transaction in
                let session = try session(in: transaction, now: now, for: outcomes.map(\.caseCommand))
                defer { session.ahead?.end() }
                for (place, outcome) in outcomes.enumerated() { try session.finish(outcome, at: place) }
            }
        } catch {
            cases.clear()
            throw error
        }
    }

    /// Starts the cases of a run, and has what became of them recorded, all in one transaction.
    /// - Returns: What became of each; nil when the condition does not hold, so that nothing was done.
    package func start(
        _ batch: ScheduledBatch, now: Instant, recording: (any StoreWriting, [ScheduledResult]) throws -> Void
    ) throws -> [ScheduledResult]? {
        do {
            return try store.write { transaction in
                let known = try transaction.occurrence(schedule: batch.schedule, dueAt: batch.dueAt)
                guard batch.condition.holds(for: known) else { return nil }
                let session = try session(in: transaction, now: now)
                    .startingAhead(batch.starts.map(\.request), register: register)
                defer { session.ahead?.end() }
                let results = try batch.starts.enumerated().map { try session.start($1, at: $0) }
                try recording(transaction, results)
                return results
            }
        } catch {
            cases.clear()
            throw error
        }
    }

    /// Starts what waits for an earlier case to end; nil while it has not, or when another process was quicker.
    package func start(
        _ queued: QueuedStartRecord, on definition: String?, by principal: Principal, now: Instant
    ) throws -> ScheduledResult? {
        do {
            return try store.write { transaction in
                let place = QueuedStartRecord.Place(
                    dueAt: queued.dueAt, schedule: queued.schedule, subject: queued.subject)
                guard try transaction.isQueued(place) else { return nil }
                return try session(in: transaction, now: now).startQueued(queued, on: definition, by: principal)
            }
        } catch {
            cases.clear()
            throw error
        }
    }

    /// A state of a case, from memory when the store's is the same.
    package func state(of record: CaseRecord) throws -> CaseState {
        if let known = cases.state(record.id, revision: record.revision) { return known }
        guard let snapshot = try store.read({ try $0.snapshot(caseID: record.id) }) else {
            throw RuntimeError(.unreadable, "case \(record.id) has no snapshot", help: "run `waymark audit verify`")
        }
        let state = try CaseSnapshot.state(from: snapshot.bytes)
        cases.keep(state)
        return state
    }

    /// A session that has what a batch asks of cases decided ahead of its turn.
    private func session(
        in transaction: any StoreWriting, now: Instant, for commands: [CaseCommand?], foreseen: ForeseenBatch? = nil
    ) throws -> ProcessorSession {
        try session(in: transaction, now: now).decidingAhead(commands, foreseen: foreseen, register: register)
    }

    private func session(in transaction: any StoreWriting, now: Instant) -> ProcessorSession {
        ProcessorSession(
            transaction: transaction, decider: CommandDecider(now: now, environment: environment),
            definitions: definitions,
            directory: TransactionReader(transaction).directory(schema: environment.registerSchema, cache: register),
            cases: cases)
    }
}
