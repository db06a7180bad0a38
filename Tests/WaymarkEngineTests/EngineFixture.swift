import CEL
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkEngine
import WaymarkPluginKit

/// A step that gives back what it is given.
struct EchoKind: ComputationKind {
    static let name = "lab.echo"
    static let summary = "Gives back a number."
    struct Parameters: Record {
        var number = 0
        static let fields: [Field<Parameters>] = [Field("number", \.number, "The number.")]
    }
    struct Outputs: Record {
        var number = 0
        static let fields: [Field<Outputs>] = [Field("number", \.number, "The number.")]
    }
    func compute(_ parameters: Parameters, in context: StepContext) throws -> StepResult<Outputs> {
        guard parameters.number < 1000 else { throw StepFailure("\(parameters.number) is too large") }
        var outputs = Outputs()
        outputs.number = parameters.number
        return StepResult("done", outputs)
    }
}

/// A question to a person.
struct AskKind: TaskKind {
    static let name = "lab.ask"
    static let summary = "Asks a person."
    typealias Parameters = NoFields
    typealias Outputs = Answer
    struct Answer: Record {
        var text = "silence"
        static let fields: [Field<Answer>] = [Field("text", \.text, "What was said.")]
    }
    typealias Form = Answer
    static func outcomes(for parameters: NoFields) -> [OutcomeSchema] {
        [
            OutcomeSchema("approved", "Yes.", verb: .approve),
            OutcomeSchema("returned", "Back.", verb: .return, needsReason: true),
        ]
    }
    func submit(
        _ submission: Submission<Answer>, parameters: NoFields, in context: StepContext
    ) throws -> StepResult<Answer> {
        guard submission.form.text != "nonsense" else { throw Refusal("this is nonsense", at: "text") }
        return StepResult(submission.outcome ?? "approved", submission.form)
    }
}

/// A question that one may also leave to the others.
struct JudgeKind: TaskKind {
    static let name = "lab.judge"
    static let summary = "Asks several people."
    typealias Parameters = NoFields
    typealias Outputs = AskKind.Answer
    typealias Form = AskKind.Answer
    static func outcomes(for parameters: NoFields) -> [OutcomeSchema] {
        AskKind.outcomes(for: parameters) + [OutcomeSchema(BuiltInOutcome.recused, "Takes no part.")]
    }
    func submit(
        _ submission: Submission<AskKind.Answer>, parameters: NoFields, in context: StepContext
    ) throws -> StepResult<AskKind.Answer> {
        StepResult(submission.outcome ?? "approved", submission.form)
    }
}

/// A form whose fields are those of a type of the workflow.
struct FillKind: TaskKind {
    static let name = "lab.fill"
    static let summary = "Asks for what a type says."
    struct Parameters: Record {
        var asks = TypeName("")
        static let fields: [Field<Parameters>] = [Field("asks", \.asks, "The type.", isLiteral: true)]
    }
    typealias Outputs = Answers
    typealias Form = Answers
    struct Answers: Record {
        var answers: Value?
        static let fields: [Field<Answers>] = [Field("answers", \.answers, "What was said.", typedBy: "asks")]
    }
    func submit(
        _ submission: Submission<Answers>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Answers> {
        StepResult("done", submission.form)
    }
}

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

/// Two schools of a district, and the people in them.
struct SmallDirectory: Directory {
    let schema = RegisterSchema(
        organisationTypes: [
            "school": .init(name: "school", title: "School", relations: [.init(name: "district", type: "district")]),
            "district": .init(name: "district", title: "District"),
        ],
        positions: [
            "head": .init(name: "head", title: "Head", organisationTypes: ["school"]),
            "inspector": .init(name: "inspector", title: "Inspector", organisationTypes: ["district"]),
            "member": .init(name: "member", title: "Member of the panel", organisationTypes: ["district"]),
        ])
    static let people =
        [
            Person(id: "ann", name: "Ann", appointments: [Appointment(position: "head", organisation: "S1")]),
            Person(id: "bob", name: "Bob", appointments: [Appointment(position: "head", organisation: "S1")]),
            Person(id: "zed", name: "Zed"),
            Person(id: "cyd", name: "Cyd", appointments: [Appointment(position: "inspector", organisation: "D1")]),
        ]
        + ["pia", "pim", "pol", "pat"].map { id in
            Person(id: id, name: id.uppercased(), appointments: [Appointment(position: "member", organisation: "D1")])
        }
    private let bodies = [
        Organisation(id: "D1", type: "district", name: "The District", short: "D1"),
        Organisation(id: "S1", type: "school", name: "First School", short: "S1", relations: [("district", "D1")]),
    ]
    func organisation(_ id: String) -> Organisation? { bodies.first { $0.id == id } }
    func person(_ id: String) -> Person? { Self.people.first { $0.id == id } }
    func organisations(ofType type: String, within id: String) -> [Organisation] { bodies.filter { $0.type == type } }
    func people(holding position: String?, in organisation: String, on day: LocalDate) -> [Person] {
        Self.people.filter {
            $0.holderKeys(on: day).contains(Holder(organisation: organisation, position: position).key)
        }
    }
}

/// A case being tried: given a definition, when commands come, then events and state.
struct Trial {
    private(set) var definition: CompiledDefinition
    private(set) var state: CaseState?
    private(set) var events: [Event] = []
    /// For whom the last command that was taken was given, where that was not the one who gave it.
    private(set) var lastOnBehalfOf: String?
    /// When each activity began that may count from then.
    private var beganAt: [Int: Instant] = [:]
    var now: Instant
    /// The calendar that deadlines are reckoned in; weekends alone are free unless another is given.
    var calendar: WorkingCalendar?

