/// How long tasks wait because nobody is there, and how many are done by another instead.
struct AbsencePlot {
    private let frame = PlotFrame()
    private let rows: [SimulationReport.AbsenceRow]

    /// The absences of a report; nil when nobody was missed.
    init?(_ report: SimulationReport) {
        rows = Array(report.absences.prefix(PlotFrame.rowsMax))
        if rows.isEmpty { return nil }
    }

    var text: String {
        let most = max(1, rows.map { Double($0.waited.percentile(0.9) ?? 0) }.max() ?? 1)
        var body = ""
        for (index, row) in rows.enumerated() {
            body += frame.label("\(row.step.name) · \(row.step.workflow)", row: index)
            if row.waited.count > 0 {
                body += frame.bar(
                    0, Double(row.waited.percentile(0.9) ?? 0) / most, row: index, kind: "one", opacity: 0.3)
                body += frame.bar(0, row.waited.mean / most, row: index, kind: "one")
            }
            body += frame.word("\(row.waited.count) wait, \(row.handedOn) go on", after: 1, row: index)
        }
        return frame.svg(
            "What absences do", rows: rows.count,
            axis: "working days that tasks wait: mean (full), nine of ten (pale); how many wait, and go to another",
            maximum: most, body: body)
    }
}
