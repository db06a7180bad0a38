package import WaymarkCalendar
import WaymarkDefinition

/// Says by which hash the facts of cases name each calendar.
package struct HashCalendars: Sendable {
    /// A calendar and its hash.
    package struct Line: Sendable {
        /// Its file.
        package var file: String
        /// The calendar.
        package var calendar: WorkingCalendar
        /// The hash of what it says of each of its days.
        package var hash: String
    }

    private let names: [String]

    /// Hashes calendars of the project by name, or by path such as that of an older file; all of the project's if none.
    package init(_ names: [String]) {
        self.names = names
    }

    /// The hashes, in the order of the names.
    /// - Throws: ``OperationFailure`` when there is no such calendar, or one has faults.
    package func run(_ files: ProjectFiles) throws -> [Line] {
        try (names.isEmpty ? files.calendarNames : names).map { name in
            let isPath = name.contains("/") || name.hasSuffix(".yaml")
            guard isPath || files.calendarNames.contains(name) else {
                throw OperationFailure(
                    .notFound, "Expected a calendar of the project, but there is none named \"\(name)\"",
                    help: "there are: \(files.calendarNames.joined(separator: ", ")); or give the path of a file")
            }
            let file = isPath ? name : ProjectFiles.calendarFile(name)
            let calendar = try Project.calendar(file, files)
            return Line(file: file, calendar: calendar, hash: calendar.contentHash.description)
        }
    }
}
