import ArgumentParser
import WaymarkCalendar
import WaymarkDefinition
import WaymarkOperations

/// Gives what other programs can read.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write what other programs can read.",
        subcommands: [ExportFeedCommand.self])
}

/// Writes deadlines, meetings, runs of schedules and dated entries as an iCalendar file.
struct ExportFeedCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "ics", abstract: "Write deadlines, meetings, runs of schedules and dated entries as iCalendar.",
        discussion:
            "Mine, unless something else is asked for. Of tasks it shows what `tasks` shows; entries keep their ids, so a calendar program that reads the file again sees what has changed. Schedules and dated entries are those of the year that begins today, unless days are named; a person's and a body's are those that start cases about their organisations, or name them under `for`."
    )

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("What a person may do.", valueName: "person"))
    var person: String?

    @Option(help: ArgumentHelp("What an organisation is asked.", valueName: "id"))
    var body: String?

    @Flag(help: "What everybody is asked.")
    var all = false

    @Option(help: ArgumentHelp("Only what a role is asked.", valueName: "role"))
    var role: String?

    @Option(name: .customLong("case"), help: ArgumentHelp("Only of one case.", valueName: "case"))
    var caseID: String?

    @Flag(inversion: .prefixedNo, help: "The deadlines of open tasks, and the meetings that are known.")
    var tasks = true

    @Flag(help: "The runs of schedules that lie ahead, too.")
    var schedules = false

    @Flag(help: "The dated entries of the programme's calendar, too.")
    var entries = false

    @Option(help: ArgumentHelp("Only from this day.", valueName: "day"))
    var from: String?

    @Option(help: ArgumentHelp("Only until this day.", valueName: "day"))
    var to: String?

    @Option(help: ArgumentHelp("Write to a file that only its owner can read.", valueName: "file"))
    var out: String?

    func operate(_ desk: Desk) async throws {
        let project = try desk.project(makesStore: schedules || entries)
        let parts = Set(ExportFeed.Part.allCases.filter { isAsked($0) })
        guard !parts.isEmpty else {
            throw OperationFailure(
                .usage, "Expected something to write, but --no-tasks leaves nothing",
                help: "add --schedules or --entries")
        }
        let first = try day(from, "--from")
        let last = try day(to, "--to")
        if let first, let last, last < first {
            throw OperationFailure(.usage, "Expected --to \(last) not to be before --from \(first)")
        }
        let feed = try ExportFeed(
            try whose(in: project.session), parts, role: role, caseID: caseID, from: first, through: last
        ).run(in: project)
        guard let out else { return desk.console.write(feed.text) }
        let path = out.hasPrefix("/") ? out : desk.program.folder + "/" + out
        try InputFile.write(Array(feed.text.utf8), to: path)
        desk.note("\(feed.entries.count) in \(out).")
    }

    private func isAsked(_ part: ExportFeed.Part) -> Bool {
        switch part {
        case .tasks: tasks
        case .schedules: schedules
        case .entries: entries
        }
    }

    private func whose(in session: Session) throws -> ListTasks.Whose {
        guard [person != nil, body != nil, all].count(where: { $0 }) < 2 else {
            throw OperationFailure(.usage, "Expected one of --person, --body and --all, but found several")
        }
        if let person {
            guard let found = try session.directory.person(person) else {
                throw OperationFailure(
                    .notFound, "Expected a person of the register, but there is no \"\(person)\"")
            }
            return .person(found)
        }
        if let body {
            guard let found = try session.directory.organisation(body) else {
                throw OperationFailure(
                    .notFound, "Expected an organisation of the register, but there is no \"\(body)\"")
            }
            return .organisation(found)
        }
        // A role or a case is meant as it is, whoever asks.
        return all || role != nil || caseID != nil ? .all : .mine
    }

    private func day(_ text: String?, _ option: String) throws -> LocalDate? {
        guard let text else { return nil }
        guard let day = LocalDate(text) else {
            throw OperationFailure(
                .usage, "Expected a day after \(option), but found \"\(text)\"", help: "write 2013-10-31")
        }
        return day
    }
}
