import ArgumentParser
import Foundation
import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkOperations
import WaymarkSimulation

/// Runs the project ahead with fictional people, many times, and says what to expect.
struct SimulateCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Run the project ahead in virtual time, and say what to expect.",
        discussion:
            "The chance of meeting each deadline, the load of each role, where cases wait, what makes the end date, and what the last of a cohort costs the others. The project's own store is left alone. With --against or --calendar the same people are run twice, and the two are compared."
    )

    @OptionGroup var common: CommonOptions

    @Option(
        help: ArgumentHelp("How people behave: a name under Config/simulation, or a file.", valueName: "behaviour"))
    var behaviour = "quarter"

    @Option(help: ArgumentHelp("The first day, if not as the behaviour says.", valueName: "day"))
    var from: String?

    @Option(help: ArgumentHelp("The last day, if not as the behaviour says.", valueName: "day"))
    var to: String?

    @Option(help: ArgumentHelp("The first seed: the same seeds give the same result.", valueName: "number"))
    var seed: UInt64 = 2013

    @Option(help: ArgumentHelp("How many runs, each with a seed of its own.", valueName: "number"))
    var seeds = 4

    @Option(help: ArgumentHelp("How many runs at once; as many as there are cores if left out.", valueName: "number"))
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "Only organisations that this holds for: an expression on `subject`.", valueName: "condition"))
    var subjects: String?

    @Option(help: ArgumentHelp("Only so many of each cohort, chosen by the seed.", valueName: "number"))
    var sample: Int?

    @Option(help: ArgumentHelp("Write a page with plots.", valueName: "file"))
    var html: String?

    @Option(
        help: ArgumentHelp(
            "Compare with another version of a workflow: a file, or workflow@version.", valueName: "workflow"))
    var against: String?

    @Option(
        help: ArgumentHelp(
            "Compare with another calendar: a name under Config/calendars, or a file.", valueName: "calendar"))
    var calendar: String?

    func validate() throws {
        guard (1...10_000).contains(seeds) else { throw ValidationError("--seeds is a number from 1 to 10000") }
        if let sample, sample < 1 { throw ValidationError("--sample is a number from 1") }
        for date in [from, to].compactMap({ $0 }) where LocalDate(date) == nil {
            throw ValidationError("\(date) is not a date; write 2013-10-01")
        }
    }

    func operate(_ desk: Desk) async throws {
        let files = try ProjectFiles(
            folder: common.project ?? desk.program.environment["WAYMARK_PROJECT"], startedIn: desk.program.folder)
        let simulation = Simulation(
            behaviour: try people(files, desk), choosing: SubjectChoice(where: subjects, sample: sample),
            seeds: (0..<UInt64(seeds)).map { seed &+ $0 }, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
        let first = try await report(simulation, Project.Rehearsal(), files, desk)
        guard against != nil || calendar != nil else { return try show(first, files, desk) }
        var rehearsal = Project.Rehearsal(calendar: calendar)
        if let against {
            let isFile = against.contains("/") || against.hasSuffix(".yaml") || against.hasSuffix(".yml")
            rehearsal.workflow = try Project.sources(
                of: isFile ? desk.place(against, in: files) : against, in: files,
                store: common.store ?? desk.program.environment["WAYMARK_STORE"], opener: StoreFile.open)
        }
        let second = try await report(simulation, rehearsal, files, desk)
        let name = [against, calendar].compactMap { $0 }.joined(separator: ", ")
        try show(SimulationComparison(first, second, names: ("as it is", name)), desk)
    }

    private func people(_ files: ProjectFiles, _ desk: Desk) throws -> Behaviour {
        let file = try behaviourFile(files)
        let (read, faults) = Behaviour.read(try files.text(file), file: file) { try? files.text($0) }
        guard !faults.hasErrors else {
            desk.console.note(TextRenderer { try? files.text($0) }.render(faults))
            throw ExitCode(ExitStatus.findings.rawValue)
        }
        var people = read
        people.setSpan(
            from: from.flatMap { LocalDate($0) } ?? read.from, until: to.flatMap { LocalDate($0) } ?? read.until)
        guard people.from <= people.until else {
            throw OperationFailure(
                .usage, "Expected to look ahead from \(people.from), but the last day, \(people.until), is before it",
                help: "name both days, with --from and --to")
        }
        return people
    }

    /// The file of the behaviour: a name is one under `Config/simulation`.
    private func behaviourFile(_ files: ProjectFiles) throws -> String {
        guard !behaviour.contains("/"), !behaviour.hasSuffix(".yaml"), !behaviour.hasSuffix(".yml") else {
            return behaviour
        }
        let folder = "Config/simulation"
        let named = "\(folder)/\(behaviour).yaml"
        if files.exists(named) { return named }
        let names = files.names(in: folder, ending: ".yaml").map { $0.dropFirst(folder.count + 1).dropLast(5) }
        throw OperationFailure(
            .notFound, "Expected a behaviour under \(folder), but there is none named \"\(behaviour)\"",
            help: names.isEmpty
                ? "write \(named), or name a file with --behaviour" : "there are: \(names.joined(separator: ", "))")
    }

    private func report(
        _ simulation: Simulation, _ rehearsal: Project.Rehearsal, _ files: ProjectFiles, _ desk: Desk
    ) async throws -> SimulationReport {
        let started = ContinuousClock.now
        let isShown = desk.console.noteIsTerminal && !common.quiet
        let tally = try await simulation.run(files, with: rehearsal, registry: desk.program.registry) { progress in
            if isShown { desk.console.note("\r\(progress.done) of \(progress.all) runs, \(progress.events) events  ") }
        }
        if isShown { desk.console.note("\r\u{1B}[K") }
        let report = SimulationReport(tally)
        guard report.cases > 0 else {
            throw OperationFailure(
                .usage,
                "Expected something to happen from \(simulation.behaviour.from) to "
                    + "\(simulation.behaviour.until), but no case was started",
                help: "see what starts when with `waymark schedule preview`, and whom --subjects leaves")
        }
        let seconds = max(0.001, (ContinuousClock.now - started).seconds)
        desk.note(
            "\(report.runsInWords), \(report.cases) cases, \(report.events) events: \(Int(Double(report.events) / seconds)) events a second."
        )
        return report
    }

    private func show(_ report: SimulationReport, _ files: ProjectFiles, _ desk: Desk) throws {
        if common.output == .table {
            desk.console.write(SimulationText(report, style: desk.style).rendered)
        } else {
            desk.console.write(JSONText.string(of: SimulationJSON.value(report), style: .plain) + "\n")
        }
        try write(SimulationPage(report, title: "What to expect"), desk)
    }

    private func show(_ comparison: SimulationComparison, _ desk: Desk) throws {
        if common.output == .table {
            desk.console.write(SimulationText.rendered(comparison, style: desk.style))
        } else {
            desk.console.write(JSONText.string(of: SimulationJSON.value(comparison), style: .plain) + "\n")
        }
        try write(SimulationPage(comparison, title: "What would change"), desk)
    }

    private func write(_ page: SimulationPage, _ desk: Desk) throws {
        guard let html else { return }
        let path = html.hasPrefix("/") ? html : desk.program.folder + "/" + html
        guard FileManager.default.createFile(atPath: path, contents: Data(page.text.utf8)) else {
            throw OperationFailure(.usage, "Expected to write a page to \(html), but it cannot be written there")
        }
        desk.note("The page is \(html).")
    }
}
