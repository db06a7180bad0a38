import ArgumentParser
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkDelivery
import WaymarkEngine
import WaymarkOperations
import WaymarkRuntime
import WaymarkStore

/// Starts cases.
struct StartCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start a case, or one for each organisation of a cohort.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The workflow.")
    var workflow: String

    @Option(help: ArgumentHelp("The organisation that the case is about, by id or short name.", valueName: "id"))
    var subject: String?

    @Option(
        help: ArgumentHelp(
            "An expression on `subject`; one case for each for which it holds, `true` for all.", valueName: "query"))
    var cohort: String?

    @Option(
        name: .customLong("input"), parsing: .singleValue,
        help: ArgumentHelp("An input: name=value; may be repeated.", valueName: "name=value"))
    var inputs: [String] = []

    @Option(
        help: ArgumentHelp(
            "The version to start on, or the beginning of its hash; the one published last if none is given.",
            valueName: "version"))
    var version: String?

    @Option(help: ArgumentHelp("A key under which the start counts once.", valueName: "key"))
    var key: String?

    @Flag(name: .customLong("dry-run"), help: "Show for whom, without starting.")
    var isDryRun = false

    func operate(_ desk: Desk) async throws {
        let project = try desk.project(makesStore: true)
        let session = project.session
        let definition = try self.definition(in: project)
        var input = FormInput(definition.inputs)
        for assignment in inputs { try input.set(assignment) }
        let start = StartCases(
            workflow: workflow, definition: version == nil ? nil : definition.hash.description,
            subjects: try subjects(definition, project), inputs: input.form.entriesMap, key: key)
        guard !isDryRun else {
            let organisations = try start.preview(in: session)
            var listing = Listing(columns: [("subject", "SUBJECT"), ("name", "NAME")])
            listing.rows = organisations.map { [.init($0.id, emphasis: .strong), .init($0.name)] }
            desk.show(listing, empty: "No organisation fits.")
            return desk.note("\(organisations.count) cases would start.")
        }
        if let fault = project.noticesFault { desk.report(fault) }
        let results = try await start.run(in: session)
        try report(results, desk)
    }

    /// The version that is named, or the newest after the project's own text has been published.
    private func definition(in project: Project) throws -> CompiledDefinition {
        guard let version else { return try project.definition(of: workflow) }
        let session = project.session
        return try session.store.read { store in
            let record = try DefinitionReference(workflow: workflow, version: version).record(in: store)
            return try session.runtime.definitions.definition(record.hash, from: store)
        }
    }

    private func subjects(_ definition: CompiledDefinition, _ project: Project) throws -> StartCases.Subjects {
        switch (subject, cohort) {
        case (let subject?, nil): return .one(subject)
        case (nil, let cohort?):
            let type = project.registerSchema.recordType(of: definition.subjectType).map { CELType.record($0) } ?? .dyn
            let result = check(cohort, in: Environment(variables: ["subject": type]))
            guard let program = result.program, program.resultType.isAssignable(to: .bool) else {
                let problem = result.problems.first
                throw OperationFailure(
                    .usage,
                    "Expected an expression that is true or false for --cohort, but \(problem?.message ?? "it is not")",
                    help: problem?.suggestion)
            }
            return .cohort(program)
        default:
            throw OperationFailure(
                .usage, "Expected either --subject or --cohort", help: "--cohort true starts one case for each")
        }
    }

    private func report(_ results: [StartCases.Result], _ desk: Desk) throws {
        var listing = Listing(columns: [("subject", "SUBJECT"), ("case", "CASE"), ("result", "RESULT")])
        var refused: Rejection?
        for result in results {
            switch result.answer {
            case .done(let done):
                listing.rows.append([
                    .init(.string(result.subject.id), text: result.subject.name), .init(done.caseID, emphasis: .strong),
                    .init("started", emphasis: .good),
                ])
            case .already(let done):
                listing.rows.append([
                    .init(.string(result.subject.id), text: result.subject.name), .init(done.caseID, emphasis: .strong),
                    .init("was open already"),
                ])
            case .rejected(let rejection):
                refused = refused ?? rejection
                listing.rows.append([
                    .init(.string(result.subject.id), text: result.subject.name), .init(nil),
                    .init(rejection.message, emphasis: .alarming),
                ])
            }
        }
        if results.count == 1, let refused { throw refused }
        desk.show(listing, empty: "No organisation fits.")
        if refused != nil { throw ExitCode(ExitStatus.conflict.rawValue) }
    }
}

/// Does what is due.
struct TickCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "tick", abstract: "Do what is due now, and stop; for cron or a systemd timer.")

    @OptionGroup var common: CommonOptions

    @Option(
        help: ArgumentHelp(
            "In a store with a virtual clock: go on to this moment, doing everything due on the way.",
            valueName: "moment"))
    var to: String?

    func operate(_ desk: Desk) async throws {
        // The first start of all may be a schedule's.
        let project = try desk.project(makesStore: true)
        let outcome =
            if let to {
                try await project.advanceClock(to: try moment(to, project), with: try project.scheduleBook())
            } else {
                try await Tick().run(in: project)
            }
        desk.note(TickText.round(outcome.round) + ".")
        for line in TickText.schedules(outcome.schedules) { desk.note(line + ".") }
        let delivery = DeliverNotices(environment: desk.program.environment)
        var isWell = outcome.schedules.problems.isEmpty
        do {
            if let notices = try delivery.run(in: project) { desk.note(TickText.notices(notices) + ".") }
        } catch let failure as OperationFailure where failure.kind == .findings {
            // A slip in what is told must not keep the cases from going on.
            desk.report(failure)
            isWell = false
        }
        if let next = [try Tick().next(in: project.session), try delivery.next(in: project)].compactMap({ $0 }).min() {
            desk.note("Next at \(Moments(project.session.calendar).text(next)).")
        }
        if !isWell { throw ExitCode(ExitStatus.findings.rawValue) }
    }

    private func moment(_ text: String, _ project: Project) throws -> Instant {
        if let instant = Instant(text) { return instant }
        if let date = LocalDate(text) { return project.session.calendar.close(of: date) }
        throw OperationFailure(
            .usage, "Expected a date or a moment after --to, but found \"\(text)\"",
            help: "write 2014-01-10 or 2014-01-10T12:00:00Z")
    }
}
