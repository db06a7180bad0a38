import Foundation
import WaymarkDiagnostics
import WaymarkOperations
package import WaymarkPluginKit
import WaymarkScenarios

/// Plays the scenarios of a pattern, on its workflow and on what is left of that without the pattern.
package struct PatternTrial: Sendable {
    /// What came of it.
    package struct Verdict: Sendable {
        /// The titles of the scenarios.
        package var titles: [Pattern.Showing: [String]] = [:]
        /// What is wrong, in words; empty when the pattern holds.
        package var faults: [String] = []
        /// Whether every scenario passes, and fails on a workflow without the pattern.
        package var holds: Bool { faults.isEmpty }
    }

    private let book: PatternBook
    private let registry: PluginRegistry

    /// Prepares the trial of the patterns of a book with the step kinds of a build.
    package init(_ book: PatternBook, registry: PluginRegistry) {
        self.book = book
        self.registry = registry
    }

    /// Tries a pattern.
    /// - Throws: ``PatternFault`` when its files have faults, with or without the pattern.
    package func verdict(on pattern: Pattern) async throws -> Verdict {
        var verdict = Verdict()
        let workflow = try book.text(pattern.workflowFile)
        let results = try await play(pattern, on: workflow)
        for showing in Pattern.Showing.allCases {
            let own = results.filter { $0.scenario.span.file == pattern.file(of: showing) }
            verdict.titles[showing] = own.map(\.scenario.title)
            if own.isEmpty { verdict.faults.append("no scenario in \(pattern.file(of: showing))") }
        }
        verdict.faults += results.filter { !$0.isPassed }.map { result in
            "\(result.scenario.title): \(result.failures.map(\.message).joined(separator: "; "))"
        }
        var blind = Set(Pattern.Showing.allCases)
        for removal in pattern.removals {
            let noticing = try await play(pattern, on: try removal.applied(to: workflow)).filter { !$0.isPassed }
            if noticing.isEmpty { verdict.faults.append("no scenario notices that \(removal.words)") }
            blind = blind.filter { showing in
                noticing.allSatisfy { $0.scenario.span.file != pattern.file(of: showing) }
            }
        }
        verdict.faults += blind.map { "\(pattern.file(of: $0)) passes whatever is taken out" }.sorted()
        return verdict
    }

    /// Plays the scenarios of a pattern in a project that has nothing else.
    private func play(_ pattern: Pattern, on workflow: String) async throws -> [ScenarioResult] {
        let manager = FileManager.default
        let project = manager.temporaryDirectory.appending(path: "waymark-pattern-\(UUID().uuidString)")
        defer { try? manager.removeItem(at: project) }
        try manager.createDirectory(at: project.appending(path: "Workflows"), withIntermediateDirectories: true)
        for name in ["Config", "Workflows/\(pattern.folder)"] {
            try manager.copyItem(at: book.folder.appending(path: name), to: project.appending(path: name))
        }
        try workflow.write(to: project.appending(path: pattern.workflowFile), atomically: true, encoding: .utf8)
        let files = try ProjectFiles(folder: project.path, startedIn: project.path)
        let published = project.appending(path: "published").path
        switch try await TestProject(nil, publishingTo: published).run(files, registry: registry) {
        case .played(let report, _): return report.results
        case .faulty(let diagnostics):
            let lines = diagnostics.sorted.map { "\($0.span.file):\($0.span.start.line): \($0.message)" }
            throw PatternFault("pattern \(pattern.number): \(lines.joined(separator: "; "))")
        }
    }
}
