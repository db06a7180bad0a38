import WaymarkCalendar
package import WaymarkCompiler
import WaymarkDefinition
package import WaymarkDiagnostics
import WaymarkPluginKit
package import WaymarkSchedules

/// The schedules of a project, read from `Config/schedules`.
package struct ScheduleFiles: Sendable {
    /// Where they are.
    package static let folder = "Config/schedules"

    private let files: ProjectFiles

    /// Looks into a project.
    package init(_ files: ProjectFiles) {
        self.files = files
    }

    /// The names of the files.
    package var names: [String] { files.names(in: Self.folder, ending: ".yaml") }

    /// What the files say, and everything that is wrong with them.
    package func read(in environment: ScheduleEnvironment) throws -> (book: ScheduleBook, diagnostics: Diagnostics) {
        ScheduleReader.read(try names.map { ($0, try files.text($0)) }, in: environment)
    }
}

extension ProjectFiles {
    /// Finds calendars of the project by their names; nil where one is missing or has faults.
    var calendarFinder: @Sendable (String) -> WorkingCalendar? {
        { name in calendarNames.contains(name) ? (try? calendar(name))?.calendar : nil }
    }
}

extension Project {
    /// The schedules and dated entries of the project, which start another version of a workflow, if it is given.
    /// - Throws: ``OperationFailure`` with every fault when they have some.
    package func scheduleBook(replacing other: SourceBundle? = nil) throws -> ScheduleBook {
        let schedules = ScheduleFiles(files)
        guard !schedules.names.isEmpty else { return ScheduleBook() }
        let environment = ScheduleEnvironment(
            workflows: Compiler.interfaces(of: try bundles(replacing: other)), registerSchema: registerSchema,
            calendar: session.calendar, namedCalendar: files.calendarFinder)
        let (book, diagnostics) = try schedules.read(in: environment)
        guard diagnostics.hasErrors else { return book }
        let text = TextRenderer { try? files.text($0) }.render(diagnostics)
        throw OperationFailure(
            .findings, "the schedules have faults", help: "see `waymark check`",
            details: text.split(separator: "\n").map(String.init))
    }

    /// The schedule of a name.
    /// - Throws: ``OperationFailure`` when there is none.
    func schedule(_ name: String) throws -> Schedule {
        let book = try scheduleBook()
        if let schedule = book.schedule(name) { return schedule }
        let names = book.schedules.map(\.name)
        throw OperationFailure(
            .notFound, "Expected a schedule, but there is none named \"\(name)\"",
            help: Nearest.word(to: name, among: names).map { "did you mean \($0)?" }
                ?? "there are: " + names.joined(separator: ", "))
    }
}
