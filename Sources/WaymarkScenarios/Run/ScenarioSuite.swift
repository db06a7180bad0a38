import WaymarkDefinition

/// Plays scenarios and counts what they cover.
package struct ScenarioSuite: Sendable {
    private let stage: ScenarioStage
    private let files: [ScenarioFile]
    private let workflows: Set<String>

    /// A suite of files that were read without faults.
    /// - Parameters:
    ///   - files: The files.
    ///   - workflows: Workflows whose coverage is asked for, whether scenarios are about them or not.
    ///   - stage: What the scenarios share.
    package init(_ files: [ScenarioFile], covering workflows: Set<String> = [], on stage: ScenarioStage) {
        self.files = files
        self.workflows = workflows
        self.stage = stage
    }

    /// What came of a suite.
    package struct Report: Sendable {
        /// The scenarios, in the order of files and places.
        package var results: [ScenarioResult]
        /// The coverage of each workflow that was asked for or that scenarios are about, by name.
        package var coverage: [CoverageReport]
        /// What was said to be impossible, and happened.
        package var happenedAfterAll: [ImpossibleRoute]
        /// Whether every scenario passed and nothing happened that cannot.
        package var isPassed: Bool { happenedAfterAll.isEmpty && results.allSatisfy(\.isPassed) }
    }

    /// Plays them all, one after the other.
    package func run(progress: (ScenarioResult) -> Void = { _ in }) async throws -> Report {
        var results: [ScenarioResult] = []
        for scenario in files.flatMap(\.scenarios) {
            var run = try ScenarioRun(scenario, on: stage, number: results.count)
            let result = await run.run()
            results.append(result)
            progress(result)
        }
        return report(results)
    }

    private func report(_ results: [ScenarioResult]) -> Report {
        var covered: [String: Set<CoverageItem>] = [:]
        for result in results {
            for (workflow, items) in result.covered { covered[workflow, default: []].formUnion(items) }
        }
        let impossible = files.flatMap(\.impossibleRoutes)
        let workflows = workflows.union(files.flatMap(\.scenarios).map(\.workflow)).sorted()
        return Report(
            results: results,
            coverage: workflows.compactMap { name in
                stage.environment.definitions[name].map { definition in
                    CoverageReport(
                        CoverageMap(definition), covered: covered[name] ?? [],
                        impossible: impossible.filter { $0.workflow == name })
                }
            },
            happenedAfterAll: impossible.filter {
                covered[$0.workflow]?.contains(.route($0.step, $0.outcome)) == true
            })
    }
}
