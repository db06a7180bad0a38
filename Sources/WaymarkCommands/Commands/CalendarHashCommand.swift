import ArgumentParser
import WaymarkCalendar
import WaymarkOperations

/// Says by which hash the facts of cases name a calendar.
struct CalendarHashCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "hash", abstract: "Print the hash of what calendars say, by which cases name them.",
        discussion: """
            `show CASE --history` names the calendar that the deadlines of a case were reckoned by, and its hash. The \
            hash of a calendar is another as soon as one of its days is another; comments and names of holidays do not \
            matter. To compare with what the file said before:

            git show COMMIT:Config/calendars/england.yaml > /tmp/england.yaml && waymark calendar hash /tmp/england.yaml
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "Calendars of the project, by name, or paths; all of the project's if none is named.")
    var calendars: [String] = []

    func operate(_ desk: Desk) async throws {
        let files = try ProjectFiles(
            folder: common.project ?? desk.program.environment["WAYMARK_PROJECT"], startedIn: desk.program.folder)
        let paths = calendars.map { name in
            let isOfStart = name.contains("/") && !name.hasPrefix("/")
            return isOfStart ? desk.program.folder + "/" + name : name
        }
        var listing = Listing(columns: [
            ("calendar", "CALENDAR"), ("from", "FROM"), ("to", "TO"), ("hash", "HASH"), ("file", "FILE"),
        ])
        listing.rows = try HashCalendars(paths).run(files).map { line in
            [
                .init(line.calendar.name, emphasis: .strong), .init("\(line.calendar.firstDate)"),
                .init("\(line.calendar.lastDate)"), .init(line.hash), .init(line.file, emphasis: .faint),
            ]
        }
        desk.show(listing, empty: "There are no calendars in Config/calendars.")
    }
}
