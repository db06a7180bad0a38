import ArgumentParser
import WaymarkComparison
import WaymarkDefinition
import WaymarkOperations

/// Says what changes between two versions of a workflow.
struct DiffCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say what changes between two versions of a workflow, as a process.",
        discussion:
            "Each is the path of a file, workflow (the project's own), workflow@version or workflow@hash. With one, it is compared with the project's own, or the project's own with the newest in the store."
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: ArgumentHelp("What was.", valueName: "old"))
    var old: String

    @Argument(help: ArgumentHelp("What is to be.", valueName: "new"))
    var new: String?

    func operate(_ desk: Desk) async throws {
        let project = try desk.project(makesStore: true)
        let compare = CompareDefinitions(
            path(old, project, desk), new.map { path($0, project, desk) })
        let difference = try compare.run(in: project)
        guard desk.common.output == .table else {
            return desk.console.write(JSONText.string(of: DifferenceJSON.value(difference), style: .plain) + "\n")
        }
        desk.console.write(DifferenceText(difference, style: desk.style).rendered)
        if difference.isEmpty { desk.note("Nothing changes.") }
    }

    private func path(_ name: String, _ project: Project, _ desk: Desk) -> String {
        name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
            ? desk.place(name, in: project.files) : name
    }
}
