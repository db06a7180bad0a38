import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkSchedules
import WaymarkYAML

/// Files of schedules and dated entries, read against a small project.
enum ScheduleTrial {
    private static let environment: ScheduleEnvironment? = {
        guard let zone = try? ZoneTable(identifier: "Europe/London"),
            let calendar = try? WorkingCalendar(name: "trial", zone: zone, years: 2013...2014)
        else { return nil }
        var school = calendar
        school.dayNoun = "school"
        let named = school
        return ScheduleEnvironment(
            workflows: Compiler.interfaces(of: [DefinitionTrial.appeal]), registerSchema: DefinitionTrial.register,
            calendar: calendar, namedCalendar: { $0 == "school" ? named : nil }, register: DefinitionTrial.census,
            people: ["ann", "ben"])
    }()
    private static let occurrencesMax = 4

    static func complaint(about text: String) -> String? {
        guard let environment else { return "the calendar is refused" }
        let (book, diagnostics) = ScheduleReader.read([("fuzz.yaml", text)], in: environment)
        if let complaint = YAMLTrial.complaint(about: diagnostics, of: text) { return complaint }
        guard !diagnostics.hasErrors else { return nil }
        let document = YAMLReader.read(text, file: "fuzz.yaml", limits: .data).document
        guard book.schedules.count == document?["schedules"]?.items?.count ?? 0,
            book.entries.count == document?["entries"]?.items?.count ?? 0
        else { return "not all that stands in the file is in the book, and nothing is said of it" }
        for schedule in book.schedules {
            if let complaint = complaint(about: schedule.rules, in: environment.calendar) { return complaint }
        }
        return nil
    }

    /// Whether occurrences come in order, and one asked for again is the same.
    private static func complaint(about rules: [ScheduleRule], in calendar: WorkingCalendar) -> String? {
        var from = calendar.zone.instant(of: calendar.firstDate, .midnight)
        for _ in 0..<occurrencesMax {
            guard let next = try? rules.next(from: from) else { return nil }
            guard next.instant >= from else { return "\(next.instant) comes before \(from)" }
            guard (try? rules.next(from: next.instant))?.instant == next.instant else {
                return "it does not happen at \(next.instant) when asked from there on"
            }
            from = next.instant.adding(seconds: 1)
        }
        return nil
    }
}
