/// A report as one HTML file: no script, no font and no picture from elsewhere, light and dark.
///
/// The text is well-formed XML, so that it can be checked and taken apart.
package struct SimulationPage: Sendable {
    private let title: String
    private let subtitle: String
    private let first: SimulationReport
    private let comparison: SimulationComparison?

    /// Describes the page of a report.
    package init(_ report: SimulationReport, title: String) {
        self.title = title
        subtitle = "\(report.runsInWords), \(report.cases) cases, \(report.events) events"
        first = report
        comparison = nil
    }

    /// Describes the page of a comparison.
    package init(_ comparison: SimulationComparison, title: String) {
        self.title = title
        subtitle =
            "\(comparison.first.runsInWords) of each with the same people: \(comparison.names.first), "
            + "\(comparison.names.second)"
        first = comparison.first
        self.comparison = comparison
    }

    /// The text.
    package var text: String {
        let second = comparison?.second
        var body = ""
        if let comparison { body += Self.legend(comparison.names.first, comparison.names.second) }
        body += figure("The chance of meeting each deadline", DeadlinePlot(first, second).text)
        body += figure("Load by role and week", LoadPlot(first).text)
        if let comparison, let second {
            body += figure("Load by role and week: \(comparison.names.second)", LoadPlot(second).text)
        }
        body += figure("Where cases wait", WaitPlot(first, second).text)
        body += figure("What makes the end date", PathPlot(first).text)
        if let comparison, let second {
            body += figure("What makes the end date: \(comparison.names.second)", PathPlot(second).text)
        }
        if let plot = BarrierPlot(first, second) { body += figure("What the last of a cohort costs", plot.text) }
        if let plot = AbsencePlot(first) { body += figure("What absences do", plot.text) }
        if let comparison, let plot = AbsencePlot(comparison.second) {
            body += figure("What absences do: \(comparison.names.second)", plot.text)
        }
        return """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>\(Self.escaped(title))</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <main>
            <h1>\(Self.escaped(title))</h1>
            <p>\(Self.escaped(subtitle)). Days are working days; all people are made up.</p>
            \(body)</main>
            </body>
            </html>

            """
    }

    private func figure(_ caption: String, _ plot: String) -> String {
        "<section>\n<h2>\(Self.escaped(caption))</h2>\n<div class=\"plot\">\n\(plot)</div>\n</section>\n"
    }

    private static func legend(_ first: String, _ second: String) -> String {
        "<p><span class=\"key one\"></span> \(escaped(first)) <span class=\"key two\"></span> \(escaped(second))</p>\n"
    }

    /// A text inside an element or an attribute.
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    private static let style = """
        :root { color-scheme: light dark; --ink: #1c2430; --soft: #5d6875; --line: #c9d0d8; --paper: #ffffff;
        --one: #2469a8; --two: #c2611f; --faint: #e9eef4; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6eaef; --soft: #a3adb8; --line: #3b4550;
        --paper: #14191f; --one: #6fb1ea; --two: #f0a05f; --faint: #222a33; } }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 64rem; margin: 0 auto; padding: 1.5rem; }
        h1 { font-size: 1.7rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
        .plot { overflow-x: auto; } svg { display: block; }
        text { font: 13px system-ui, sans-serif; fill: var(--ink); } .soft { fill: var(--soft); }
        .one { fill: var(--one); background: var(--one); } .two { fill: var(--two); background: var(--two); }
        .faint { fill: var(--faint); } .line { stroke: var(--line); } .mark { stroke: var(--ink); stroke-width: 1.5; }
        .key { display: inline-block; width: 0.8rem; height: 0.8rem; }
        """
}
