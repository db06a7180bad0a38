import ArgumentParser
import WaymarkDrawing
import WaymarkOperations

/// Draws a workflow, or where a case of it stands.
struct DrawCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "draw", abstract: "Draw a workflow, or where a case of it stands.",
        discussion: "The drawing goes to standard output: waymark draw intervention --as svg > intervention.svg")

    @OptionGroup var place: PlaceOptions

    @Argument(help: ArgumentHelp("The workflow; with --case it may be left out.", valueName: "workflow"))
    var workflow: String?

    @Option(name: .customLong("as"), help: ArgumentHelp("The form of the drawing.", valueName: "form"))
    var form: DrawingForm = .mermaid

    @Option(name: .customLong("case"), help: ArgumentHelp("Mark where a case stands.", valueName: "case"))
    var caseID: String?

    var common: CommonOptions { place.common }

    func operate(_ desk: Desk) async throws {
        if let caseID {
            let session = try desk.project().session
            return desk.console.write(try DrawCase(caseID, of: workflow, as: form).run(in: session))
        }
        guard let workflow else {
            throw OperationFailure(
                .usage, "Expected a workflow or --case, but neither was given", help: "write waymark draw WORKFLOW")
        }
        let files = try desk.projectFiles()
        desk.console.write(try DrawWorkflow(workflow, as: form).run(files, registry: desk.program.registry))
    }
}

extension DrawingForm: ExpressibleByArgument {}

/// Which project and store, for a command on which `--as` has another meaning than who acts.
struct PlaceOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The store. Also WAYMARK_STORE.", valueName: "store"))
    var store: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The project's folder; default the nearest above that has Config/waymark.yaml.", valueName: "folder"))
    var project: String?

    @Flag(name: .customLong("no-color"), help: "Write without colours. Also NO_COLOR.")
    var hasNoColor = false

    @Flag(name: [.short, .long], help: "Write results and errors only.")
    var quiet = false

    /// The same as what every command takes, with nobody who acts.
    var common: CommonOptions {
        var common = CommonOptions()
        common.store = store
        common.actor = nil
        common.project = project
        common.output = .table
        common.hasNoColor = hasNoColor
        common.quiet = quiet
        return common
    }
}

extension Desk {
    /// The files of the project, for what needs no store.
    func projectFiles() throws -> ProjectFiles {
        try ProjectFiles(
            folder: common.project ?? program.environment["WAYMARK_PROJECT"], startedIn: program.folder)
    }
}
