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

/// An automatic step whose completion is a commit of its own.
struct PingKind: EffectKind {
    static let name = "bench.ping"
    static let summary = "Does nothing outside."
    typealias Parameters = NoFields
    typealias Outputs = NoFields
    func perform(_ parameters: NoFields, in context: EffectContext) async throws -> StepResult<NoFields> {
        StepResult("done", NoFields())
    }
}

/// A question to a person.
struct SignKind: TaskKind {
    static let name = "bench.sign"
    static let summary = "Asks a person."
    typealias Parameters = NoFields
    typealias Outputs = NoFields
    typealias Form = NoFields
    static func outcomes(for parameters: NoFields) -> [OutcomeSchema] { [OutcomeSchema("approved", verb: .approve)] }
    func submit(
        _ submission: Submission<NoFields>, parameters: NoFields, in context: StepContext
    ) throws -> StepResult<NoFields> { StepResult("approved", NoFields()) }
}

/// A store in a temporary folder with small workflows and a register of units, everything switched on.
final class Workbench {
    let folder: String
    let store: SQLiteEventStore
    let runtime: Runtime
    let now = Instant(millisecondsSinceEpoch: 1_380_618_000_000)

    init(units: Int) throws {
        folder = NSTemporaryDirectory() + "waymark-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        store = try SQLiteEventStore(path: folder + "/store.sqlite", absence: .create)
        let registry = try PluginRegistry([
            Plugin("bench", "For measuring.", kinds: [.effect(PingKind.self), .task(SignKind.self)])
        ])
        let schema = RegisterSchema(
            organisationTypes: ["unit": .init(name: "unit", title: "Unit")],
            positions: ["head": .init(name: "head", title: "Head", organisationTypes: ["unit"])])
        let environment = CompilerEnvironment(registry: registry, registerSchema: schema)
        let calendar = try WorkingCalendar(
            name: "bench", zone: .utc, weekend: [.saturday, .sunday], openingTime: .midnight,
            closingTime: LocalTime(hour: 17, minute: 0, second: 0) ?? .midnight, years: 2013...2014, holidays: [])
        runtime = Runtime(
            store: store,
            environment: RuntimeEnvironment(
                calendar: calendar, registry: registry, registerSchema: schema, dataFolder: folder,
                publicationFolder: folder,
                compile: { _, bytes in
                    let result = Compiler.compile(try SourceBundle(bytes: bytes), in: environment)
                    guard let definition = result.definition else {
                        throw RuntimeError(
                            .definition, result.diagnostics.sorted.map(\.message).joined(separator: "; "))
                    }
                    return definition
                }))
        let ann = self.person(units: 50)
        try store.write { store in
            for (name, text) in Self.workflows {
                let bundle = SourceBundle(file: name + ".yaml", text: text)
                _ = try store.publish(
                    DefinitionRecord(
                        hash: ContentHash(of: bundle.bytes).description, workflow: name, version: "1", title: name,
                        source: bundle.bytes, publishedAt: 1))
            }
            let rows = (0..<units).map { unit in
                RegisterCodec.row(
                    Organisation(id: "U\(unit)", type: "unit", name: "Unit \(unit)", short: "U\(unit)"), ancestors: [])
            }
            try store.replaceRegister(rows + [RegisterCodec.row(ann)])
        }
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func header(_ name: String) -> String {
        """
        workflow: \(name)
        version: "1"
        title: \(name)
        subject: unit
        id: "\(name)-${subject.short}"
        roles: { head: { in: subject, position: head } }
        steps:

        """
    }

    private static let workflows: [(String, String)] = [
        ("linear", header("linear") + (1...10).map { "  - { id: s\($0), uses: bench.ping }\n" }.joined()),
        (
            "approval",
            header("approval") + """
                  - { id: submit, uses: bench.sign, role: head }
                  - { id: approve, uses: bench.sign, role: head }
                  - { id: record, uses: bench.ping }
                """
        ),
        (
            "quarter",
            header("quarter") + """
                  - { id: open, uses: bench.ping }
                  - { id: agree, uses: bench.sign, role: head }
                  - id: assess
                    for_each: domain
                    in: '["d1", "d2", "d3", "d4", "d5", "d6"]'
                    steps: [ { id: rate, uses: bench.sign, role: head } ]
                  - { id: confirm, uses: bench.sign, role: head, due: 5 working days }
                  - { id: publish, uses: bench.ping }
                  - { id: notice, uses: bench.ping }
                """
        ),
        ("open", header("open") + "  - { id: wait, uses: bench.sign, role: head, due: 5 working days }\n"),
    ]

    func start(_ workflow: String, units: Range<Int>) throws -> [String] {
        let requests = units.map { unit in
            CommandRequest(
                target: .new(workflow: workflow),
                command: .startCase(StartCase(id: "", subject: "U\(unit)", inputs: MapValue([]))),
                principal: .system("bench"))
        }
        return try runtime.execute(requests, now: now).compactMap {
            if case .done(let done) = $0 { done.caseID } else { nil }
        }
    }

    /// The person who heads the first so many units.
    func person(units: Int) -> Person {
        Person(
            id: "ann", name: "Ann",
            appointments: (0..<units).map { Appointment(position: "head", organisation: "U\($0)") })
    }

    /// The command by which a person does a task.
    func sign(_ task: TaskRecord) -> CommandRequest {
        CommandRequest(
            target: .existing(task.caseID),
            command: .completeTask(CompleteTask(task: Projection.number(task.id) ?? 0, form: .map(MapValue([])))),
            principal: .person(signer(of: task)))
    }

    /// Whoever heads the unit of a task.
    func signer(of task: TaskRecord) -> Person {
        Person(id: "head", name: "Head", appointments: [Appointment(position: "head", organisation: task.subject)])
    }
}
