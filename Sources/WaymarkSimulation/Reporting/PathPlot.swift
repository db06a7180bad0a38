/// The steps that make the end date, where they lie in a case; the paler, the fewer cases.
struct PathPlot {
    private let frame = PlotFrame()
    private let rows: [SimulationReport.PathRow]

    init(_ report: SimulationReport) {
        rows = Array(report.paths.prefix(PlotFrame.rowsMax))
    }

    var text: String {
        let most = max(1, rows.map { $0.offset + $0.days }.max() ?? 1)
        var body = ""
        for (index, row) in rows.enumerated() {
            body += frame.label("\(row.title) · \(row.step.workflow)", row: index)
            body += frame.bar(
                row.offset / most, (row.offset + row.days) / most, row: index, kind: "one",
                opacity: 0.2 + 0.8 * (row.share.value ?? 0))
            let share = PlotFrame.number((row.share.value ?? 0) * 100)
            body += frame.word("\(share) %", after: 1, row: index)
        }
        return frame.svg(
            "Steps on the critical path", rows: rows.count,
            axis: "working days from the beginning of the case, on average; share of cases in %", maximum: most,
            body: body)
    }
}
