/// Waits as bars of the mean with the ninth of ten behind it, the longest in all first.
struct WaitPlot {
    private let frame = PlotFrame()
    private let rows: [SimulationReport.WaitRow]
    private let second: [Tally.StepKey: SimulationReport.WaitRow]
    private let parts: Int

    init(_ first: SimulationReport, _ second: SimulationReport?) {
        rows = Array(first.waits.filter { $0.days.sum > 0 }.prefix(PlotFrame.rowsMax))
        parts = second == nil ? 1 : 2
        self.second = Dictionary((second?.waits ?? []).map { ($0.step, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var text: String {
        let shown = rows + rows.compactMap { second[$0.step] }
        let most = max(1, shown.map { max($0.days.mean, Double($0.days.percentile(0.9) ?? 0)) }.max() ?? 1)
        var body = ""
        for (index, row) in rows.enumerated() {
            body += frame.label("\(row.title) · \(row.whom.isEmpty ? row.waiting.rawValue : row.whom)", row: index)
            body += frame.bar(
                0, Double(row.days.percentile(0.9) ?? 0) / most, row: index, kind: "one", part: 0, parts: parts,
                opacity: 0.3)
            body += frame.bar(0, row.days.mean / most, row: index, kind: "one", part: 0, parts: parts)
            if let other = second[row.step] {
                body += frame.bar(0, other.days.mean / most, row: index, kind: "two", part: 1, parts: parts)
            }
            body += frame.word("\(PlotFrame.number(row.days.mean)) × \(row.days.count)", after: 1, row: index)
        }
        return frame.svg(
            "Working days that steps wait", rows: rows.count,
            axis: "working days: mean (full), nine of ten (pale); mean × how often", maximum: most, body: body)
    }
}
