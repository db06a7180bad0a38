import ArgumentParser
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkOperations
import WaymarkStore

/// What the verbs that end a task share.
struct HandInOptions: ParsableArguments {
    @OptionGroup var target: TaskOptions

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Fill in a field: name=value or items[0].name=value; may be repeated.", valueName: "name=value"))
    var assignments: [String] = []

    @Option(help: ArgumentHelp("Take the form from a JSON file; - for standard input.", valueName: "file"))
    var from: String?

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String?
}

/// Hands in a task: fills its form from options, a file or questions, and keeps what was filled in when it is refused.
struct HandIn {
    let options: HandInOptions
    let verb: OutcomeSchema.Verb?
    let outcome: String?

    func run(_ desk: Desk) async throws {
        let project = try desk.project()
        let session = project.session
        _ = try session.actor()
        let view = try ShowTask(options.target.task).run(in: session)
        let (form, outcome, reason) = try fill(view, desk)
        do {
            let task = try await WorkOnTask(
                view.record.id, .complete(form: form, outcome: outcome, verb: verb, reason: reason),
                key: options.target.key
            ).run(in: session)
            try report(task, wasLapsed: view.record.state == .lapsed, session: session, desk)
        } catch let failure as OperationFailure {
            throw keep(form, of: view.record, in: project, after: failure)
        }
    }

    // MARK: - Filling in

    private func fill(_ view: TaskView, _ desk: Desk) throws -> (form: Value, outcome: String?, reason: String?) {
        var input = FormInput(view.form, start: try startingForm(view, desk))
        for assignment in options.assignments { try input.set(assignment) }
        var outcome = outcome
        var reason = options.reason
        guard desk.console.canAsk, view.record.state == .open || view.ifLate != nil else {
            return (input.form, outcome, reason)
        }
        let dialogue = FormDialogue(console: desk.console, style: desk.noteStyle)
        let isUntouched = options.assignments.isEmpty && options.from == nil
        if isUntouched || !view.form.faults(in: input.form).isEmpty {
            TaskText(view, session: nil, style: desk.noteStyle).lines.forEach { desk.console.note($0 + "\n") }
            try dialogue.fill(&input, schema: view.form)
        }
        if verb == nil, outcome == nil { outcome = try dialogue.outcome(of: view.outcomes) }
        let chosen = view.outcomes.first { verb != nil ? $0.verb == verb : $0.name == outcome }
        if let chosen, chosen.needsReason, reason == nil, input.form["reason"] == nil {
            reason = try dialogue.reason(for: chosen.name)
        }
        return (input.form, outcome, reason)
    }

    private func startingForm(_ view: TaskView, _ desk: Desk) throws -> Value {
        guard let file = options.from else { return .map(MapValue([])) }
        let bytes = try InputFile.read(file)
        do {
            return try JSONParser.parse(bytes, style: .plain)
        } catch {
            throw OperationFailure(.usage, "Expected JSON in \(file), but \(error)")
        }
    }

    // MARK: - Afterwards

    private func report(_ task: TaskRecord, wasLapsed: Bool, session: Session, _ desk: Desk) throws {
        let what = "\(task.stepTitle), \(task.subjectName)"
        switch (wasLapsed, task.state) {
        case (true, .lapsed):
            desk.note("Kept, marked late, not acted on: \(what). The time for it was up, and the case had gone on.")
        case (true, _):
            desk.note(
                "Late, but acted on: \(what)\(task.outcome.map { " (\($0))" } ?? ""). See `waymark show \(task.caseID)`."
            )
        default: desk.note("Done: \(what)\(task.outcome.map { " (\($0))" } ?? "").")
        }
        let next = try ListTasks(.all, caseID: task.caseID, limit: 5).run(in: session)
        if desk.common.output == .table {
            guard !next.isEmpty else { return }
            desk.note("Open now in \(task.caseID):")
            desk.console.write(TaskRows.listing(next, in: session).rendered(.table, style: desk.style, width: nil))
        } else {
            desk.show(TaskRows.listing(next, in: session), empty: "")
        }
    }

    /// Keeps what a person filled in when it could not be taken, so that nothing is lost.
    private func keep(
        _ form: Value, of task: TaskRecord, in project: Project, after failure: OperationFailure
    ) -> OperationFailure {
        guard case .map(let map) = form, !map.isEmpty else { return failure }
        let path = project.folder + "/.waymark/drafts/\(task.id).json"
        guard (try? InputFile.write(JSONText.bytes(of: form, style: .plain), to: path)) != nil else { return failure }
        var failure = failure
        let word = "what you filled in is kept: --from \(path)"
        failure.help = failure.help.map { "\($0); \(word)" } ?? word
        return failure
    }
}

/// Does a task, whatever its outcomes are called.
struct AdvanceCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "advance", abstract: "Do a task: asks for what is missing when a person is there.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var options: HandInOptions

    @Option(help: ArgumentHelp("How it ends.", valueName: "name"))
    var outcome: String?

    func operate(_ desk: Desk) async throws {
        try await HandIn(options: options, verb: nil, outcome: outcome).run(desk)
    }
}

/// Says yes.
struct ApproveCommand: Operating {
    static let configuration = CommandConfiguration(commandName: "approve", abstract: "Decide yes.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var options: HandInOptions

    func operate(_ desk: Desk) async throws {
        try await HandIn(options: options, verb: .approve, outcome: nil).run(desk)
    }
}

/// Sends back.
struct ReturnCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "Send back, with what is missing.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var options: HandInOptions

    func operate(_ desk: Desk) async throws {
        try await HandIn(options: options, verb: .return, outcome: nil).run(desk)
    }
}

/// Says no.
struct RejectCommand: Operating {
    static let configuration = CommandConfiguration(commandName: "reject", abstract: "Decide no, with a reason.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var options: HandInOptions

    func operate(_ desk: Desk) async throws {
        try await HandIn(options: options, verb: .reject, outcome: nil).run(desk)
    }
}
