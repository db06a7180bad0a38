package import ArgumentParser

/// The program: its verbs are the words that people use of the work.
package struct WaymarkCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "waymark",
        abstract: "Runs the processes of a programme: who decides what, when, and on what evidence.",
        discussion:
            "Exit codes: 0 done, 1 findings, 2 wrong usage, 3 not found, 4 not permitted, 5 conflict or wrong state, 6 store unavailable, 70 a fault of ours.",
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Define",
                subcommands: [
                    CheckCommand.self, TestCommand.self, DrawCommand.self, EvalCommand.self,
                    DiffCommand.self, PublishCommand.self, DefinitionsCommand.self, StepsCommand.self,
                    SchemaCommand.self, ExplainCommand.self, ReferenceCommand.self, NewCommand.self,
                ]),
            CommandGroup(
                name: "Run",
                subcommands: [
                    StartCommand.self, CalendarCommand.self, ScheduleCommand.self, TickCommand.self, ServeCommand.self,
                    SimulateCommand.self, DemoCommand.self,
                ]),
            CommandGroup(
                name: "Work",
                subcommands: [
                    TasksCommand.self, CasesCommand.self, ShowCommand.self, AdvanceCommand.self, ApproveCommand.self,
                    ReturnCommand.self, RejectCommand.self, EscalateCommand.self, ClaimCommand.self,
                    ReleaseCommand.self, DelegateCommand.self, ReassignCommand.self, CommentCommand.self,
                    SendCommand.self, AddCommand.self,
                ]),
            CommandGroup(
                name: "Mend",
                subcommands: [
                    IncidentsCommand.self, RetryCommand.self, SkipCommand.self, RedoCommand.self, SuspendCommand.self,
                    ResumeCommand.self, CancelCommand.self, MigrateCommand.self,
                ]),
            CommandGroup(name: "Prove", subcommands: [AuditCommand.self, ExportCommand.self]),
            CommandGroup(
                name: "Keep", subcommands: [NoticesCommand.self, RegisterCommand.self]),
        ])

    package init() {}
}

extension WaymarkCommand {
    /// Runs the program with arguments; everything that it says goes to the program's console.
    package static func run(_ arguments: [String], in program: Program) async -> ExitStatus {
        await Program.$current.withValue(program) {
            do {
                var command = try parseAsRoot(arguments)
                if var command = command as? any AsyncParsableCommand {
                    try await command.run()
                } else {
                    try command.run()
                }
                return .done
            } catch {
                return report(error, in: program)
            }
        }
    }

    private static func report(_ error: any Error, in program: Program) -> ExitStatus {
        if let code = error as? ExitCode { return ExitStatus(rawValue: code.rawValue) ?? .fault }
        let text = fullMessage(for: error)
        guard exitCode(for: error) == .success else {
            program.console.note(text + "\n")
            return .usage
        }
        program.console.write(text + "\n")
        return .done
    }
}
