import ArgumentParser
import WaymarkOperations
import WaymarkStore

/// What the verbs that mend a case share.
struct MendOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String?

    /// The reason, asked for where a person is there.
    func reason(to what: String, _ desk: Desk) throws -> String {
        let given = reason ?? (desk.console.canAsk ? desk.console.readLine(prompt: "Why? ") : nil)
        guard let given, !given.isEmpty else {
            throw OperationFailure(
                .usage, "Expected a reason to \(what), but none was given", help: "say why with --reason")
        }
        return given
    }
}

/// Ends a case before its end.
struct CancelCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End a case before its end, and undo what can be undone.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var subject: CaseArgument
    @OptionGroup var mend: MendOptions
    @Option(help: ArgumentHelp("A key under which the command counts once.", valueName: "key"))
    var key: String?

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        let reason = try mend.reason(to: "cancel", desk)
        let record = try await MendCase(subject.id, .cancel(reason: reason), key: key).run(in: session)
        desk.note(
            record.status == "cancelled"
                ? "Case \(record.id) is cancelled."
                : "Case \(record.id) is being cancelled: its steps are being undone. See `waymark show \(record.id)`.")
    }
}

/// Has a case stand still.
struct SuspendCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Have a case stand still: no step begins until it goes on.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var subject: CaseArgument
    @OptionGroup var mend: MendOptions

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        let record = try await MendCase(subject.id, .suspend(reason: try mend.reason(to: "suspend", desk))).run(
            in: session)
        desk.note("Case \(record.id) stands still. `waymark resume \(record.id)` has it go on.")
    }
}

/// Has a case go on.
struct ResumeCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Have a suspended case go on.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var subject: CaseArgument

    func operate(_ desk: Desk) async throws {
        let record = try await MendCase(subject.id, .resume).run(in: try desk.project().session)
        desk.note("Case \(record.id) goes on.")
    }
}

/// Has a case go on without a step.
struct SkipCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "skip", abstract: "Go on without the step that an incident stopped.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The incident, or a case that has only one.")
    var id: String
    @OptionGroup var mend: MendOptions

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        let incident = try await SkipIncident(id, reason: try mend.reason(to: "skip", desk)).run(in: session)
        desk.note("Skipped: \(incident).")
    }
}

/// Has a step done again.
struct RedoCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "redo", abstract: "Go back to a step that was done; what runs behind it is withdrawn.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var subject: CaseArgument
    @Argument(help: "The step's id.")
    var step: String
    @OptionGroup var mend: MendOptions

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        let reason = try mend.reason(to: "redo", desk)
        let record = try await MendCase(subject.id, .redo(step: step, reason: reason)).run(in: session)
        desk.note("Case \(record.id) is back at \(step).")
    }
}
