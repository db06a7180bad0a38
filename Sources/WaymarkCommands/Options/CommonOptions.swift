import ArgumentParser

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The store.",
            discussion: "sqlite:PATH; default .waymark/store.sqlite under the project. Also WAYMARK_STORE.",
            valueName: "store"))
    var store: String?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("Who acts: a person's id in the register. Also WAYMARK_AS.", valueName: "person"))
    var actor: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The project's folder; default the nearest above that has Config/waymark.yaml.", valueName: "folder"))
    var project: String?

    @Option(name: [.short, .long], help: "How results are written.")
    var output: OutputFormat = .table

    @Flag(name: .customLong("no-color"), help: "Write without colours. Also NO_COLOR.")
    var hasNoColor = false

    @Flag(name: [.short, .long], help: "Write results and errors only.")
    var quiet = false
}
