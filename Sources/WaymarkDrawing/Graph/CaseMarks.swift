/// Where a case stands, as a drawing shows it.
package struct CaseMarks: Sendable {
    /// What became of a step.
    package enum Status: String, Sendable {
        /// It has given its result.
        case done
        /// It is under way.
        case open
        /// It is under way and late.
        case late
        /// It stopped with an incident.
        case stopped

        /// The status as a drawing says it.
        package var words: String {
            switch self {
            case .done: "done"
            case .open: "here now"
            case .late: "here now, late"
            case .stopped: "stopped"
            }
        }
    }

    /// What is shown on a step.
    package struct Mark: Sendable, Hashable {
        /// What became of it.
        package var status: Status
        /// Who, when, how many; in words.
        package var note: String

        /// Marks a step.
        package init(_ status: Status, note: String = "") {
            self.status = status
            self.note = note
        }

        /// Status and note in one line.
        package var words: String { note.isEmpty ? status.words : "\(status.words): \(note)" }
    }

    /// The case in a line: its id, subject, and where it stands.
    package var line: String
    /// The steps that have been reached, by index.
    package var steps: [Int: Mark]

    /// Describes where a case stands.
    package init(line: String, steps: [Int: Mark]) {
        self.line = line
        self.steps = steps
    }
}
