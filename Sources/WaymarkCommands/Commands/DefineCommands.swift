import ArgumentParser
import WaymarkDiagnostics
import WaymarkOperations
import WaymarkSimulation

/// Checks definitions without running anything.
struct CheckCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check workflows without running anything.")

    /// How findings are written.
    enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
        case text, json, sarif
    }

    @OptionGroup var common: CommonOptions

    @Argument(help: "Files or folders; the project's workflows if none is given.")
    var paths: [String] = []

    @Option(help: "How findings are written.")
    var format: Format = .text

    func operate(_ desk: Desk) async throws {
        let files = try ProjectFiles(
            folder: common.project ?? desk.program.environment["WAYMARK_PROJECT"], startedIn: desk.program.folder)
        let places = paths.map {
            $0.hasPrefix("/") || desk.program.folder == files.folder ? $0 : desk.program.folder + "/" + $0
        }
        let found = try CheckProject(places.isEmpty ? nil : places).run(files, registry: desk.program.registry)
        let count = found.workflows
        var diagnostics = found.diagnostics
        if places.isEmpty { diagnostics.add(contentsOf: try CheckBehaviours(files).run(with: found)) }
        switch format {
        case .json: desk.console.write(JSONRenderer.render(diagnostics))
        case .sarif:
            desk.console.write(SARIFRenderer.render(diagnostics, version: WaymarkCommand.configuration.version))
        case .text:
            desk.console.write(
                TextRenderer(isColoured: desk.style.isColoured) { try? files.text($0) }.render(diagnostics))
            if diagnostics.isEmpty { desk.note("\(count) workflow\(count == 1 ? "" : "s"): nothing is wrong.") }
        }
        guard diagnostics.isEmpty else { throw ExitCode(ExitStatus.findings.rawValue) }
    }
}

/// Keeps the register.
struct RegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Check the register of organisations and people.",
        subcommands: [RegisterCheckCommand.self])
}

/// Checks the register's files.
struct RegisterCheckCommand: Operating {
    static let configuration = CommandConfiguration(commandName: "check", abstract: "Check the files of the register.")

    @OptionGroup var common: CommonOptions

    func operate(_ desk: Desk) async throws {
        let files = try ProjectFiles(
            folder: common.project ?? desk.program.environment["WAYMARK_PROJECT"], startedIn: desk.program.folder)
        let report = try CheckRegister().run(files)
        desk.console.write(
            TextRenderer(isColoured: desk.style.isColoured) { try? files.text($0) }.render(report.diagnostics))
        guard report.diagnostics.isEmpty else { throw ExitCode(ExitStatus.findings.rawValue) }
        var listing = Listing(columns: [("type", "TYPE"), ("count", "HOW MANY")])
        listing.rows = report.counts.map { [.init($0.type, emphasis: .strong), .init($0.count)] }
        desk.show(listing, empty: "The register is empty.")
        if !report.withoutAddress.isEmpty {
            let named = report.withoutAddress.prefix(10).joined(separator: ", ")
            let rest = report.withoutAddress.count > 10 ? " and \(report.withoutAddress.count - 10) more" : ""
            desk.note("Notices go by e-mail, and the register has no address of \(named)\(rest).")
        }
    }
}
