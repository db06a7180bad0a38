import WaymarkEngine
import WaymarkOperations
import WaymarkStore

/// A preview for people: each case, what is open in it, and what keeps it.
struct MigrationText {
    private let preview: MigrationPreview
    private let moments: Moments
    private let style: Style

    init(_ preview: MigrationPreview, moments: Moments, style: Style) {
        self.preview = preview
        self.moments = moments
        self.style = style
    }

    var rendered: String { preview.lines.map(text).joined(separator: "\n") }

    private func text(_ line: MigrationPreview.Line) -> String {
        let verdict = line.plan.canMove ? style.green("can move") : style.red("cannot move")
        var text =
            "\(style.bold(line.record.id))  \(line.record.subjectName)  version \(line.version) → \(preview.target.version)  \(verdict)\n"
        var listing = Listing(columns: [
            ("step", "  STANDS AT"), ("due", "DUE"), ("new_due", "DUE THEN"), ("notes", "AND"),
        ])
        listing.rows = line.plan.standings.map(row)
        text += listing.rendered(.table, style: style, width: nil)
        for note in line.plan.notes { text += "  note: \(note)\n" }
        for obstacle in line.plan.obstacles {
            text += "  " + style.red(obstacle.message) + "\n"
            if !obstacle.help.isEmpty { text += "    " + style.dim(obstacle.help) + "\n" }
        }
        return text
    }

    private func row(_ standing: MigrationPlan.Standing) -> [Listing.Cell] {
        let was = standing.step == standing.target ? "" : " (was \(standing.step))"
        let item = standing.item.map { ": \($0)" } ?? ""
        var notes = standing.notes
        if let claim = standing.lostClaim { notes.insert("\(claim) loses the claim", at: 0) }
        return [
            .init("  \(standing.title)\(item)\(was)"), .init(standing.due.map(moments.text)),
            .init(
                standing.newDue.map(moments.text), emphasis: standing.due == standing.newDue ? .plain : .alarming),
            .init(notes.joined(separator: "; ")),
        ]
    }
}
