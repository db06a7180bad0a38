import ArgumentParser
import Foundation
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkOperations
import WaymarkScenarios

/// Plays scenarios in virtual time.
struct TestCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Play the scenarios of workflows in virtual time.",
        discussion:
            "Exit codes: 0 all passed, 1 a scenario failed or cannot be read, or with --full-coverage something is not covered."
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "Scenario files, workflows or folders; the project's workflows if none is given.")
    var paths: [String] = []

    @Option(help: ArgumentHelp("Also write the results as JUnit XML.", valueName: "file"))
    var junit: String?

    @Flag(help: "Fail when steps, routes, table rows or deadlines are not covered.")
    var fullCoverage = false

    func operate(_ desk: Desk) async throws {
        let files = try ProjectFiles(
            folder: common.project ?? desk.program.environment["WAYMARK_PROJECT"], startedIn: desk.program.folder)
        let places = paths.map {
            $0.hasPrefix("/") || desk.program.folder == files.folder ? $0 : desk.program.folder + "/" + $0
        }.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        let publications = NSTemporaryDirectory() + "waymark-test-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: publications) }
        let text = ScenarioText(style: desk.style) { try? files.text($0) }
        let isTable = common.output == .table
        let outcome = try await TestProject(places.isEmpty ? nil : places, publishingTo: publications).run(
            files, registry: desk.program.registry
        ) { result in
            if isTable { desk.console.write(text.lines(of: result)) }
        }
        switch outcome {
        case .faulty(let diagnostics):
            desk.console.write(isTable ? render(diagnostics, desk, files) : JSONRenderer.render(diagnostics))
            throw ExitCode(ExitStatus.findings.rawValue)
        case .played(let report, let warnings):
            if !warnings.isEmpty { desk.console.note(render(warnings, desk, files)) }
            desk.console.write(
                isTable
                    ? text.summary(of: report) : JSONText.string(of: SuiteRecord(report).value, style: .plain) + "\n")
            if let junit { try write(JUnitReport(report).text, to: junit, desk) }
            let isComplete = report.coverage.allSatisfy(\.isComplete) && !report.results.isEmpty
            guard report.isPassed, isComplete || !fullCoverage else {
                throw ExitCode(ExitStatus.findings.rawValue)
            }
        }
    }

    private func render(_ diagnostics: Diagnostics, _ desk: Desk, _ files: ProjectFiles) -> String {
        TextRenderer(isColoured: desk.style.isColoured) { try? files.text($0) }.render(diagnostics)
    }

    private func write(_ text: String, to name: String, _ desk: Desk) throws {
        let path = name.hasPrefix("/") ? name : desk.program.folder + "/" + name
        do {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw OperationFailure(.usage, "Expected to write \(name), but it cannot be written")
        }
    }
}
