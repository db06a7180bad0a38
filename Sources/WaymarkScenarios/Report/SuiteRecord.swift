package import CEL
import WaymarkDiagnostics

/// A suite as a value for programs; the names of its fields are a contract.
package struct SuiteRecord {
    private let report: ScenarioSuite.Report

    /// Reports a suite.
    package init(_ report: ScenarioSuite.Report) {
        self.report = report
    }

    /// The record.
    package var value: Value {
        .record([
            "passed": .bool(report.isPassed), "scenarios": .list(report.results.map(scenario)),
            "coverage": .list(report.coverage.map(coverage)),
        ])
    }

    private func scenario(_ result: ScenarioResult) -> Value {
        .record([
            "title": .string(result.scenario.title), "workflow": .string(result.scenario.workflow),
            "file": .string(result.scenario.span.file), "line": .int(Int64(result.scenario.span.start.line)),
            "passed": .bool(result.isPassed), "failures": .list(result.failures.map(failure)),
            "last_events": .list(result.lastEvents.map(Value.string)),
        ])
    }

    private func failure(_ failure: ScenarioFailure) -> Value {
        func texts(_ isExpected: Bool) -> Value {
            .list(failure.differences.filter { $0.isExpected == isExpected }.map { .string($0.text) })
        }
        return .record([
            "file": .string(failure.span.file), "line": .int(Int64(failure.span.start.line)),
            "column": .int(Int64(failure.span.start.column)), "message": .string(failure.message),
            "expected": texts(true), "found": texts(false), "help": failure.help.map { .string($0) } ?? .null,
        ])
    }

    private func coverage(_ report: CoverageReport) -> Value {
        var entries: [(Value, Value)] = [
            (.string("workflow"), .string(report.workflow)), (.string("complete"), .bool(report.isComplete)),
        ]
        for count in report.counts {
            entries.append(
                (
                    .string(count.kind.rawValue + "s"),
                    .record([
                        "covered": .int(Int64(count.covered)), "total": .int(Int64(count.total)),
                        "missing": .list(count.missing.map(Value.string)),
                    ])
                ))
        }
        let impossible = report.impossible.map { route -> Value in
            .record([
                "step": .string(route.step), "outcome": .string(route.outcome), "because": .string(route.reason),
            ])
        }
        return .map(MapValue(entries + [(.string("cannot_happen"), .list(impossible))]))
    }
}

extension Value {
    /// A record with text keys, in order.
    fileprivate static func record(_ pairs: KeyValuePairs<String, Value>) -> Value {
        .map(MapValue(pairs.map { (.string($0.key), $0.value) }))
    }
}
