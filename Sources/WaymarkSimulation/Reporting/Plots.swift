/// The frame of a plot: rows with labels on the left, an axis with its unit above.
struct PlotFrame {
    static let label = 330
    static let plot = 520
    static let row = 24
    static let top = 44

    /// Rows that are drawn at most; what is left out is said.
    static let rowsMax = 40

    var width: Int { Self.label + Self.plot + 90 }

    /// An SVG of some rows.
    func svg(_ title: String, rows: Int, axis: String, maximum: Double, body: String) -> String {
        let height = Self.top + rows * Self.row + 12
        var text =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"\(width)\" height=\"\(height)\" "
            + "viewBox=\"0 0 \(width) \(height)\">\n<title>\(SimulationPage.escaped(title))</title>\n"
        text += "<text class=\"soft\" x=\"\(Self.label)\" y=\"14\">\(SimulationPage.escaped(axis))</text>\n"
        for quarter in 0...4 where maximum > 0 {
            let x = Self.label + Self.plot * quarter / 4
            text += "<line class=\"line\" x1=\"\(x)\" y1=\"\(Self.top - 8)\" x2=\"\(x)\" y2=\"\(height - 8)\"/>\n"
            text +=
                "<text class=\"soft\" text-anchor=\"middle\" x=\"\(x)\" y=\"\(Self.top - 14)\">"
                + "\(Self.number(maximum * Double(quarter) / 4))</text>\n"
        }
        return text + body + "</svg>\n"
    }

    /// The label of a row.
    func label(_ text: String, row: Int) -> String {
        let shown = text.count > 46 ? String(text.prefix(45)) + "…" : text
        return
            "<text text-anchor=\"end\" x=\"\(Self.label - 8)\" y=\"\(Self.top + row * Self.row + 16)\">"
            + "\(SimulationPage.escaped(shown))</text>\n"
    }

    /// A bar of a row, from a share of the width to another.
    func bar(_ from: Double, _ to: Double, row: Int, kind: String, part: Int = 0, parts: Int = 1, opacity: Double = 1)
        -> String
    {
        let height = (Self.row - 8) / parts
        let y = Self.top + row * Self.row + 4 + part * height
        let faded = opacity < 1 ? " fill-opacity=\"\(Self.number(opacity))\"" : ""
        return
            "<rect class=\"\(kind)\" x=\"\(x(from))\" y=\"\(y)\" width=\"\(max(1, x(to) - x(from)))\" "
            + "height=\"\(height)\"\(faded)/>\n"
    }

    /// A word after a place in a row.
    func word(_ text: String, after place: Double, row: Int) -> String {
        "<text class=\"soft\" x=\"\(x(place) + 6)\" y=\"\(Self.top + row * Self.row + 16)\">"
            + "\(SimulationPage.escaped(text))</text>\n"
    }

    /// Where a share of the width is.
    func x(_ share: Double) -> Int { Self.label + Int((Double(Self.plot) * min(1, max(0, share))).rounded()) }

    /// A number to two places at most.
    static func number(_ number: Double) -> String {
        let hundredths = Int((abs(number) * 100).rounded())
        let sign = number < 0 && hundredths > 0 ? "-" : ""
        let (whole, rest) = (hundredths / 100, hundredths % 100)
        if rest == 0 { return sign + "\(whole)" }
        return sign + "\(whole)." + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
    }
}

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
