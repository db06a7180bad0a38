import AssuranceRecords
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// What was drafted, as a document that the parties agree: the same answers always give the same version.
struct AgreementText {
    private var lines: [String]
    private let title: String

    /// Starts a text about the organisation that the case is about.
    init(_ title: String, in context: StepContext) throws {
        let name = try context.directory.organisation(context.subject)?.name ?? context.subject
        self.title = "\(title): \(name)"
        lines = ["# \(self.title)", "", "Case \(context.caseID), \(context.definitionReference)."]
    }

    /// Adds a heading.
    mutating func add(heading: String) {
        lines += ["", "## \(heading)"]
    }

    /// Adds a paragraph.
    mutating func add(_ paragraph: String) {
        lines += ["", paragraph]
    }

    /// Adds a heading of the second rank with a list of labels and values under it.
    mutating func add(item: String, _ rows: [(label: String, value: String)]) {
        lines += ["", "### \(item)", ""]
        lines += rows.filter { !$0.value.isBlank }.map { "- \($0.label): \($0.value)" }
    }

    /// The finished document.
    var content: DocumentContent {
        DocumentContent(title: title, text: lines.joined(separator: "\n") + "\n")
    }
}
