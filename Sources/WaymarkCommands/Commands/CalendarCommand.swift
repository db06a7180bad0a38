import ArgumentParser
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDiagnostics
import WaymarkOperations

/// What falls on which day, and the calendars of working days.
struct CalendarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "See what falls due when; keep the calendars of working days.",
        subcommands: [
            CalendarListCommand.self, CalendarRefreshCommand.self, CalendarApplyCommand.self,
            CalendarHashCommand.self,
        ],
        defaultSubcommand: CalendarListCommand.self)
}

/// Compares a calendar with the bank holidays that GOV.UK publishes.
struct CalendarRefreshCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "refresh", abstract: "Bring a calendar up to date with the bank holidays of GOV.UK.",
        discussion: """
            Shows which days are new, gone, or called something else; --write changes the file, and leaves its comments, \
            its changes of single days and the years that were not published as they are. It fetches nothing by itself:

            curl -s https://www.gov.uk/bank-holidays.json | waymark calendar refresh --from -

            Ends with 1 when there are differences and nothing was written.
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("The file that GOV.UK publishes; - for standard input.", valueName: "file"))
    var from: String

    @Option(help: ArgumentHelp("england-and-wales, scotland or northern-ireland.", valueName: "division"))
    var division = "england-and-wales"

    @Option(help: ArgumentHelp("The calendar; default that of the project.", valueName: "name"))
    var calendar: String?

    @Option(
        help: ArgumentHelp(
            "When the differences were announced, so that the calendar still tells what was known before.",
            valueName: "date"))
    var announced: String?

    @Flag(help: "Write the file.")
    var write = false

    func validate() throws {
        if let announced, LocalDate(announced) == nil {
            throw ValidationError("Expected --announced to be a date as in 2019-06-10, but it is \"\(announced)\".")
        }
    }

    func operate(_ desk: Desk) async throws {
        let files = try ProjectFiles(
            folder: common.project ?? desk.program.environment["WAYMARK_PROJECT"], startedIn: desk.program.folder)
        let path = from.hasPrefix("/") || from == "-" ? from : desk.program.folder + "/" + from
        guard let text = String(validating: try InputFile.read(path), as: UTF8.self) else {
            throw OperationFailure(.usage, "Expected \(from) to be UTF-8, but it is not")
        }
        let refresh = RefreshCalendar(
            calendar: calendar, division: division, announced: announced.flatMap { LocalDate($0) })
        let outcome = try refresh.run(text, from: from, in: files, writes: write)
        guard let found = outcome.refresh else {
            desk.console.note(
                TextRenderer(isColoured: desk.noteStyle.isColoured) { $0 == from ? text : try? files.text($0) }
                    .render(outcome.diagnostics))
            throw ExitCode(ExitStatus.findings.rawValue)
        }
        show(found, of: outcome.file, desk)
        if !found.isEmpty, !write { throw ExitCode(ExitStatus.findings.rawValue) }
    }

    private func show(_ refresh: CalendarRefresh, of file: String, _ desk: Desk) {
        var listing = Listing(columns: [("change", "CHANGE"), ("date", "DATE"), ("title", "TITLE"), ("was", "WAS")])
        var rows: [(date: LocalDate, row: [Listing.Cell])] = []
        for day in refresh.added {
            rows.append(
                (day.date, [.init("added", emphasis: .good), .init("\(day.date)"), .init(day.title), .init(nil)]))
        }
        for day in refresh.removed {
            rows.append(
                (day.date, [.init("removed", emphasis: .alarming), .init("\(day.date)"), .init(nil), .init(day.title)]))
        }
        for (day, title) in refresh.renamed {
            rows.append((day.date, [.init("renamed"), .init("\(day.date)"), .init(title), .init(day.title)]))
        }
        listing.rows = rows.sorted { $0.date < $1.date }.map(\.row)
        desk.show(listing, empty: "\(file) agrees with what was published.")
        if !refresh.isEmpty { desk.note(write ? "\(file) is written." : "Nothing is written; --write does.") }
    }
}
