package import WaymarkCalendar
import WaymarkDefinition
package import WaymarkEngine
package import WaymarkStore

/// The shell around the engine: takes commands, fires timers, delivers messages and performs effects.
///
/// Everything that it does is in the store, so it can stop at any moment and another can go on.
package struct Runtime: Sendable {
    /// The store.
    package let store: any EventStore
    /// What was given once.
    package let environment: RuntimeEnvironment
    /// The definitions that run.
    package let definitions: DefinitionLibrary
    private let register: RegisterCache
    private let processor: CommandProcessor
    private let dispatcher: EffectDispatcher

    /// A runtime over a store.
    package init(store: any EventStore, environment: RuntimeEnvironment, register: RegisterCache = RegisterCache()) {
        self.store = store
        self.environment = environment
        self.register = register
        definitions = DefinitionLibrary(compile: environment.compile)
        let cases = CaseCache(capacity: Limits.cachedCasesMax)
        processor = CommandProcessor(
            store: store, environment: environment, definitions: definitions, register: register, cases: cases)
        dispatcher = EffectDispatcher(
            store: store, environment: environment, definitions: definitions, register: register, cases: cases)
    }

    /// The register as it stands.
    package var directory: RegisterDirectory {
        let store = store
        return RegisterDirectory(schema: environment.registerSchema, cache: register) { query in
            try store.read { reader in
                switch query {
                case .row(let kind, let id): try reader.registerRow(kind: kind, id: id).map { [$0] } ?? []
                case .term(let kind, let term): try reader.registerRows(kind: kind, term: term)
                }
            }
        }
    }

    /// Decides commands and commits them together; what was foreseen of them need not be decided any more.
    package func execute(
        _ requests: [CommandRequest], now: Instant, foreseen: Foresight? = nil
    ) throws -> [CommandAnswer] {
        try processor.process(requests, now: now, foreseen: foreseen)
    }

    /// Begins to decide on a second core what is expected to be given at a moment, while this one does something else.
    package func foresee(_ requests: [CommandRequest], at moment: Instant) throws -> Foresight? {
        try processor.foresee(requests, at: moment)
    }

    /// Decides commands and commits them together, or none of them when one is refused.
    /// - Throws: The first `Rejection`; then nothing has changed.
    package func executeTogether(_ requests: [CommandRequest], now: Instant) throws -> [CommandAnswer] {
        try processor.processTogether(requests, now: now)
    }

    /// Starts the cases of a schedule's run, with what is recorded of it, in one transaction.
    /// - Returns: What became of each; nil when the occurrence has had its run, so that nothing was done.
    package func start(
        _ batch: ScheduledBatch, now: Instant, recording: (any StoreWriting, [ScheduledResult]) throws -> Void
    ) throws -> [ScheduledResult]? {
        try processor.start(batch, now: now, recording: recording)
    }

    /// Starts what waits for an earlier case to end; nil while it has not.
    package func start(
        _ queued: QueuedStartRecord, on definition: String? = nil, by principal: Principal, now: Instant
    ) throws -> ScheduledResult? {
        try processor.start(queued, on: definition, by: principal, now: now)
    }

    /// The state of a case.
    package func state(of record: CaseRecord) throws -> CaseState { try processor.state(of: record) }

    /// What one round of settling did.
    package struct Round: Sendable, Hashable {
        /// Messages delivered.
        package var messages = 0
        /// Effects tried.
        package var effects = 0
        /// Timers fired.
        package var timers = 0
        /// The cases that may have changed; some more than once.
        package var cases: [String] = []
        /// Whether there was nothing to do.
        package var isIdle: Bool { messages + effects + timers == 0 }

        package init() {}
    }

    /// What can be done next.
    private enum Next {
        case messages
        case effects([PreparedEffect])
        case timers
        case nothing
    }

    /// Does the next of what can be done at a moment: messages first, then effects, then timers.
    ///
    /// The order is a function of the store alone, so a run that was cut off goes on as if it had not been.
    package func step(now: Instant) async throws -> Round {
        var round = Round()
        switch try next(at: now) {
        case .messages:
            round.cases = try processor.deliver(limit: Limits.batchMax, now: now)
            round.messages = round.cases.count
        case .effects(let effects):
            try processor.finish(await dispatcher.perform(effects), now: now)
            round.cases = effects.map(\.record.caseID)
            round.effects = effects.count
        case .timers:
            round.cases = try processor.fireTimers(limit: Limits.batchMax, now: now)
            round.timers = round.cases.count
        case .nothing: break
        }
        return round
    }

    /// Looks once for all three, so that nothing is written when there is nothing to do.
    private func next(at now: Instant) throws -> Next {
        let moment = now.millisecondsSinceEpoch
        return try store.read { store in
            if try !store.pendingMessages(limit: 1).isEmpty { return .messages }
            let effects = try store.dueEffects(at: moment, limit: Limits.effectsAtOnceMax)
            if !effects.isEmpty { return .effects(dispatcher.prepare(effects, from: store, now: now)) }
            return try store.dueTimers(at: moment, limit: 1).isEmpty ? .nothing : .timers
        }
    }

    /// Does everything that can be done at a moment.
    /// - Returns: What was done in all.
    /// - Throws: ``RuntimeError`` when things keep setting each other off without end.
    @discardableResult
    package func settle(now: Instant) async throws -> Round {
        var total = Round()
        var sinceYield = 0
        for _ in 0..<Limits.settlingRoundsMax {
            let round = try await step(now: now)
            if round.isIdle { return total }
            sinceYield += round.messages + round.effects + round.timers
            total.messages += round.messages
            total.effects += round.effects
            total.timers += round.timers
            total.cases += round.cases
            // Others get their turn, but not after each of many small rounds: a change of threads costs as much as one.
            if sinceYield >= Limits.workBetweenYields {
                sinceYield = 0
                await Task.yield()
            }
        }
        throw RuntimeError(
            .restless, "messages, effects and timers keep setting each other off",
            help: "look for workflows that send to each other without waiting on anybody")
    }

    /// When something is next due, so that a process can sleep until then; nil when nothing is.
    package func nextMoment() throws -> Instant? {
        let (timer, effect) = try store.read { (try $0.nextTimerAt(), try $0.nextEffectAt()) }
        return [timer, effect].compactMap { $0 }.min().map { Instant(millisecondsSinceEpoch: $0) }
    }
}
