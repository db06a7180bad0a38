/// Deadlines as bars, each with the interval that chance leaves.
struct DeadlinePlot {
    private let frame = PlotFrame()
    private let rows: [SimulationReport.DeadlineRow]
    private let second: [Tally.StepKey: SimulationReport.DeadlineRow]
    private let parts: Int

    init(_ first: SimulationReport, _ second: SimulationReport?) {
        rows = Array(first.deadlines.prefix(PlotFrame.rowsMax))
        parts = second == nil ? 1 : 2
        self.second = Dictionary(
            (second?.deadlines ?? []).map { ($0.step, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var text: String {
        var body = ""
        for (index, row) in rows.enumerated() {
            body += frame.label("\(row.title) · \(row.step.workflow)", row: index)
            body += bar(row, index, kind: "one", part: 0)
            if let other = second[row.step] { body += bar(other, index, kind: "two", part: 1) }
            let share = PlotFrame.number((row.inTime.value ?? 0) * 100)
            body += frame.word("\(share) % of \(row.inTime.whole)", after: 1, row: index)
        }
        return frame.svg(
            "The share of tasks done in time", rows: rows.count, axis: "done in time, %", maximum: 100, body: body)
    }

    private func bar(_ row: SimulationReport.DeadlineRow, _ index: Int, kind: String, part: Int) -> String {
        let interval = row.inTime.interval
        let height = (PlotFrame.row - 8) / parts
        let y = PlotFrame.top + index * PlotFrame.row + 4 + part * height + height / 2
        return frame.bar(0, row.inTime.value ?? 0, row: index, kind: kind, part: part, parts: parts)
            + "<line class=\"mark\" x1=\"\(frame.x(interval.low))\" y1=\"\(y)\" x2=\"\(frame.x(interval.high))\" "
            + "y2=\"\(y)\"/>\n"
    }
}
