import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkOperations
import WaymarkPluginKit
import WaymarkStore

/// A task as text for the person who is to do it.
struct TaskText {
    private let view: TaskView
    private let session: Session?
    private let style: Style

    init(_ view: TaskView, session: Session?, style: Style) {
        self.view = view
        self.session = session
        self.style = style
    }

    var lines: [String] {
        let task = view.record
        var lines = [style.bold("\(task.id)  \(task.stepTitle)"), "\(task.title) · \(task.subjectName)"]
        if let citation = view.citation { lines.append(style.dim("Rests on: \(citation)")) }
        if let summary = view.summary { lines.append(summary) }
        if !view.brief.text.isEmpty { lines.append(view.brief.text) }
        if let session { lines += state(session) }
        for fact in view.brief.facts { lines += self.fact(fact.label, fact.value) }
        if !view.comments.isEmpty {
            lines.append(style.dim("Comments"))
            lines += view.comments.map { "  \($0.by): \($0.text)" }
        }
        return lines
    }

    private func state(_ session: Session) -> [String] {
        let task = view.record
        let moments = Moments(session.calendar)
        var lines: [String] = []
        switch task.state {
        case .open:
            let due = task.dueAt.map { ", " + moments.due(Instant(row: $0), now: session.now) } ?? ""
            lines.append("Open since \(moments.text(Instant(row: task.openedAt)))\(due)")
            lines.append(
                "May be done by: \(task.holders.joined(separator: ", "))\(task.claimant(at: session.now.millisecondsSinceEpoch).map { "; claimed by \($0)" } ?? "")"
            )
            lines += task.delegations(at: session.now.millisecondsSinceEpoch).map {
                "Delegated: \(TaskRows.words($0, moments))"
            }
            if !view.handedIn.isEmpty { lines.append("Handed in by: " + view.handedIn.joined(separator: ", ")) }
            lines.append("Ends with: " + view.outcomes.map(\.words).joined(separator: ", "))
            if !view.ladder.isEmpty { lines.append("Escalates to: " + view.ladder.joined(separator: ", then ")) }
            lines += form
        case .held:
            lines.append("Not offered now: open only while its condition holds")
            if let due = task.dueAt {
                lines.append("Its deadline goes on: \(moments.due(Instant(row: due), now: session.now))")
            }
        case .completed, .lapsed, .withdrawn:
            let end = task.endedAt.map { " on \(moments.text(Instant(row: $0)))" } ?? ""
            lines.append(
                "\(task.state.rawValue)\(end)\(task.endedBy.map { " by \($0)" } ?? "")\(task.outcome.map { ": \($0)" } ?? "")"
            )
            lines += late(moments)
        }
        return lines
    }

    /// What came after the time was up, or what becomes of it if it comes now.
    private func late(_ moments: Moments) -> [String] {
        if let answer = view.lateAnswer {
            let fate = answer.isActedOn ? "marked late, and acted on" : "kept, marked late, and not acted on"
            return [
                "Came late, on \(moments.text(Instant(row: answer.at))) by \(answer.by) (\(answer.outcome)): \(fate)"
            ]
                + fact("Handed in", .list([answer.form]))
        }
        guard let ifLate = view.ifLate else { return [] }
        let ends = "Ends with: " + view.outcomes.map(\.words).joined(separator: ", ")
        return [style.yellow("The time is up. " + ifLate.words), ends] + form
    }

    private var form: [String] {
        guard !view.form.fields.isEmpty else { return ["Nothing is to be filled in."] }
        let width = view.form.fields.map(\.name.count).max() ?? 0
        return [style.dim("To be filled in")]
            + view.form.fields.map { field in
                let name = field.name + String(repeating: " ", count: width - field.name.count)
                return "  \(name)  \(field.isRequired ? "" : "(optional) ")\(field.summary) "
                    + style.dim(field.type.title)
            }
    }

    private func fact(_ label: String, _ value: Value) -> [String] {
        guard case .list(let items) = value else { return ["\(label): \(value.printed)"] }
        guard !items.isEmpty else { return ["\(label): none"] }
        return ["\(label):"] + items.prefix(40).map { "  - \(Self.line($0))" }
            + (items.count > 40 ? ["  … and \(items.count - 40) more"] : [])
    }

    /// A record in one line: its values that say something.
    private static func line(_ value: Value) -> String {
        guard case .map(let map) = value else { return value.printed }
        return map.entries.compactMap { name, value -> String? in
            let text = value.printed
            return text.isEmpty ? nil : "\(name.printed) \(text)"
        }.joined(separator: ", ")
    }
}

extension TaskView.LateHandling {
    /// What becomes of what is handed in now.
    var words: String {
        switch self {
        case .kept: "What is handed in now is kept, marked late, and not acted on."
        case .mayReopen(let step):
            "What is handed in now is marked late. The case goes back to \"\(step)\" while the process allows it; after that it is kept and not acted on."
        }
    }
}

extension OutcomeSchema {
    /// The outcome as people reach it: by its verb, or by its name.
    var words: String {
        guard let verb else { return name }
        return "\(verb.rawValue) (\(name))"
    }
}
