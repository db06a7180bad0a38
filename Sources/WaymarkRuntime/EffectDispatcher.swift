import CEL
package import WaymarkCalendar
import WaymarkDefinition
package import WaymarkEngine
import WaymarkPluginKit
package import WaymarkStore

/// What became of an effect, on its way back to its case.
package struct EffectOutcome: Sendable {
    /// The effect's id.
    package var effect: String
    /// Its case.
    package var caseID: String
    /// What it gave, or why not.
    package var result: EffectTry

    /// Whether a try succeeded.
    package enum EffectTry: Sendable {
        /// It was done.
        case success(EffectResult)
        /// It was not.
        case failure(EffectFailure)
    }
}

/// Performs effects: several at once, each at least once, with the same key on every try.
package struct EffectDispatcher: Sendable {
    private let store: any EventStore
    private let environment: RuntimeEnvironment
    private let definitions: DefinitionLibrary
    private let register: RegisterCache
    private let cases: CaseCache

    /// A dispatcher over a store.
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

    /// Looks up what effects need, all from one moment of the store.
    package func prepare(
        _ effects: [EffectRecord], from reader: any StoreReading, now: Instant
    ) -> [PreparedEffect] {
        effects.map { effect in
            PreparedEffect(record: effect, call: Result { try call(for: effect, from: reader, now: now) })
        }
    }

    /// Performs effects and gives their outcomes in the order given.
    package func perform(_ effects: [PreparedEffect]) async -> [EffectOutcome] {
        if effects.count == 1 { return [await effects[0].perform()] }
        return await withTaskGroup(of: (Int, EffectOutcome).self) { group in
            for (index, effect) in effects.enumerated() {
                group.addTask { (index, await effect.perform()) }
            }
            var outcomes: [(Int, EffectOutcome)] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func call(
        for effect: EffectRecord, from reader: any StoreReading, now: Instant
    ) throws -> PreparedEffect.Call {
        guard case .effect(let body)? = environment.registry.kind(effect.kind)?.body else {
            throw StepFailure(
                "this build has no step kind named \(effect.kind)",
                help: "build with the plugin that has it, then retry",
                isPermanent: true)
        }
        let (subject, hash) = try pins(of: effect.caseID, from: reader)
        let definition = try definitions.definition(hash, from: reader)
        let store = store
        let directory = RegisterDirectory(schema: environment.registerSchema, cache: register) { query in
            try store.read { reader in
                switch query {
                case .row(let kind, let id): try reader.registerRow(kind: kind, id: id).map { [$0] } ?? []
                case .term(let kind, let term): try reader.registerRows(kind: kind, term: term)
                }
            }
        }
        let step = StepContext(
            caseID: effect.caseID, step: effect.id, now: now, subject: subject, directory: directory,
            calendar: environment.calendar, definition: definition)
        return PreparedEffect.Call(
            body: body, parameters: try JSONParser.parse(effect.payload),
            context: EffectContext(
                idempotencyKey: effect.idempotencyKey, attempt: effect.attempt, step: step,
                dataFolder: environment.dataFolder, publicationFolder: environment.publicationFolder,
                isRehearsal: environment.isRehearsal,
                services: StoredServices(
                    store: store, definitions: definitions,
                    context: DecisionContext(
                        now: now, principal: .system("effect"), directory: directory,
                        calendar: environment.hashedCalendar,
                        registry: environment.registry))))
    }

    /// What a case is bound to now; what is kept of it in memory may be from before a migration by another process.
    private func pins(of id: String, from reader: any StoreReading) throws -> (subject: String, definition: String) {
        if let head = try reader.caseHead(id: id), let state = cases.state(id, revision: head.revision) {
            return (state.subject, state.definition)
        }
        guard let record = try reader.caseRecord(id: id) else {
            throw RuntimeError(.notFound, "there is no case \(id)")
        }
        return (record.subject, record.definitionHash)
    }
}

/// An effect with all that its step kind needs to perform it, or the reason why it cannot be performed.
package struct PreparedEffect: Sendable {
    /// The effect.
    package var record: EffectRecord
    let call: Result<Call, any Error>

    struct Call: Sendable {
        var body: @Sendable (Value, EffectContext) async throws -> AnyStepResult
        var parameters: Value
        var context: EffectContext
    }

    func perform() async -> EffectOutcome {
        let result: EffectOutcome.EffectTry
        do {
            let call = try call.get()
            let given = try await call.body(call.parameters, call.context)
            result = .success(
                EffectResult(outcome: given.outcome, outputs: given.outputs, documents: given.documents))
        } catch let failure as StepFailure {
            result = .failure(
                EffectFailure(message: failure.message, help: failure.help, isPermanent: failure.isPermanent))
        } catch {
            result = .failure(EffectFailure(message: describe(error), isPermanent: error is FieldFailure))
        }
        return EffectOutcome(effect: record.id, caseID: record.caseID, result: result)
    }
}

/// What the runtime lends to effects, from the store.
struct StoredServices: EffectServices {
    let store: any EventStore
    let definitions: DefinitionLibrary
    let context: DecisionContext

    func document(_ hash: String) throws -> [UInt8]? {
        try store.read { try $0.blob(hash: hash)?.bytes }
    }

    /// What a case gave, or what it would give now while it is open.
    func outputs(workflow: String, subject: String, key: String) throws -> Value? {
        let found = try store.read { store -> (given: [UInt8]?, snapshot: [UInt8]?, definition: CompiledDefinition)? in
            guard let record = try store.caseRecord(workflow: workflow, subject: subject, key: key) else { return nil }
            return (
                record.outputs, record.outputs == nil ? try store.snapshot(caseID: record.id)?.bytes : nil,
                try definitions.definition(record.definitionHash, from: store)
            )
        }
        guard let found else { return nil }
        if let given = found.given { return try JSONParser.parse(given) }
        // The register is read while expressions are evaluated, so the store is let go before.
        return try found.snapshot.map { bytes in
            .map(try CaseSnapshot.state(from: bytes).outputs(of: found.definition, in: context))
        }
    }
}
