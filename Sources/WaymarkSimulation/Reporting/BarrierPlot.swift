/// What the last of a cohort costs: how long the others wait, and behind it what the last alone costs in nine of ten.
struct BarrierPlot {
    private let frame = PlotFrame()
    private let rows: [SimulationReport.BarrierRow]
    private let second: [Tally.StepKey: SimulationReport.BarrierRow]
    private let parts: Int

    /// The barriers of a report, beside those of another; nil when there are none.
    init?(_ first: SimulationReport, _ second: SimulationReport?) {
        rows = Array(first.barriers.prefix(PlotFrame.rowsMax))
        guard !rows.isEmpty else { return nil }
        parts = second == nil ? 1 : 2
        self.second = Dictionary(
            (second?.barriers ?? []).map { ($0.barrier, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var text: String {
        let shown = rows + rows.compactMap { second[$0.barrier] }
        let most = max(1, shown.map { max($0.waited, Double($0.last.percentile(0.9) ?? 0)) }.max() ?? 1)
        var body = ""
        for (index, row) in rows.enumerated() {
            body += frame.label("\(row.barrier.name) · \(row.barrier.workflow)", row: index)
            body += frame.bar(
                0, Double(row.last.percentile(0.9) ?? 0) / most, row: index, kind: "one", part: 0, parts: parts,
                opacity: 0.3)
            body += frame.bar(0, row.waited / most, row: index, kind: "one", part: 0, parts: parts)
            if let other = second[row.barrier] {
                body += frame.bar(0, other.waited / most, row: index, kind: "two", part: 1, parts: parts)
            }
            body += frame.word("of \(PlotFrame.number(row.members))", after: 1, row: index)
        }
        return frame.svg(
            "What the last of a cohort costs", rows: rows.count,
            axis:
                "working days: what the others wait on average (full), what the last alone costs in nine of ten (pale)",
            maximum: most, body: body)
    }
}
