import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkOperations
import WaymarkStore

/// A case as text.
struct CaseText {
    private let view: CaseView
    private let session: Session
    private let style: Style

    init(_ view: CaseView, session: Session, style: Style) {
        self.view = view
        self.session = session
        self.style = style
    }

    var lines: [String] {
        let moments = Moments(session.calendar)
        let record = view.record
        var lines = [
            style.bold("\(record.id)  \(record.subjectName)"),
            "\(record.title)\(record.key.isEmpty ? "" : ", \(record.key)") · \(view.definition.version) (\(view.definition.hash.description.prefix(12)))",
        ]
        let end =
            record.endedAt.map { ", ended \(moments.text(Instant(row: $0)))\(record.outcome.map { ": \($0)" } ?? "")" }
            ?? ""
        lines.append(
            "\(record.status) since \(moments.text(Instant(row: record.startedAt)))\(end)\(record.milestone.map { " · reached: \($0)" } ?? "")"
        )
        if let suspension = view.state.suspension {
            lines.append(style.yellow("stands still, suspended by \(suspension.by): \(suspension.reason)"))
        }
        if let cancellation = view.state.cancellation {
            lines.append("cancelled by \(cancellation.by): \(cancellation.reason)")
        }
        if let parent = record.parent { lines.append("called by \(parent)") }
        lines.append("")
        lines += view.steps.map(step)
        if !view.tasks.isEmpty {
            lines += ["", style.dim("Open tasks")]
            lines += TaskRows.listing(view.tasks, in: session).rendered(.table, style: style, width: nil).split(
                separator: "\n"
            ).map(String.init)
        }
        if !view.waits.isEmpty { lines += ["", style.dim("Waits")] + view.waits.map { "  " + $0 } }
        if !view.incidents.isEmpty {
            lines +=
                ["", style.red("Incidents")]
                + view.incidents.map { "  \($0.id)  \($0.step): \($0.message)\n      \($0.help)" }
        }
        let outputs = view.state.outputs
        if !outputs.isEmpty {
            lines += ["", style.dim("Gave")] + outputs.entries.map { "  \($0.0.printed): \($0.1.printed)" }
        }
        return lines
    }

    private func step(_ line: CaseView.StepLine) -> String {
        let mark: String =
            switch line.status {
            case .done: style.green("✓")
            case .open: style.yellow("●")
            case .stopped: style.red("✗")
            case .ahead: style.dim("·")
            }
        let title = line.status == .ahead ? style.dim(line.title) : line.title
        return String(repeating: "  ", count: line.depth) + "\(mark) \(title)"
            + (line.detail.isEmpty ? "" : style.dim("  \(line.detail)"))
    }
}