    static let start = Instant(millisecondsSinceEpoch: 1_380_618_000_000)  // 2013-10-01 09:00 UTC

    /// Starts a case of the steps of a YAML text; the header is added.
    init(
        _ steps: String, header: String = "", inputs: MapValue = MapValue([]), parent: ParentLink? = nil,
        start: Instant = Trial.start, calendar: WorkingCalendar? = nil
    ) throws {
        definition = try Self.compiled(steps, header: header)
        now = start
        self.calendar = calendar
        _ = try perform(
            .startCase(StartCase(id: "T-1", subject: "S1", inputs: inputs, parent: parent)), by: .system("test"))
    }

    /// The definition of the steps of a YAML text; the header is added.
    static func compiled(_ steps: String, header: String = "", version: String = "1") throws -> CompiledDefinition {
        let text = """
            workflow: trial
            version: "\(version)"
            title: Trial
            subject: school
            roles:
              head: { in: subject, position: head }
              inspector: { in: subject.district, position: inspector }
              panel: { in: subject.district, position: member }
            \(header)
            steps:
            \(steps)
            """
        let registry = try registry()
        let environment = CompilerEnvironment(registry: registry, registerSchema: SmallDirectory().schema)
        let result = Compiler.compile(SourceBundle(file: "trial.yaml", text: text), in: environment)
        guard let definition = result.definition else { throw TrialFailure(result.diagnostics.sorted.map(\.message)) }
        return definition
    }

    static func registry() throws -> PluginRegistry {
        try PluginRegistry([
            Plugin(
                "lab", "For trials.",
                kinds: [
                    .computation(EchoKind.self), .task(AskKind.self), .task(JudgeKind.self), .task(FillKind.self),
                    .effect(PostKind.self),
                ])
        ])
    }

    /// Decides a command and takes what is accepted.
    mutating func perform(_ command: Command, by principal: Principal) throws -> [Event] {
        switch decide(command, on: state, of: definition, in: try context(principal)) {
        case .accepted(let acceptance):
            state = acceptance.state
            lastOnBehalfOf = acceptance.onBehalfOf
            events += acceptance.events
            for event in acceptance.events { if let activity = event.beganActivity { beganAt[activity] = now } }
            return acceptance.events
        case .rejected(let rejection, let record):
            if let record {
                state?.apply(record)
                events.append(record)
            }
            throw rejection
        }
    }

    /// Takes facts that were decided at another time, as they stand in a store.
    mutating func recall(_ facts: [Event]) {
        for fact in facts { state?.apply(fact) }
        events += facts
    }

