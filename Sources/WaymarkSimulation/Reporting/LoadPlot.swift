/// Tasks open at the end of each week, the darker the more.
struct LoadPlot {
    private let frame = PlotFrame()
    private let rows: [SimulationReport.LoadRow]

    init(_ report: SimulationReport) {
        rows = Array(report.loads.prefix(PlotFrame.rowsMax))
    }

    var text: String {
        let weeks = Set(rows.flatMap { $0.weeks.map(\.week) }).sorted()
        let most = max(1, rows.flatMap { $0.weeks.map { max($0.open, $0.opened) } }.max() ?? 1)
        var body = ""
        for (index, row) in rows.enumerated() {
            body += frame.label("\(row.role.name) · \(row.role.workflow)", row: index)
            for week in row.weeks {
                guard let place = weeks.firstIndex(of: week.week) else { continue }
                let busy = max(week.open, week.opened)
                guard busy > 0 else { continue }
                body += frame.bar(
                    Double(place) / Double(weeks.count), Double(place + 1) / Double(weeks.count), row: index,
                    kind: "one", opacity: 0.1 + 0.9 * busy / most)
            }
            body += frame.word("peak \(row.peak)", after: 1, row: index)
        }
        for (place, week) in weeks.enumerated() where place % max(1, weeks.count / 6) == 0 {
            body +=
                "<text class=\"soft\" x=\"\(frame.x(Double(place) / Double(weeks.count)))\" y=\"\(PlotFrame.top - 14)\">"
                + "\(week.name)</text>\n"
        }
        return frame.svg(
            "Tasks of each role by week", rows: rows.count,
            axis: "tasks in a week, in a run on average; the darkest is \(PlotFrame.number(most)); peak of one holder",
            maximum: 0, body: body)
    }
}
