import CEL
import WaymarkSimulation

/// What some runs came to, as tables with small bars.
struct SimulationText {
    /// Rows of a table that people are shown; programs get all.
    private static let rowsMax = 12
    private let report: SimulationReport
    private let style: Style

    init(_ report: SimulationReport, style: Style) {
        self.report = report
        self.style = style
    }

    var rendered: String {
        var text = table("Cases in a run", ["workflow", "outcome", "cases"], report.outcomes.map(outcome))
        text += table(
            "Days that cases take",
            ["workflow", "working days p50", "p90", "calendar days p50", "p90", "cases"], report.lengths.map(length))
        text += table(
            "Chance of meeting each deadline",
            ["step", "in time", "95 % interval", "days late p50", "p90", "silent", "open", "tasks", ""],
            report.deadlines.map(deadline))
        text += table(
            "Load by role", ["role", "busiest week", "tasks", "open then", "peak of one holder", "whose", ""],
            report.loads.map(load))
        text += table(
            "Working days that cases wait, and for what", ["step", "for", "mean", "p50", "p90", "times", "open", ""],
            report.waits.filter { $0.days.sum > 0 || $0.open > 0 }.map(wait))
        text += table(
            "What makes the end date", ["step", "in cases", "working days", "from day", ""],
            report.paths.filter { $0.days > 0 }.map(path))
        text += table(
            "What the last of a cohort costs",
            ["waits", "for", "cases", "days others wait", "last alone p50", "p90", "last most often"],
            report.barriers.map(barrier))
        text += table(
            "What absences did", ["step", "done by another", "waited", "mean days", "p90"], report.absences.map(absence)
        )
        text += table("What went wrong", ["workflow", "what", "times"], report.troubles.map(trouble))
        return text + "All people are made up; the same seeds give the same result.\n"
    }

    // MARK: - Rows

    private func outcome(_ row: SimulationReport.CaseRow) -> [String] {
        [row.workflow, row.outcome, Self.tenths(row.count)]
    }

    private func length(_ row: SimulationReport.LengthRow) -> [String] {
        [
            row.workflow, Self.whole(row.days.percentile(0.5)), Self.whole(row.days.percentile(0.9)),
            Self.whole(row.calendarDays.percentile(0.5)), Self.whole(row.calendarDays.percentile(0.9)),
            "\(row.days.count)",
        ]
    }

    private func deadline(_ row: SimulationReport.DeadlineRow) -> [String] {
        let interval = row.inTime.interval
        return [
            "\(row.step.workflow)/\(row.step.name)", Self.percent(row.inTime.value ?? 0),
            "\(Self.percent(interval.low))–\(Self.percent(interval.high))", Self.whole(row.late.percentile(0.5)),
            Self.whole(row.late.percentile(0.9)), "\(row.silent)", "\(row.open)", "\(row.inTime.whole)",
            bar(row.inTime.value ?? 0),
        ]
    }

    private func load(_ row: SimulationReport.LoadRow) -> [String] {
        let busiest = row.weeks.max { ($0.opened, $1.week) < ($1.opened, $0.week) }
        let most = report.loads.flatMap { $0.weeks.map(\.opened) }.max() ?? 1
        return [
            "\(row.role.workflow)/\(row.role.name)", busiest?.week.name ?? "", Self.tenths(busiest?.opened ?? 0),
            Self.tenths(busiest?.open ?? 0), "\(row.peak)", row.peakHolder, bar((busiest?.opened ?? 0) / max(1, most)),
        ]
    }

    private func wait(_ row: SimulationReport.WaitRow) -> [String] {
        let most = Double(max(1, report.waits.first?.days.sum ?? 1))
        return [
            "\(row.step.workflow)/\(row.step.name)",
            row.whom.isEmpty ? row.waiting.rawValue : "\(row.waiting.rawValue) \(row.whom)",
            Self.tenths(row.days.mean), Self.whole(row.days.percentile(0.5)), Self.whole(row.days.percentile(0.9)),
            "\(row.days.count)", "\(row.open)", bar(Double(row.days.sum) / most),
        ]
    }

