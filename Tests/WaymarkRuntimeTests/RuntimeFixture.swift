import CEL
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkEngine
import WaymarkPluginKit
import WaymarkRuntime
import WaymarkStore

/// Something done outside.
struct PostKind: EffectKind {
    static let name = "lab.post"
    static let summary = "Posts something."
    typealias Parameters = NoFields
    typealias Outputs = NoFields
    func perform(_ parameters: NoFields, in context: EffectContext) async throws -> StepResult<NoFields> {
        StepResult("done", NoFields())
    }
}

/// A runtime over a store in memory, with one workflow of one subject.
struct SmallOffice {
    let store = MemoryEventStore()
    let runtime: Runtime
    let now = Instant(millisecondsSinceEpoch: 1_380_618_000_000)

    /// An office whose workflow has the steps of a YAML text.
    init(steps: String, header: String = "") throws {
        let registry = try PluginRegistry([Plugin("lab", "For trials.", kinds: [.effect(PostKind.self)])])
        let schema = RegisterSchema(organisationTypes: ["unit": .init(name: "unit", title: "Unit")], positions: [:])
        let environment = CompilerEnvironment(registry: registry, registerSchema: schema)
        let calendar = try WorkingCalendar(
            name: "lab", zone: .utc, weekend: [.saturday, .sunday], openingTime: .midnight,
            closingTime: LocalTime(hour: 17, minute: 0, second: 0) ?? .midnight, years: 2013...2014, holidays: [])
        runtime = Runtime(
            store: store,
            environment: RuntimeEnvironment(
                calendar: calendar, registry: registry, registerSchema: schema, dataFolder: "", publicationFolder: "",
                compile: { _, bytes in
                    let result = Compiler.compile(try SourceBundle(bytes: bytes), in: environment)
                    guard let definition = result.definition else {
                        throw RuntimeError(
                            .definition, result.diagnostics.sorted.map(\.message).joined(separator: "; "))
                    }
                    return definition
                }))
        let bundle = SourceBundle(
            file: "trial.yaml",
            text: """
                workflow: trial
                version: "1"
                title: Trial
                subject: unit
                \(header)
                steps:
                \(steps)
                """)
        try store.write { store in
            _ = try store.publish(
                DefinitionRecord(
                    hash: ContentHash(of: bundle.bytes).description, workflow: "trial", version: "1", title: "Trial",
                    source: bundle.bytes, publishedAt: 1))
            try store.replaceRegister([
                RegisterCodec.row(Organisation(id: "U1", type: "unit", name: "Unit 1", short: "U1"), ancestors: [])
            ])
        }
    }

    /// Starts a case and says under which id.
    func start() throws -> String? {
        let request = CommandRequest(
            target: .new(workflow: "trial"),
            command: .startCase(StartCase(id: "", subject: "U1", inputs: MapValue([]))), principal: .system("test"))
        guard case .done(let done)? = try runtime.execute([request], now: now).first else { return nil }
        return done.caseID
    }
}
