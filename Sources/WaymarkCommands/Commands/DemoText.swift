import WaymarkCalendar
import WaymarkSimulation
import WaymarkStore

/// The progress of a run: one line that changes at a terminal, nothing in a pipe.
struct ProgressLine {
    private let desk: Desk
    private var isShown: Bool { desk.console.noteIsTerminal && !desk.common.quiet }

    init(_ desk: Desk) {
        self.desk = desk
    }

    func show(_ progress: SimulatedRun.Progress, from: LocalDate, until: LocalDate) {
        guard isShown else { return }
        let whole = max(1, from.days(until: until))
        let done = min(24, 24 * from.days(until: progress.day) / whole)
        let bar = String(repeating: "█", count: done) + String(repeating: "░", count: 24 - done)
        desk.console.note("\r\(bar) \(progress.day)  \(progress.acts) done, \(progress.openTasks) to do   ")
    }

    func end() {
        if isShown { desk.console.note("\r\u{1B}[K") }
    }
}

/// What a run came to, as text.
struct DemoText {
    private let report: RunReport
    private let seconds: Double
    private let style: Style
    private let store: String?

    init(_ report: RunReport, seconds: Double, style: Style, store: String?) {
        self.report = report
        self.seconds = seconds
        self.style = style
        self.store = store
    }

    var lines: [String] {
        var lines = [style.bold("Cases")]
        lines += rows(report.cases.map { ("\($0.workflow), \($0.status)", $0.count) })
        for table in report.tables {
            lines += ["", style.bold(table.title)] + rows(table.rows.map { ($0.label, $0.count) })
        }
        lines += ["", style.bold("Still open")]
        lines +=
            report.open.isEmpty
            ? ["  nothing"] : report.open.prefix(12).map { "  \($0.caseID)  \($0.subject): \($0.why)" }
        if report.open.count > 12 { lines.append("  … and \(report.open.count - 12) more") }
        lines += [
            "", "\(report.events) events in \(tenths(seconds)) seconds (all data is fictional)",
            "Fingerprint of all heads: \(report.fingerprint)", "",
            style.bold("Try next"),
        ]
        let suffix = store.map { " --store \($0)" } ?? ""
        let example = report.open.first?.caseID ?? "13Q2-ALV"
        return lines + [
            "  .build/release/waymark tasks --all\(suffix)", "  .build/release/waymark show \(example)\(suffix)",
            "  .build/release/waymark show 13Q2-ALV --history\(suffix)",
        ]
    }

    private func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private func rows(_ rows: [(label: String, count: Int)]) -> [String] {
        let width = rows.map(\.label.count).max() ?? 0
        let digits = rows.map { "\($0.count)".count }.max() ?? 0
        let most = max(1, rows.map(\.count).max() ?? 1)
        return rows.map { label, count in
            let number = String(repeating: " ", count: digits - "\(count)".count) + "\(count)"
            let bar = String(repeating: "▪", count: max(count > 0 ? 1 : 0, 30 * count / most))
            return "  \(label)\(String(repeating: " ", count: width - label.count))  \(number)  \(style.dim(bar))"
        }
    }
}