    private func path(_ row: SimulationReport.PathRow) -> [String] {
        [
            "\(row.step.workflow)/\(row.step.name)", Self.percent(row.share.value ?? 0), Self.tenths(row.days),
            Self.tenths(row.offset), bar(row.share.value ?? 0),
        ]
    }

    private func barrier(_ row: SimulationReport.BarrierRow) -> [String] {
        [
            row.barrier.workflow, row.barrier.name, Self.tenths(row.members), Self.tenths(row.waited),
            Self.whole(row.last.percentile(0.5)), Self.whole(row.last.percentile(0.9)),
            row.names.map { "\($0.name) \(Self.percent($0.share.value ?? 0))" }.joined(separator: ", "),
        ]
    }

    private func absence(_ row: SimulationReport.AbsenceRow) -> [String] {
        [
            "\(row.step.workflow)/\(row.step.name)", "\(row.handedOn)", "\(row.waited.count)",
            row.waited.count == 0 ? "" : Self.tenths(row.waited.mean), Self.whole(row.waited.percentile(0.9)),
        ]
    }

    private func trouble(_ row: SimulationReport.TroubleRow) -> [String] { [row.workflow, row.what, "\(row.count)"] }

    // MARK: - Comparing

    /// Two reports side by side: the rows that differ.
    static func rendered(_ comparison: SimulationComparison, style: Style) -> String {
        let text = SimulationText(comparison.first, style: style)
        let titles: [SimulationComparison.Measure: String] = [
            .inTime: "Chance of meeting each deadline", .length: "Working days that cases take",
            .elapsed: "Calendar days that cases take",
            .wait: "Working days that steps wait", .barrier: "Working days that the others wait for the last",
            .outcome: "Cases in a run",
        ]
        var rendered = ""
        for measure in SimulationComparison.Measure.allCases {
            let rows = comparison.rows.filter { $0.measure == measure && !$0.isSame }
                .sorted { (abs($1.difference ?? .infinity), $0.key) < (abs($0.difference ?? .infinity), $1.key) }
            func number(_ number: Double?) -> String {
                guard let number else { return "" }
                return measure == .inTime ? percent(number) : tenths(number)
            }
            rendered += text.table(
                titles[measure] ?? "", ["", comparison.names.first, comparison.names.second, "difference"],
                rows.map { row in
                    let name = row.key.name.isEmpty ? row.key.workflow : "\(row.key.workflow)/\(row.key.name)"
                    let sign = (row.difference ?? 0) > 0 ? "+" : ""
                    return [
                        name, number(row.first), number(row.second),
                        row.difference == nil ? "" : sign + number(row.difference),
                    ]
                })
        }
        return rendered.isEmpty ? "Nothing would change.\n" : rendered
    }

    // MARK: - Writing

    private func table(_ title: String, _ headings: [String], _ rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "" }
        var listing = Listing(columns: headings.map { ($0, $0) })
        listing.rows = rows.prefix(Self.rowsMax).map { row in row.map(Self.cell) }
        var text = style.bold(title) + "\n" + listing.rendered(.table, style: style, width: nil)
        if rows.count > Self.rowsMax { text += style.dim("… and \(rows.count - Self.rowsMax) more") + "\n" }
        return text + "\n"
    }

    /// A cell as it reads; one that is a number, or a share in per cent, stands under its like.
    private static func cell(_ text: String) -> Listing.Cell {
        guard let number = Double(text.hasSuffix(" %") ? text.dropLast(2) : text[...]) else {
            return Listing.Cell(text)
        }
        return Listing.Cell(.double(number), text: text)
    }

    private func bar(_ share: Double) -> String {
        String(repeating: "▪", count: share > 0 ? max(1, Int((share * 20).rounded())) : 0)
    }

    private static func whole(_ number: Int?) -> String { number.map { "\($0)" } ?? "" }

    private static func percent(_ share: Double) -> String { tenths(share * 100) + " %" }

    private static func tenths(_ number: Double) -> String {
        let tenths = Int((abs(number) * 10).rounded())
        return (number < 0 && tenths > 0 ? "-" : "") + "\(tenths / 10).\(tenths % 10)"
    }
}
