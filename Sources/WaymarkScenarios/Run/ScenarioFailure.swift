package import WaymarkDiagnostics

/// What a scenario expected and did not find: where it is said, and the difference.
package struct ScenarioFailure: Error, Sendable, Hashable {
    /// One line of a difference.
    package struct Difference: Sendable, Hashable {
        /// Whether it was expected or found.
        package var isExpected: Bool
        /// What.
        package var text: String
    }

    /// Where it is said.
    package var span: SourceSpan
    /// What is wrong.
    package var message: String
    /// What was expected and what was there.
    package var differences: [Difference]
    /// What may help.
    package var help: String?

    init(_ span: SourceSpan, _ message: String, expected: [String] = [], found: [String] = [], help: String? = nil) {
        self.span = span
        self.message = message
        differences =
            expected.map { Difference(isExpected: true, text: $0) }
            + found.map {
                Difference(isExpected: false, text: $0)
            }
        self.help = help
    }
}

/// What became of a scenario.
package struct ScenarioResult: Sendable {
    /// The scenario.
    package var scenario: Scenario
    /// What was not as expected; empty when it passed.
    package var failures: [ScenarioFailure]
    /// The last events of the case that the failure is about: when, who, what.
    package var lastEvents: [String]
    /// What of each workflow was at work.
    var covered: [String: Set<CoverageItem>]
    /// Whether it passed.
    package var isPassed: Bool { failures.isEmpty }
}
