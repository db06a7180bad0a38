import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkEngine
import WaymarkOperations
import WaymarkRuntime
import WaymarkStore

/// Plays one scenario on a virtual clock, through the runtime that plays the real thing.
struct ScenarioRun {
    let scenario: Scenario
    let stage: ScenarioStage
    let runtime: Runtime
    var now: Instant
    private var names: [String: String] = [:]
    private var mainID: String?
    private var messages = 0
    private var focus: String?
    /// The incidents that a line of the scenario has named; any other makes it fail.
    private var namedIncidents: Set<String> = []

    init(_ scenario: Scenario, on stage: ScenarioStage, number: Int) throws {
        self.scenario = scenario
        self.stage = stage
        runtime = try stage.runtime(for: scenario, number: number)
        now = scenario.given.at
    }

    /// Plays it; the first line that fails ends it.
    mutating func run() async -> ScenarioResult {
        var failures: [ScenarioFailure] = []
        var last = scenario.span
        do {
            try await begin()
            for step in scenario.steps {
                try refuseUnnamedIncidents(before: step, after: last)
                last = step.span
                failures = try await play(step)
                guard failures.isEmpty else { break }
            }
            if failures.isEmpty { failures = try end(after: last) }
        } catch let failure as ScenarioFailure {
            failures = [failure]
        } catch {
            let failure = OperationFailure(error)
            failures = [ScenarioFailure(last, failure.message, help: failure.help)]
        }
        return ScenarioResult(
            scenario: scenario, failures: failures,
            lastEvents: failures.isEmpty ? [] : ((try? lastEvents()) ?? []), covered: (try? covered()) ?? [:])
    }

    /// Begins the case that the scenario is about.
    mutating func begin() async throws {
        let given = scenario.given
        mainID = try await start(
            ScenarioStart(
                workflow: scenario.workflow, subject: given.subject, inputs: given.inputs, starter: given.starter),
            at: scenario.span)
        focus = mainID
    }

    private mutating func end(after last: SourceSpan) throws -> [ScenarioFailure] {
        if let ending = scenario.ending {
            let failures = try check(ending)
            guard failures.isEmpty else { return failures }
        }
        try refuseUnnamedIncidents(before: nil, after: last)
        return []
    }

    // MARK: - Lines

    private mutating func play(_ step: ScenarioStep) async throws -> [ScenarioFailure] {
        switch step.action {
        case .act(let act): try await play(act, at: step.span)
        case .wait(let wait): try await play(wait, at: step.span)
        case .message(let message): try await play(message, at: step.span)
        case .start(let start):
            let id = try await self.start(start, at: step.span)
            if let name = start.name { names[name] = id }
        case .mend(let mend): try await play(mend, at: step.span)
        case .expect(let expectation): return try check(expectation)
        }
        return []
    }

    private mutating func play(_ wait: ScenarioWait, at span: SourceSpan) async throws {
        let target: Instant
        switch wait {
        case .until(let moment): target = moment
        case .after(let rule):
            do {
                target = try rule.resolve(opened: now, calendar: stage.environment.calendar)
            } catch let error as CalendarError {
                throw ScenarioFailure(span, "so much time cannot pass: \(error)")
            }
        }
        guard target >= now else {
            throw ScenarioFailure(
                span, "the clock cannot go back", expected: [text(target)], found: ["\(text(now)), the time now"])
        }
        for _ in 0..<Limits.momentsMax {
            guard let next = try runtime.nextMoment(), next <= target else { break }
            now = max(now, next)
            try await runtime.settle(now: now)
        }
        now = target
    }