    func context(_ principal: Principal) throws -> DecisionContext {
        DecisionContext(
            now: now, principal: principal, directory: SmallDirectory(),
            calendar: HashedCalendar(try calendar ?? Self.calendar()),
            registry: try Self.registry())
    }

    /// A calendar with holidays; business closes at 17:00.
    static func calendar(
        _ holidays: [String] = [], years: ClosedRange<Int> = 2013...2014
    ) throws -> WorkingCalendar {
        try WorkingCalendar(
            name: "trial", zone: .utc, weekend: [.saturday, .sunday], openingTime: .midnight,
            closingTime: LocalTime(hour: 17, minute: 0, second: 0) ?? .midnight, years: years,
            holidays: holidays.compactMap { LocalDate($0) }.map { Holiday(date: $0, title: "A holiday") })
    }

    /// What comes out differently under a corrected calendar.
    func recomputation() throws -> DeadlineRecomputation {
        guard let state else { throw TrialFailure(["no case"]) }
        var recomputation = DeadlineRecomputation(
            state, of: definition, openedAt: beganAt, in: try context(person("cyd")))
        recomputation.run()
        return recomputation
    }

    /// The calendar is corrected, and what is open is reckoned anew.
    @discardableResult
    mutating func correct(
        _ calendar: WorkingCalendar, revision: Int64? = nil, reason: String = "a holiday was announced"
    ) throws -> [Event] {
        self.calendar = calendar
        let command = RecomputeDeadlines(
            openedAt: beganAt, calendarHash: calendar.contentHash.description,
            revision: revision ?? state?.revision ?? 0, reason: reason)
        return try perform(.recomputeDeadlines(command), by: person("cyd"))
    }

    /// Where the case would stand under another definition.
    func plan(_ target: CompiledDefinition, map: [String: String] = [:]) throws -> MigrationPlan {
        guard let state else { throw TrialFailure(["no case"]) }
        var planner = MigrationPlanner(
            state, from: definition, to: target, map: map, openedAt: beganAt, context: try context(person("cyd")))
        return planner.run()
    }

    /// The case goes on under another definition.
    @discardableResult
    mutating func migrate(
        to target: CompiledDefinition, map: [String: String] = [:], revision: Int64? = nil, reason: String = "policy"
    ) throws -> [Event] {
        let command = MigrateCase(
            target: target, map: map, openedAt: beganAt, revision: revision ?? state?.revision ?? 0, reason: reason)
        let events = try perform(.migrateCase(command), by: person("cyd"))
        definition = target
        return events
    }

    func person(_ id: String) -> Principal {
        SmallDirectory().person(id).map { .person($0) } ?? .system("nobody")
    }

    /// The number of the open task of a step.
    func task(_ step: String) throws -> Int {
        guard let found = state?.tasks.first(where: { $0.activity.node == .step(definition.step(step)?.index ?? -1) })
        else {
            throw TrialFailure(["no open task of \(step)"])
        }
        return found.task.number
    }

    /// A person does the task of a step.
    @discardableResult
    mutating func answer(
        _ step: String, _ text: String = "fine", outcome: String = "approved", reason: String? = nil,
        by id: String = "ann"
    ) throws -> [Event] {
        let form = Value.map(MapValue([(.string("text"), .string(text))]))
        return try perform(
            .completeTask(CompleteTask(task: try task(step), form: form, outcome: outcome, reason: reason)),
            by: person(id))
    }

    /// Fires the timers that are due, the earliest first, until none is.
    mutating func pass(to moment: Instant) throws {
        while let timer = state?.timers.values.filter({ $0.at <= moment }).min(by: {
            ($0.at, $0.number) < ($1.at, $1.number)
        }) {
            now = max(now, timer.at)
            _ = try perform(.fireTimer(timer: timer.number), by: .system("timer"))
        }
        now = moment
    }

    /// The ids of the steps that ended, in order.
    var done: [String] {
        events.compactMap { event in
            switch event {
            case .stepDone(let event): event.step
            case .taskCompleted(let event): event.step
            case .taskLapsed(let event): event.step
            default: nil
            }
        }
    }
}

/// Why a trial could not be made.
struct TrialFailure: Error {
    var reasons: [String]

    init(_ reasons: [String]) {
        self.reasons = reasons
    }
}
