import ArgumentParser
import Foundation
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDiagnostics
import WaymarkOperations
import WaymarkRuntime
import WaymarkScenarios

/// Makes skeletons that work as they come.
struct NewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Make a workflow or a scenario to begin from, that works as it comes.",
        subcommands: [NewWorkflowCommand.self, NewScenarioCommand.self])
}

/// Makes a workflow with its scenarios.
struct NewWorkflowCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "workflow", abstract: "Make a workflow with scenarios that cover it.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "Its name: small letters and hyphens.")
    var name: String

    @Option(help: ArgumentHelp("The type of organisation that a case is about.", valueName: "type"))
    var subject: String?

    func operate(_ desk: Desk) async throws {
        let maker = try SkeletonMaker(desk, common)
        guard name.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil else {
            throw OperationFailure(
                .usage, "Expected a name of small letters, digits and hyphens, but found \"\(name)\"",
                help: "as in annual-review")
        }
        guard let skeleton = WorkflowSkeleton(name, about: subject, on: maker.day, in: maker.environment) else {
            throw OperationFailure(
                .notFound, "Expected somebody in the register who could decide, but there is nobody",
                help: "see `waymark register check`, or leave --subject out")
        }
        let folder = (maker.project.settings.workflows.first ?? "Workflows") + "/" + name
        try maker.write(skeleton.workflow, to: folder + "/workflow.yaml")
        try maker.write(skeleton.scenarios, to: folder + "/scenarios/\(name).yaml")
        desk.note("Made \(folder). Try: waymark check \(folder) && waymark test \(folder)")
    }
}

/// Makes a scenario of a workflow.
struct NewScenarioCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "scenario", abstract: "Make a scenario that starts a case and expects what is open then.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "Its name: the name of the file, and the title with blanks for hyphens.")
    var name: String

    @Option(help: ArgumentHelp("The workflow.", valueName: "name"))
    var workflow: String

    @Option(help: ArgumentHelp("The day on which it begins; today if none is given.", valueName: "date"))
    var at: String?

    func operate(_ desk: Desk) async throws {
        let maker = try SkeletonMaker(desk, common, day: at)
        guard let folder = maker.project.workflowsByFolder.first(where: { $0.value == workflow })?.key,
            let skeleton = ScenarioSkeleton(
                name.replacing("-", with: " "), of: workflow, on: maker.day, in: maker.environment)
        else {
            throw OperationFailure(
                .notFound, "Expected a workflow, but there is none named \"\(workflow)\"",
                help: "there are: " + maker.environment.definitions.keys.sorted().joined(separator: ", "))
        }
        let publications = NSTemporaryDirectory() + "waymark-new-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: publications) }
        let (text, faults) = try await skeleton.text(in: maker.project, publishingTo: publications)
        guard let text else {
            throw OperationFailure(
                .findings, "a case of \(workflow) cannot be made up",
                details: faults.sorted.map { "\($0.message)" })
        }
        let file = "\(folder)/scenarios/\(name).yaml"
        try maker.write(text, to: file)
        desk.note("Made \(file). Try: waymark test \(file)")
    }
}

/// What skeletons are made from, and where they go.
struct SkeletonMaker {
    let project: ScenarioProject
    let environment: ScenarioEnvironment
    let day: LocalDate
    private let files: ProjectFiles

    init(_ desk: Desk, _ common: CommonOptions, day: String? = nil) throws {
        files = try ProjectFiles(
            folder: common.project ?? desk.program.environment["WAYMARK_PROJECT"], startedIn: desk.program.folder)
        project = try ScenarioProject(files, registry: desk.program.registry)
        guard let environment = project.environment, !project.diagnostics.hasErrors else {
            throw OperationFailure(
                .findings, "the project has faults, so nothing is added to it", help: "see `waymark check`")
        }
        self.environment = environment
        let today = environment.calendar.zone.local(of: desk.program.clock.now).date
        guard let found = day.map({ LocalDate($0) }) ?? today else {
            throw OperationFailure(.usage, "Expected a day such as 2013-10-01, but found \"\(day ?? "")\"")
        }
        self.day = found
    }

    /// Writes a new file; one that is there is left alone.
    func write(_ text: String, to name: String) throws {
        let path = files.path(name)
        guard !FileManager.default.fileExists(atPath: path) else {
            throw OperationFailure(.conflict, "Expected to make \(name), but it is there already", help: "name another")
        }
        do {
            try FileManager.default.createDirectory(
                at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw OperationFailure(.usage, "Expected to make \(name), but it cannot be written")
        }
    }
}