    private mutating func play(_ message: ScenarioMessage, at span: SourceSpan) async throws {
        let record = try record(of: message.caseReference, at: span)
        let data = try evaluate(message.data, in: try scope(of: record))
        messages += 1
        let request = CommandRequest(
            target: .existing(record.id),
            command: .receiveMessage(
                IncomingMessage(id: "scenario-\(messages)", name: message.name, data: data, from: message.from)),
            principal: try message.sender.map { .person(try sender($0, of: record, at: span)) } ?? .system("message"))
        switch (try await execute(request), message.refusal) {
        case (.rejected(let rejection), let refusal?): try check(rejection, against: refusal)
        case (.rejected(let rejection), nil):
            throw ScenarioFailure(
                span, "the message \(message.name) was refused", found: refusalLines(rejection), help: rejection.help)
        case (_, let refusal?): throw unrefused(refusal, "the message \(message.name) was taken")
        case (_, nil): break
        }
    }

    private func sender(_ actor: ScenarioActor, of record: CaseRecord, at span: SourceSpan) throws -> Person {
        try candidates(actor, try runtime.state(of: record), frame: 0, try definition(of: record), at: span)[0]
    }

    private mutating func start(_ start: ScenarioStart, at span: SourceSpan) async throws -> String? {
        guard let definition = stage.environment.definitions[start.workflow] else { return nil }
        var state = CaseState()
        state.subject = start.subject
        let principal = try start.starter.map {
            Principal.person(try candidates($0, state, frame: 0, definition, at: span)[0])
        }
        let context = context(principal ?? .system("scenario"))
        let scope = CaseScope(state, frame: 0, definition: definition, context: context)
        let request = CommandRequest(
            target: .new(workflow: start.workflow),
            command: .startCase(
                StartCase(id: "", subject: start.subject, inputs: try evaluate(start.inputs, in: scope))),
            principal: context.principal)
        switch try await execute(request) {
        case .done(let done):
            if let refusal = start.refusal { throw unrefused(refusal, "the case began") }
            return done.caseID
        case .already(let done):
            throw ScenarioFailure(span, "the case \(done.caseID) is there already for that subject and key")
        case .rejected(let rejection):
            guard let refusal = start.refusal else {
                throw ScenarioFailure(
                    span, "the case could not begin", found: refusalLines(rejection), help: rejection.help)
            }
            try check(rejection, against: refusal)
            return nil
        }
    }

    /// Sends a command, and lets what follows from it happen.
    mutating func execute(_ request: CommandRequest) async throws -> CommandAnswer {
        if case .existing(let id) = request.target { focus = id }
        guard let answer = try runtime.execute([request], now: now).first else {
            throw OperationFailure(.fault, "the command was not answered")
        }
        try await runtime.settle(now: now)
        return answer
    }

    // MARK: - Looking

    /// The case that is meant.
    mutating func record(of reference: CaseReference, at span: SourceSpan) throws -> CaseRecord {
        let id: String?
        switch reference.target {
        case .main: id = mainID
        case .named(let name): id = names[name]
        case .only(let subject): id = try only(reference.workflow, subject: subject, at: span)
        }
        guard let id, let record = try runtime.store.read({ try $0.caseRecord(id: id) }) else {
            throw ScenarioFailure(span, "there is no such case yet")
        }
        focus = record.id
        return record
    }

    private func only(_ workflow: String, subject: String?, at span: SourceSpan) throws -> String {
        let found = try cases().filter { $0.workflow == workflow && (subject == nil || $0.subject == subject) }
        let open = found.filter { $0.status == CaseState.Status.open.rawValue }
        if found.count > 1, open.count == 1 { return open[0].id }
        guard found.count == 1 else {
            throw ScenarioFailure(
                span, "expected one case of \(workflow), but there \(found.isEmpty ? "is none" : "are \(found.count)")",
                found: found.map(\.id), help: found.isEmpty ? nil : "say subject:, or name cases as they start")
        }
        return found[0].id
    }

    func cases() throws -> [CaseRecord] {
        try runtime.store.read { try $0.cases(CaseQuery(limit: Limits.casesMax)) }
    }

    func definition(of record: CaseRecord) throws -> CompiledDefinition {
        try runtime.store.read { try runtime.definitions.definition(record.definitionHash, from: $0) }
    }

