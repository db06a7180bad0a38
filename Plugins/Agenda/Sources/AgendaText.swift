import AssuranceRecords
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// An agenda as a text: the same answers always give the same version, and no other answers give it.
struct AgendaText {
    /// The finished document.
    let content: DocumentContent

    init(_ items: [AgendaItem], _ form: ProposeTask.Form, in context: StepContext) throws {
        let name = try context.directory.organisation(context.subject)?.name ?? context.subject
        let title = "Agenda: \(name)"
        var lines = ["# \(title)", "", "Case \(context.caseID), \(context.definitionReference)."]
        lines += ["", "Meeting on \(form.meetingOn).", "", "## Items"]
        for item in items {
            lines += ["", "### \(item.title)", "", "- Domain: \(item.domain)", "- Item: \(item.id)"]
            for (label, text) in [
                ("Source", item.source), ("Performance", item.performance ?? ""),
                ("Development", item.development ?? ""),
            ] where !text.isBlank {
                lines.append("- \(label): \(text)")
            }
        }
        if !form.setAside.isEmpty {
            lines += ["", "## Set aside", ""]
            lines += form.setAside.map { "- \($0.area): \($0.reason)" }
        }
        lines += ["", "## Attendance", ""]
        lines += form.attendance.map { person in
            "- " + [person.name, person.role, person.organisation].compactMap(\.self).joined(separator: ", ")
        }
        lines.append("- View of patients and the public: \(Self.words(form.layParticipation, form.layReason))")
        content = DocumentContent(title: title, text: lines.joined(separator: "\n") + "\n")
    }

    private static func words(_ participation: LayParticipation, _ reason: String?) -> String {
        let words =
            switch participation {
            case .healthwatch: "Healthwatch"
            case .wellbeingBoard: "members of the health and wellbeing board"
            case .ccgLayMembers: "lay members of the CCG"
            case .patientArrangements: "existing arrangements with patients"
            case .none: "nobody"
            }
        return reason.map { "\(words); \($0)" } ?? words
    }
}
