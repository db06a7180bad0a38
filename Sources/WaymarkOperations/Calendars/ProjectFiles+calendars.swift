package import WaymarkCalendar
import WaymarkCompiler
package import WaymarkDiagnostics

extension ProjectFiles {
    /// The file of a calendar.
    package static func calendarFile(_ name: String) -> String { "Config/calendars/\(name).yaml" }

    /// The names of the project's calendars, sorted.
    package var calendarNames: [String] {
        names(in: "Config/calendars", ending: ".yaml").map {
            String($0.dropFirst("Config/calendars/".count).dropLast(".yaml".count))
        }
    }

    /// The calendar of a name, with those that it inherits from.
    /// - Throws: ``OperationFailure`` when there is no such file.
    package func calendar(_ name: String) throws -> (calendar: WorkingCalendar?, diagnostics: Diagnostics) {
        try calendar(in: Self.calendarFile(name), heirs: [name])
    }

    /// The calendar of a file, which may inherit from those of the project.
    /// - Throws: ``OperationFailure`` when there is no such file.
    package func calendar(in file: String) throws -> (calendar: WorkingCalendar?, diagnostics: Diagnostics) {
        try calendar(in: file, heirs: [])
    }

    private func calendar(
        in file: String, heirs: [String]
    ) throws -> (calendar: WorkingCalendar?, diagnostics: Diagnostics) {
        CalendarReader.read(try text(file), file: file) { base in
            // A calendar is a file of the folder, never of another, and never its own ancestor.
            guard calendarNames.contains(base), !heirs.contains(base) else { return nil }
            return try? calendar(in: Self.calendarFile(base), heirs: heirs + [base]).calendar
        }
    }
}