    func context(_ principal: Principal) -> DecisionContext {
        DecisionContext(
            now: now, principal: principal, directory: runtime.directory, calendar: runtime.environment.hashedCalendar,
            registry: stage.registry)
    }

    func scope(of record: CaseRecord, frame: Int = 0) throws -> CaseScope {
        CaseScope(
            try runtime.state(of: record), frame: frame, definition: try definition(of: record),
            context: context(.system("scenario")))
    }

    func evaluate(_ template: ValueTemplate, in scope: CaseScope) throws -> Value {
        try template.evaluated(in: scope)
    }

    func evaluate(_ templates: [NamedTemplate], in scope: CaseScope) throws -> MapValue {
        try templates.evaluated(in: scope)
    }

    func history(of record: CaseRecord) throws -> [History.Entry] {
        try History(caseID: record.id).run(
            in: Session(runtime: runtime, clock: FixedClock(now), person: nil))
    }

    func text(_ instant: Instant) -> String { Moments(stage.environment.calendar).text(instant) }

    /// Who may be meant by an actor; never empty.
    func candidates(
        _ actor: ScenarioActor, _ state: CaseState, frame: Int, _ definition: CompiledDefinition, at span: SourceSpan
    ) throws -> [Person] {
        let people: [Person]
        switch actor {
        case .person(let id): people = try runtime.directory.person(id).map { [$0] } ?? []
        case .role(let name):
            let context = context(.system("scenario"))
            let scope = CaseScope(state, frame: frame, definition: definition, context: context)
            people = try (definition.roles[name]?.holders(in: scope) ?? []).flatMap { holder in
                try runtime.directory.people(
                    holding: holder.position, in: holder.organisation, on: context.today)
            }
        }
        guard !people.isEmpty else {
            let who = if case .role(let name) = actor { "the role \(name) here" } else { "that id" }
            throw ScenarioFailure(span, "nobody of the register has \(who) on \(text(now))")
        }
        return people
    }

    // MARK: - Incidents

    mutating func name(incident: String) { namedIncidents.insert(incident) }

    /// An incident that no line names is a failure, as soon as the scenario goes on with something else.
    private mutating func refuseUnnamedIncidents(before step: ScenarioStep?, after last: SourceSpan) throws {
        switch step?.action {
        case .expect(let expectation)?
        where expectation.checks.contains { if case .incidents = $0.fact { true } else { false } }:
            return
        case .mend?: return
        default: break
        }
        let open = try runtime.store.read { try $0.incidents(state: .open, caseID: nil, limit: Limits.casesMax) }
        guard let incident = open.first(where: { !namedIncidents.contains($0.id) }) else { return }
        focus = incident.caseID
        throw ScenarioFailure(
            last, "the step \(incident.step) of \(incident.caseID) stopped, and no line expects that",
            found: [incident.message], help: incident.help.isEmpty ? nil : incident.help)
    }

    // MARK: - Afterwards

    /// The last that happened in the case that a failure is about.
    private func lastEvents() throws -> [String] {
        guard let focus, let record = try runtime.store.read({ try $0.caseRecord(id: focus) }) else { return [] }
        var wording = EventWording(try definition(of: record), directory: runtime.directory)
        let lines = try history(of: record).compactMap { entry in
            wording.text(entry.event).map { "\(text(entry.record.moment))  \(entry.doer)  \($0)" }
        }
        return ["case \(record.id)"] + lines.suffix(Limits.eventsShownMax)
    }

    private func covered() throws -> [String: Set<CoverageItem>] {
        var covered: [String: Set<CoverageItem>] = [:]
        for record in try cases() {
            var observer = CoverageObserver(try definition(of: record))
            for entry in try history(of: record) { observer.observe(entry.event) }
            covered[record.workflow, default: []].formUnion(observer.covered)
        }
        return covered
    }
}

extension EventRecord {
    var moment: Instant { Instant(millisecondsSinceEpoch: at) }
}
