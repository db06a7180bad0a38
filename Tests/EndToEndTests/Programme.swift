import CEL
import Foundation
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkEngine
import WaymarkOperations
import WaymarkPluginKit
import WaymarkPlugins
import WaymarkRuntime
import WaymarkSimulation
import WaymarkStore

/// The project in one process: its own workflows and register, a store in memory, and a clock that a test moves.
///
/// Whatever a story does not say is done by the fictional people of the demonstration; what it says is done by hand.
struct Programme {
    let project: Project
    private let publications: String

    /// Opens the project at nine on a day.
    static func open(on day: String = "2013-10-01", _ body: (Programme) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "waymark-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["Config", "Workflows"] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/\(name)", withDestinationPath: "\(Office.root)/\(name)")
        }
        let store = MemoryEventStore()
        let request = ProjectRequest(folder: folder, startedIn: folder, store: nil, actor: nil)
        let clock = FixedClock(Instant("\(day)T08:00:00Z") ?? Instant(millisecondsSinceEpoch: 0))
        let project = try Project.open(request, registry: .built(), clock: clock, opener: { _, _ in store })
        try VirtualClock.set(clock.now, in: store)
        try project.publish()
        try await body(Programme(project: project, publications: "\(folder)/.waymark/published"))
    }

    private var runtime: Runtime { project.session.runtime }

    private func now() throws -> Instant { try VirtualClock.clock(of: runtime.store)?.now ?? project.session.now }

    // MARK: - Time

    /// Lets time pass until noon of a day; nobody does anything, and what falls due happens.
    func pass(to day: String) async throws {
        _ = try await project.advanceClock(to: try #require(Instant("\(day)T12:00:00Z")))
    }

    /// Lets the fictional people work until the evening of a day.
    ///
    /// `changes` is what they do differently: by step, the lines of its behaviour; nobody does a step of `nil`.
    func work(until day: String, _ changes: [String: String?] = [:]) async throws {
        let (behaviour, diagnostics) = Behaviour.read(try Self.behaviour(until: day, changes), file: "quarter.yaml")
        #expect(diagnostics.isEmpty)
        var run = SimulatedRun(project: project, behaviour: behaviour, seed: 7)
        try await run.run()
        #expect(run.refusals.map { "\($0.task): \($0.message)" } == [])
    }

    /// The behaviour of the demonstration, without its starts and reports, and with steps that are done otherwise.
    private static func behaviour(until day: String, _ changes: [String: String?]) throws -> String {
        let text = try String(contentsOfFile: Office.root + "/Config/simulation/quarter.yaml", encoding: .utf8)
        var lines = ["from: 2013-10-01", "until: \(day)", "steps:"]
        var isLeftOut = true
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("steps:") {
                isLeftOut = false
                continue
            }
            if line.hasPrefix("  "), line.hasSuffix(":"), !line.hasPrefix("   ") {
                isLeftOut = changes.keys.contains(String(line.dropFirst(2).dropLast()))
            }
            if !isLeftOut { lines.append(String(line)) }
        }
        for (step, behaviour) in changes.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(step):")
            lines += (behaviour ?? "skip: \"true\"").split(separator: "\n").map { "    \($0)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: - Cases

    /// Starts a case, and says its id.
    @discardableResult
    func start(
        _ workflow: String, _ subject: String, _ inputs: String = #"{"quarter": "2013-14-Q2"}"#,
        by person: String = "wanjiru.brannigan"
    ) async throws -> String {
        let command = Command.startCase(StartCase(id: "", subject: subject, inputs: try Self.map(inputs)))
        let request = CommandRequest(
            target: .new(workflow: workflow), command: command, principal: .person(try self.person(person)))
        switch try runtime.execute([request], now: try now())[0] {
        case .done(let done), .already(let done):
            try await runtime.settle(now: try now())
            return done.caseID
        case .rejected(let rejection): throw rejection
        }
    }

    /// A message of another case reaches a case.
    func send(_ name: String, to caseID: String, _ data: String) async throws {
        let id = "test-\(UUID().uuidString)"
        let message = IncomingMessage(id: id, name: name, data: .map(try Self.map(data)), from: nil)
        let request = CommandRequest(
            target: .existing(caseID), command: .receiveMessage(message), principal: .system("test"))
        if case .rejected(let rejection) = try runtime.execute([request], now: try now())[0] { throw rejection }
        try await runtime.settle(now: try now())
    }

    private func record(_ caseID: String) throws -> CaseRecord {
        try #require(try runtime.store.read { try $0.caseRecord(id: caseID) }, "there is no case \(caseID)")
    }

    /// Where a case stands.
    func state(_ caseID: String) throws -> CaseState { try runtime.state(of: try record(caseID)) }

    /// What a step of a case gave last.
    func result(_ step: String, of caseID: String) throws -> Value? {
        let record = try record(caseID)
        let definition = try runtime.store.read { try runtime.definitions.definition(record.definitionHash, from: $0) }
        let index = try #require(definition.step(step)).index
        return try state(caseID).results[ResultKey(step: index, frame: 0)]
    }

    /// What the open task of a step was given.
    func parameters(of step: String, in caseID: String) throws -> Value {
        let task = try #require(try open(step, of: caseID).first, "nobody is asked for \(step)")
        let number = try #require(Projection.number(task.id))
        return try #require(try state(caseID).task(number)).task.parameters
    }

    /// The events of a case.
    func history(_ caseID: String) throws -> [Event] {
        try History(caseID: caseID).run(in: project.session).map(\.event)
    }

    /// The ids of the cases of a workflow.
    func cases(_ workflow: String) throws -> [String] {
        try runtime.store.read { try $0.cases(CaseQuery(workflow: workflow)).map(\.id) }
    }

    // MARK: - Tasks

    /// The tasks of a step of a case, the latest last.
    func tasks(_ step: String, of caseID: String) throws -> [TaskRecord] {
        try runtime.store.read { try $0.tasks(caseID: caseID, limit: 500) }.filter { $0.step == step }
    }

    /// The open tasks of a step.
    func open(_ step: String, of caseID: String) throws -> [TaskRecord] {
        try tasks(step, of: caseID).filter { $0.state == .open }
    }

    /// The tasks in somebody's list.
    func worklist(of person: String) throws -> [TaskRecord] {
        let session = Session(
            runtime: runtime, clock: FixedClock(try now()), person: try self.person(person))
        return try ListTasks(.mine, limit: 500).run(in: session)
    }

    /// What a person is shown before they do the open task of a step.
    func brief(_ step: String, of caseID: String) throws -> Brief {
        let task = try #require(try open(step, of: caseID).first, "nobody is asked for \(step)")
        return try ShowTask(task.id).run(in: project.session).brief
    }

    /// A person does the open task of a step, or a task by its id.
    @discardableResult
    func act(
        _ step: String, of caseID: String, _ form: String = "{}", outcome: String? = nil, reason: String? = nil,
        task: String? = nil, by person: String
    ) async throws -> TaskRecord {
        let found = try open(step, of: caseID).first?.id
        let id = try #require(task ?? found, "nobody is asked for \(step)")
        let session = Session(
            runtime: runtime, clock: FixedClock(try now()), person: try self.person(person))
        return try await WorkOnTask(
            id, .complete(form: .map(try Self.map(form)), outcome: outcome, verb: nil, reason: reason)
        ).run(in: session)
    }

    /// Why a person may not do it so: the faults of the form, or else the refusal; nothing has changed.
    func refusal(
        _ step: String, of caseID: String, _ form: String = "{}", outcome: String? = nil, reason: String? = nil,
        task: String? = nil, by person: String
    ) async throws -> [String] {
        do {
            try await act(step, of: caseID, form, outcome: outcome, reason: reason, task: task, by: person)
            return []
        } catch let failure as OperationFailure {
            return failure.details.isEmpty ? [failure.message] : failure.details.map(Self.withoutHelp)
        }
    }

    /// A fault without the advice in brackets at its end.
    private static func withoutHelp(_ line: String) -> String {
        guard line.hasSuffix(")"), let start = line.range(of: " (", options: .backwards) else { return line }
        return String(line[..<start.lowerBound])
    }

    // MARK: - Documents

    /// The text of a document.
    func text(of document: Value?) throws -> String {
        let hash = try #require(document?["hash"]?.text)
        let blob = try runtime.store.read { try $0.blob(hash: hash) }
        return String(decoding: try #require(blob).bytes, as: UTF8.self)
    }

    /// The lines of the index of a folder of publications.
    func index(_ folder: String) throws -> [Value] {
        let text = try String(contentsOfFile: "\(publications)/\(folder)/index.jsonl", encoding: .utf8)
        return try text.split(separator: "\n").map { try JSONParser.parse(Array($0.utf8), style: .plain) }
    }

    /// Whether a publication can still be read.
    func isReadable(_ entry: Value, in folder: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(publications)/\(folder)/\(entry["file"]?.text ?? "?")")
    }

    // MARK: - Looking up

    private func person(_ id: String) throws -> Person {
        try #require(try runtime.directory.person(id), "the register has no \(id)")
    }

    private static func map(_ json: String) throws -> MapValue {
        guard case .map(let map) = try JSONParser.parse(Array(json.utf8), style: .plain) else { return MapValue([]) }
        return map
    }
}
