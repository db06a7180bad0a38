import ArgumentParser
import WaymarkOperations
import WaymarkStore

/// Lists the tasks that a person may do, or everybody's.
struct TasksCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "tasks", abstract: "List my work, the soonest due first.")

    @OptionGroup var common: CommonOptions

    @Flag(help: "List everybody's tasks.")
    var all = false

    @Option(help: ArgumentHelp("Only tasks of a role.", valueName: "role"))
    var role: String?

    @Flag(help: "Only tasks whose deadline has passed.")
    var overdue = false

    @Option(help: ArgumentHelp("Only tasks of a workflow.", valueName: "name"))
    var workflow: String?

    @Option(help: ArgumentHelp("Only tasks about an organisation.", valueName: "id"))
    var subject: String?

    @Option(help: ArgumentHelp("How many at the most.", valueName: "number"))
    var limit = 50

    @Option(help: ArgumentHelp("Continue after a task of an earlier page.", valueName: "task"))
    var after: String?

    func operate(_ desk: Desk) async throws {
        guard (1...1000).contains(limit) else {
            throw OperationFailure(.usage, "Expected a limit from 1 to 1000, but found \(limit)")
        }
        let session = try desk.project().session
        let place = try after.map { id in
            TaskQuery.Place(of: try session.store.read { try Lookup($0).taskRecord(id) })
        }
        let tasks = try ListTasks(
            all ? .all : .mine, role: role, workflow: workflow, subject: subject, overdue: overdue, after: place,
            limit: limit
        ).run(in: session)
        desk.show(
            TaskRows.listing(tasks, in: session), empty: all ? "No task is open." : "Nothing is asked of you now.")
        if tasks.count == limit, let last = tasks.last, desk.common.output == .table {
            desk.note("More with --after \(last.id)")
        }
    }
}
