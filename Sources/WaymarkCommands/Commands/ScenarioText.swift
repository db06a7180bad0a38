import WaymarkDiagnostics
import WaymarkScenarios

/// Scenarios and their coverage as text.
struct ScenarioText {
    private let style: Style
    private let source: (String) -> String?

    init(style: Style, source: @escaping (String) -> String?) {
        self.style = style
        self.source = source
    }

    /// One line when it passed; the differences besides when it did not.
    func lines(of result: ScenarioResult) -> String {
        let scenario = result.scenario
        let mark = result.isPassed ? style.green("passed") : style.red("FAILED")
        var text = "\(mark)  \(scenario.workflow)  \(scenario.title)\n"
        for failure in result.failures { text += lines(of: failure).map { "        \($0)\n" }.joined() }
        guard let heading = result.lastEvents.first else { return text }
        text += "        " + style.dim("the last events of \(heading)") + "\n"
        return text + result.lastEvents.dropFirst().map { "          \($0)\n" }.joined()
    }

    private func lines(of failure: ScenarioFailure) -> [String] {
        let place = "\(failure.span.file):\(failure.span.start.line):\(failure.span.start.column)"
        var lines = ["\(style.bold(place)): \(failure.message)"]
        if let line = sourceLine(failure.span) { lines.append("  " + style.dim("| \(line)")) }
        for difference in failure.differences {
            lines.append(
                "  "
                    + (difference.isExpected
                        ? style.red("- \(difference.text)") : style.green("+ \(difference.text)")))
        }
        if let help = failure.help { lines.append("  " + style.dim("help: \(help)")) }
        return lines
    }

    private func sourceLine(_ span: SourceSpan) -> String? {
        guard let text = source(span.file) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(span.start.line - 1) else { return nil }
        let line = lines[span.start.line - 1].drop { $0 == " " }
        return line.isEmpty ? nil : String(line)
    }

    // MARK: - Coverage

    /// Coverage of each workflow with what is missing, and the count of scenarios.
    func summary(of report: ScenarioSuite.Report) -> String {
        var text = ""
        if !report.coverage.isEmpty {
            let kinds = CoverageItem.Kind.allCases.filter { kind in
                kind != .row || report.coverage.contains { $0.counts.contains { $0.kind == .row && $0.total > 0 } }
            }
            var listing = Listing(
                columns: [("workflow", "WORKFLOW")] + kinds.map { ($0.rawValue + "s", $0.rawValue.uppercased() + "S") })
            listing.rows = report.coverage.map { coverage in
                [.init(coverage.workflow, emphasis: .strong)]
                    + coverage.counts.filter { kinds.contains($0.kind) }.map {
                        .init("\($0.covered) of \($0.total)", emphasis: $0.missing.isEmpty ? .good : .alarming)
                    }
            }
            text += "\n" + listing.rendered(.table, style: style, width: nil)
        }
        for coverage in report.coverage { text += details(of: coverage) }
        for route in report.happenedAfterAll {
            let place = "\(route.span.file):\(route.span.start.line):\(route.span.start.column)"
            text +=
                "\n"
                + style.red(
                    "\(place): \(route.step) was said never to end with \(route.outcome), and in a scenario it does")
                + "\n"
        }
        let failed = report.results.count { !$0.isPassed }
        let total = "\(report.results.count) scenario\(report.results.count == 1 ? "" : "s")"
        return text + "\n"
            + (report.results.isEmpty
                ? "There are no scenarios.\n"
                : failed == 0
                    ? style.green("\(total), all passed") + "\n" : style.red("\(total), \(failed) failed") + "\n")
    }

    private func details(of coverage: CoverageReport) -> String {
        var text = ""
        for count in coverage.counts where !count.missing.isEmpty {
            text +=
                "\n\(coverage.workflow): no scenario shows the \(count.missing.count == 1 ? count.kind.rawValue : count.kind.rawValue + "s")\n"
            text += count.missing.map { "  \($0)\n" }.joined()
        }
        if !coverage.impossible.isEmpty {
            text += "\n" + style.dim("\(coverage.workflow): not counted, because they cannot happen") + "\n"
            text += coverage.impossible.map { style.dim("  \($0.step): \($0.outcome): \($0.reason)") + "\n" }.joined()
        }
        return text
    }
}
