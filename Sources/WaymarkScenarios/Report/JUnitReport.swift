import WaymarkDiagnostics

/// A suite as the XML that build servers read: a suite a workflow, a case a scenario.
package struct JUnitReport {
    private let report: ScenarioSuite.Report

    /// Reports a suite.
    package init(_ report: ScenarioSuite.Report) {
        self.report = report
    }

    /// The XML.
    package var text: String {
        let failed = report.results.count { !$0.isPassed }
        let suites = Set(report.results.map(\.scenario.workflow)).sorted()
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<testsuites name=\"waymark\" tests=\"\(report.results.count)\" failures=\"\(failed)\">\n"
        for workflow in suites { text += suite(workflow) }
        return text + "</testsuites>\n"
    }

    private func suite(_ workflow: String) -> String {
        let results = report.results.filter { $0.scenario.workflow == workflow }
        let failed = results.count { !$0.isPassed }
        return "  <testsuite name=\"\(Self.escaped(workflow))\" tests=\"\(results.count)\" failures=\"\(failed)\">\n"
            + results.map(testCase).joined() + "  </testsuite>\n"
    }

    private func testCase(_ result: ScenarioResult) -> String {
        let span = result.scenario.span
        let head =
            "    <testcase classname=\"\(Self.escaped(result.scenario.workflow))\" name=\"\(Self.escaped(result.scenario.title))\" file=\"\(Self.escaped(span.file))\" line=\"\(span.start.line)\""
        guard !result.isPassed else { return head + "/>\n" }
        return head + ">\n"
            + result.failures.map { failure in
                let place = "\(failure.span.file):\(failure.span.start.line):\(failure.span.start.column)"
                let body = [place] + failure.lines + result.lastEvents
                return
                    "      <failure message=\"\(Self.escaped(failure.message))\">\(Self.escaped(body.joined(separator: "\n")))</failure>\n"
            }.joined() + "    </testcase>\n"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20: escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension ScenarioFailure {
    /// The differences, `-` before what was expected and `+` before what was there.
    package var lines: [String] {
        differences.map { ($0.isExpected ? "- " : "+ ") + $0.text }
    }
}
