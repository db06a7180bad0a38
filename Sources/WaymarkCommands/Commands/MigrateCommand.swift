import ArgumentParser
import WaymarkDefinition
import WaymarkOperations
import WaymarkStore

/// Moves open cases to another version of their workflow.
struct MigrateCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Move open cases to another version of their workflow, all or none.",
        discussion:
            "Shows where each case would stand, with its deadlines reckoned anew, and what cannot move and why. When one cannot, none moves."
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "The workflow.")
    var workflow: String

    @Option(help: ArgumentHelp("The version to move to, or the beginning of its hash.", valueName: "version"))
    var to: String

    @Option(help: ArgumentHelp("Only cases that are on this version.", valueName: "version"))
    var from: String?

    @Option(
        name: .customLong("case"), parsing: .singleValue,
        help: ArgumentHelp("Only this case; may be repeated.", valueName: "case"))
    var cases: [String] = []

    @Option(
        name: .customLong("map"), parsing: .singleValue,
        help: ArgumentHelp("A step that goes by another id there; may be repeated.", valueName: "old=new"))
    var maps: [String] = []

    @Flag(name: .customLong("dry-run"), help: "Show where the cases would stand, without moving them.")
    var isDryRun = false

    @Option(
        help: ArgumentHelp(
            "Move only if this is what a dry run showed: the plan that it named.", valueName: "plan"))
    var plan: String?

    @Flag(help: "Do not ask whether to go on.")
    var yes = false

    @OptionGroup var mend: MendOptions

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        let reason = isDryRun ? mend.reason ?? "" : try mend.reason(to: "migrate", desk)
        let migrate = MigrateCases(
            workflow: workflow, to: to, from: from, cases: cases, map: try map(), reason: reason)
        let preview = try migrate.preview(in: session)
        if let plan, plan != preview.plan {
            throw OperationFailure(
                .conflict,
                "Expected the cases to stand as plan \(plan) says, but something has happened since; none has moved",
                help: "look at --dry-run again; the plan is now \(preview.plan)")
        }
        let isMoving = !isDryRun && preview.stuck.isEmpty && !preview.lines.isEmpty
        show(preview, isMoving: isMoving, in: session, desk)
        guard !preview.lines.isEmpty else { return desk.note("No open case is on another version.") }
        guard !isDryRun else {
            let stuck = preview.stuck.count
            desk.note(
                stuck == 0
                    ? "\(preview.lines.count) would move. Plan \(preview.plan)."
                    : "\(stuck) of \(preview.lines.count) cannot move, so none would.")
            if stuck > 0 { throw ExitCode(ExitStatus.conflict.rawValue) }
            return
        }
        if isMoving, desk.console.canAsk, !yes, plan == nil {
            let answer = desk.console.readLine(
                prompt: "Move \(preview.lines.count) to version \(preview.target.version)? [y/N] ")
            guard ["y", "yes"].contains(answer?.lowercased()) else { return desk.note("Nothing has moved.") }
        }
        try await migrate.run(preview, in: session)
        desk.note("\(preview.lines.count) moved to version \(preview.target.version).")
    }

    private func map() throws -> [String: String] {
        var map: [String: String] = [:]
        for text in maps {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, map.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw OperationFailure(
                    .usage, "Expected --map old=new, each old step once, but found \"\(text)\"",
                    help: "write --map judge=decide")
            }
        }
        return map
    }

    private func show(_ preview: MigrationPreview, isMoving: Bool, in session: Session, _ desk: Desk) {
        guard desk.common.output == .table else {
            return desk.console.write(
                JSONText.string(of: MigrationJSON.preview(preview, isMoving: isMoving), style: .plain) + "\n")
        }
        let text = MigrationText(preview, moments: Moments(session.calendar), style: desk.style)
        desk.console.write(text.rendered)
    }
}
