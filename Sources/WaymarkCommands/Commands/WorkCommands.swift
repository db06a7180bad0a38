import ArgumentParser
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkOperations
import WaymarkStore

/// What all verbs that act on a task share.
struct TaskOptions: ParsableArguments {
    @Argument(help: "The task: its id, or as much of it as tells it apart.")
    var task: String

    @Option(help: ArgumentHelp("A key under which the command counts once.", valueName: "key"))
    var key: String?
}

/// Takes a task.
struct ClaimCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "Take a task, so that others leave it.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var target: TaskOptions

    func operate(_ desk: Desk) async throws {
        let task = try await WorkOnTask(target.task, .claim, key: target.key).run(in: try desk.project().session)
        desk.note("You have task \(task.id): \(task.stepTitle), \(task.subjectName).")
    }
}

/// Gives a task back.
struct ReleaseCommand: Operating {
    static let configuration = CommandConfiguration(commandName: "release", abstract: "Give a claimed task back.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var target: TaskOptions

    func operate(_ desk: Desk) async throws {
        let task = try await WorkOnTask(target.task, .release, key: target.key).run(in: try desk.project().session)
        desk.note("Task \(task.id) is free again.")
    }
}

/// Says something about a task.
struct CommentCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "comment", abstract: "Say something about a task, for those who see it.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var target: TaskOptions

    @Argument(help: "What to say.")
    var text: [String]

    func operate(_ desk: Desk) async throws {
        let task = try await WorkOnTask(target.task, .comment(text.joined(separator: " ")), key: target.key)
            .run(in: try desk.project().session)
        desk.note("Noted on task \(task.id).")
    }
}

/// Climbs the ladder of a task by hand.
struct EscalateCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "escalate", abstract: "Climb the ladder of a task by hand, with a reason.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var target: TaskOptions

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("The rung, counted from 1; the next one if not given.", valueName: "rung"))
    var to: Int?

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        var reason = reason
        if reason == nil, desk.console.canAsk { reason = desk.console.readLine(prompt: "Why? ") }
        guard let reason, !reason.isEmpty else {
            throw OperationFailure(
                .usage, "Expected a reason to escalate, but none was given", help: "say why with --reason")
        }
        let task = try await WorkOnTask(target.task, .escalate(rung: to, reason: reason), key: target.key).run(
            in: session)
        desk.note("Task \(task.id) may now be done by \(task.holders.joined(separator: ", ")).")
    }
}
