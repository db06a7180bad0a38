import Foundation
package import WaymarkCalendar
package import WaymarkCompiler
package import WaymarkDiagnostics

/// Brings a calendar's file up to date with the bank holidays that GOV.UK publishes.
package struct RefreshCalendar: Sendable {
    private let calendar: String?
    private let division: String
    private let announced: LocalDate?

    /// Describes what to do; without a name it is the calendar of the project.
    package init(calendar: String? = nil, division: String, announced: LocalDate? = nil) {
        self.calendar = calendar
        self.division = division
        self.announced = announced
    }

    /// What was found.
    package struct Outcome: Sendable {
        /// The calendar's file.
        package var file: String
        /// The difference; nil when one of the two texts has faults.
        package var refresh: CalendarRefresh?
        /// What is wrong with either.
        package var diagnostics: Diagnostics
    }

    /// Compares a published text with the calendar's file, and writes the file if so told.
    /// - Throws: ``OperationFailure`` when there is no such calendar, or it cannot be written.
    package func run(_ text: String, from source: String, in files: ProjectFiles, writes: Bool) throws -> Outcome {
        let (settings, _) = Settings.read(try files.text("Config/waymark.yaml"), file: "Config/waymark.yaml")
        let name = calendar ?? settings.calendar
        guard files.calendarNames.contains(name) else {
            throw OperationFailure(
                .notFound, "Expected the calendar \(name), but Config/calendars has no such file",
                help: "there are: " + files.calendarNames.joined(separator: ", "))
        }
        let file = ProjectFiles.calendarFile(name)
        let (holidays, faults) = BankHolidayReader.read(text, file: source, division: division)
        guard !faults.hasErrors else { return Outcome(file: file, refresh: nil, diagnostics: faults) }
        let (refresh, findings) = CalendarRefresh.compare(
            try files.text(file), file: file, with: holidays, announced: announced)
        if writes, let refresh, !refresh.isEmpty {
            do {
                try Data(refresh.text.utf8).write(to: URL(fileURLWithPath: files.path(file)), options: .atomic)
            } catch {
                throw OperationFailure(.usage, "Expected to write \(file), but it cannot be written")
            }
        }
        return Outcome(file: file, refresh: refresh, diagnostics: findings)
    }
}
