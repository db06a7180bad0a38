import ArgumentParser
import WaymarkCalendar
import WaymarkOperations
import WaymarkStore

/// Lets somebody else do a task.
struct DelegateCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "delegate", abstract: "Let somebody else do a task for you, or take it back.",
        discussion:
            "They see it in `tasks` and may do with it what you may, until the end of the last day in the programme's zone, or until it is done; you still may, too. What they do is recorded as done by them for you. Rules on who may act look at both of you, and what is delegated cannot be delegated on."
    )
    @OptionGroup var common: CommonOptions
    @OptionGroup var target: TaskOptions

    @Option(help: ArgumentHelp("Who is to do it.", valueName: "person"))
    var to: String?

    @Option(help: ArgumentHelp("The last day on which they may, such as 2013-10-31.", valueName: "day"))
    var until: String?

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String?

    @Flag(help: "Take it back.")
    var withdraw = false

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        if withdraw { return try await takeBack(in: session, desk) }
        guard let to else {
            throw OperationFailure(
                .usage, "Expected somebody to delegate to, but nobody was named",
                help: "name a person with --to, or take it back with --withdraw")
        }
        let day = try until.map { text in
            guard let day = LocalDate(text) else {
                throw OperationFailure(
                    .usage, "Expected a day after --until, but found \"\(text)\"", help: "write 2013-10-31")
            }
            return day
        }
        let task = try await WorkOnTask(
            target.task, .delegate(to: to, until: day, reason: reason), key: target.key
        ).run(in: session)
        let end = day.map { "until the end of \($0)" } ?? "until it is done"
        desk.note("\(to) may do task \(task.id) for you \(end): \(task.stepTitle), \(task.subjectName).")
    }

    private func takeBack(in session: Session, _ desk: Desk) async throws {
        guard to == nil, until == nil, reason == nil else {
            throw OperationFailure(
                .usage, "Expected --withdraw alone, but found what delegates too",
                help: "leave --withdraw out, or the rest")
        }
        let task = try await WorkOnTask(target.task, .withdraw, key: target.key).run(in: session)
        desk.note("Nobody does task \(task.id) for you any more.")
    }
}

/// Gives a task to another of those who may do it.
struct ReassignCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "reassign", abstract: "Give a task to another of those who may do it, with a reason.",
        discussion:
            "Whoever the ladder of a step leads to (`escalate`) may reassign its tasks, whether a rung has been climbed or not. The one who gets it has claimed it then, whoever had it before; both are told."
    )
    @OptionGroup var common: CommonOptions
    @OptionGroup var target: TaskOptions

    @Option(help: ArgumentHelp("Who is to have it.", valueName: "person"))
    var to: String

    @OptionGroup var mend: MendOptions

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        let reason = try mend.reason(to: "reassign", desk)
        let task = try await WorkOnTask(target.task, .reassign(to: to, reason: reason), key: target.key).run(
            in: session)
        desk.note("\(to) has task \(task.id): \(task.stepTitle), \(task.subjectName).")
    }
}
