import CEL
import Foundation
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkEngine
import WaymarkPluginKit
import WaymarkRuntime
import WaymarkStore
import WaymarkStoreSQLite

/// A question to a person.
struct QuestionKind: TaskKind {
    static let name = "office.ask"
    static let summary = "Asks a person."
    typealias Parameters = NoFields
    typealias Outputs = NoFields
    typealias Form = NoFields
    static func outcomes(for parameters: NoFields) -> [OutcomeSchema] {
        [OutcomeSchema("approved", "Yes.", verb: .approve)]
    }
    func submit(
        _ submission: Submission<NoFields>, parameters: NoFields, in context: StepContext
    ) throws -> StepResult<NoFields> {
        StepResult("approved", NoFields())
    }
}

/// A runtime over a store of its own, with some schools and one person who is the head of all.
struct Works {
    let runtime: Runtime
    let now = Instant(millisecondsSinceEpoch: 1_380_618_000_000)
    let head = Person(
        id: "ann", name: "Ann", appointments: schools.map { Appointment(position: "head", organisation: $0) })

    static let schools = ["S1", "S2", "S3", "S4", "S5"]
    static let schema = RegisterSchema(
        organisationTypes: ["school": .init(name: "school", title: "School")],
        positions: ["head": .init(name: "head", title: "Head", organisationTypes: ["school"])])

    /// The stores that a test goes through.
    enum Store: String, CaseIterable, Sendable { case memory, sqlite }

    /// Lends a runtime with workflows published, and takes its files away afterwards.
    static func open(
        _ kind: Store, _ workflows: [String], decidesAhead: Bool = true, _ body: (Works) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "waymark-works-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store: any EventStore =
            switch kind {
            case .memory: MemoryEventStore()
            case .sqlite: try SQLiteEventStore(path: folder + "/store.sqlite", absence: .create)
            }
        try await body(try Works(store, workflows, decidesAhead: decidesAhead))
        try store.close()
    }

    private init(_ store: any EventStore, _ workflows: [String], decidesAhead: Bool) throws {
        let registry = try PluginRegistry([Plugin("office", "For trials.", kinds: [.task(QuestionKind.self)])])
        let bundles = workflows.enumerated().map { SourceBundle(file: "\($0.offset).yaml", text: $0.element) }
        var environment = CompilerEnvironment(registry: registry, registerSchema: Self.schema)
        environment.workflows = Compiler.interfaces(of: bundles)
        let calendar = try WorkingCalendar(
            name: "works", zone: .utc, weekend: [.saturday, .sunday], openingTime: .midnight,
            closingTime: LocalTime(hour: 17, minute: 0, second: 0) ?? .midnight,
            years: 2013...2014, holidays: [])
        let trusting = CompilerEnvironment(registry: registry, registerSchema: Self.schema, isTrusted: true)
        var surroundings = RuntimeEnvironment(
            calendar: calendar, registry: registry, registerSchema: Self.schema, dataFolder: "", publicationFolder: "",
            compile: { _, bytes in
                let result = Compiler.compile(try SourceBundle(bytes: bytes), in: trusting)
                guard let definition = result.definition else { throw Faults(result.diagnostics) }
                return definition
            })
        surroundings.decidesAhead = decidesAhead
        runtime = Runtime(store: store, environment: surroundings)
        let people = [RegisterCodec.row(head)]
        try store.write { store in
            try store.replaceRegister(
                people
                    + Self.schools.map {
                        RegisterCodec.row(
                            Organisation(id: $0, type: "school", name: "School \($0)", short: $0), ancestors: [])
                    })
            for bundle in bundles {
                let result = Compiler.compile(bundle, in: environment)
                guard let definition = result.definition else { throw Faults(result.diagnostics) }
                try store.publish(
                    DefinitionRecord(
                        hash: definition.hash.description, workflow: definition.workflow, version: definition.version,
                        title: definition.title, source: bundle.bytes, publishedAt: 1))
            }
        }
    }

    // MARK: - Acting

    /// Starts a case, and lets what follows happen.
    /// - Returns: Its id.
    @discardableResult
    func start(_ workflow: String, _ subject: String, _ inputs: [(String, Value)] = []) async throws -> String {
        let inputs = MapValue(inputs.map { (.string($0.0), $0.1) })
        let start = StartCase(id: "", subject: subject, inputs: inputs)
        let request = CommandRequest(
            target: .new(workflow: workflow), command: .startCase(start), principal: .person(head))
        return try await perform(request)
    }

    /// Has the head do something with a case, and lets what follows happen.
    @discardableResult
    func act(_ command: Command, on id: String) async throws -> String {
        try await perform(CommandRequest(target: .existing(id), command: command, principal: .person(head)))
    }

    /// Does the open task of a step of a case.
    func answer(_ step: String, of id: String) async throws {
        let tasks = try runtime.store.read { try $0.tasks(TaskQuery(caseID: id)) }
        guard let task = tasks.first(where: { $0.step == step }), let number = Projection.number(task.id) else {
            throw Faults(["there is no open task of \(step) in \(id)"])
        }
        let complete = CompleteTask(task: number, form: .map(MapValue([])), outcome: "approved")
        try await act(.completeTask(complete), on: id)
    }

    private func perform(_ request: CommandRequest) async throws -> String {
        guard let answer = try runtime.execute([request], now: now).first else { throw Faults(["no answer"]) }
        try await runtime.settle(now: now)
        switch answer {
        case .done(let done), .already(let done): return done.caseID
        case .rejected(let rejection): throw rejection
        }
    }

    // MARK: - Looking

    /// The steps that have an open task, by case.
    func open() throws -> [String: [String]] {
        let tasks = try runtime.store.read { try $0.tasks(TaskQuery(limit: 200)) }
        return Dictionary(grouping: tasks, by: \.caseID).mapValues { $0.map(\.step).sorted() }
    }

    /// The state of a case as its snapshot says it.
    func state(_ id: String) throws -> CaseState {
        guard let snapshot = try runtime.store.read({ try $0.snapshot(caseID: id) }) else {
            throw Faults(["there is no case \(id)"])
        }
        return try CaseSnapshot.state(from: snapshot.bytes)
    }
}

/// Why a trial could not be made.
struct Faults: Error {
    var reasons: [String]

    init(_ reasons: [String]) {
        self.reasons = reasons
    }

    init(_ diagnostics: Diagnostics) {
        reasons = diagnostics.sorted.map(\.message)
    }
}
