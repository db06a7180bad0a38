import ArgumentParser
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkOperations
import WaymarkRuntime
import WaymarkSchedules
import WaymarkStore

/// Looks after the schedules.
struct ScheduleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "See, try, run, pause and make good what starts by itself.",
        subcommands: [
            ScheduleListCommand.self, SchedulePreviewCommand.self, ScheduleRunCommand.self,
            ScheduleBackfillCommand.self, SchedulePauseCommand.self, ScheduleResumeCommand.self,
        ])
}

/// Lists the schedules.
struct ScheduleListCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the schedules: what is next, what was last, what is paused or behind.")

    @OptionGroup var common: CommonOptions

    func operate(_ desk: Desk) async throws {
        let project = try desk.project(makesStore: true)
        let moments = Moments(project.session.calendar)
        var listing = Listing(columns: [
            ("schedule", "SCHEDULE"), ("next_at", "NEXT"), ("covers", "COVERS"), ("backlog", "BEHIND"),
            ("last", "LAST"), ("last_result", "CAME TO"), ("state", "STATE"), ("reason", "WHY"),
            ("workflow", "WORKFLOW"),
        ])
        for line in try ListSchedules().run(in: project) {
            let isPaused = line.record?.isPaused == true
            let state = isPaused ? "paused" : line.record == nil ? "not seen yet" : "runs"
            let why: String? = line.pause.map { "\($0.actor): \($0.reason)" } ?? line.fault
            let next = line.next.map { Value.timestamp($0.instant.timestamp) } ?? .null
            let row: [Listing.Cell] = [
                .init(line.schedule.name, emphasis: .strong),
                .init(next, text: line.next.map { moments.text($0.instant) } ?? "never"),
                ScheduleRows.period(line.next?.covers),
                .init(
                    .int(Int64(line.backlog)), text: line.backlog == 0 ? "" : "\(line.backlog)", emphasis: .alarming),
                .init(line.last?.occurrence.date.description), .init(line.last?.summary, emphasis: .faint),
                .init(state, emphasis: isPaused ? .alarming : .good), .init(why),
                .init(line.schedule.workflow, emphasis: .faint),
            ]
            listing.rows.append(row)
        }
        desk.show(listing, empty: "There is no schedule in \(ScheduleFiles.folder).")
    }
}

/// Shows what schedules would do.
struct SchedulePreviewCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Show what schedules would start on some days, and for whom.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The schedule; all of them if none is named.")
    var name: String?

    @Option(help: ArgumentHelp("The first day; today if none is named.", valueName: "day"))
    var from: String?

    @Option(help: ArgumentHelp("The last day; a year after the first if none is named.", valueName: "day"))
    var to: String?

    @Flag(help: "One line for each organisation, with the reason where one is skipped.")
    var subjects = false

    func operate(_ desk: Desk) async throws {
        let project = try desk.project(makesStore: true)
        let days = try DayRange(from: from, to: to, months: 12, in: project)
        let (previews, unlisted) = try PreviewSchedules(name, from: days.from, through: days.through).run(in: project)
        if name != nil, let failure = unlisted.first { throw failure }
        desk.note(unlisted: unlisted)
        let listing = subjects ? ScheduleRows.subjects(previews, project) : ScheduleRows.occurrences(previews, project)
        desk.show(listing, empty: "Nothing starts on these days.")
    }
}

/// Runs a schedule by hand.
struct ScheduleRunCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run one occurrence of a schedule now: the next in line, or that of a day.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The schedule.")
    var name: String

    @Option(
        help: ArgumentHelp(
            "The day of the occurrence; of several on it the first that has had no run.", valueName: "day"))
    var occurrence: String?

    @Option(
        help: ArgumentHelp(
            "Only this organisation, even if it was skipped: a skipped round that is opened after all.",
            valueName: "id"))
    var subject: String?

    @Option(help: ArgumentHelp("Why; it is recorded.", valueName: "text"))
    var reason: String?

    @Flag(name: .customLong("dry-run"), help: "Show what would be started, without starting.")
    var isDryRun = false

    func operate(_ desk: Desk) async throws {
        let project = try desk.project(makesStore: true)
        let day = try occurrence.map { try DayRange.day($0, "--occurrence") }
        let run = RunScheduleByHand(name, day: day, reason: reason)
        if isDryRun {
            let preview = try run.preview(forSubject: subject, in: project)
            return desk.show(ScheduleRows.subjects([preview], project), empty: "It would start nothing.")
        }
        if let subject {
            switch try await run.run(forSubject: subject, in: project) {
            case .started(let id), .found(let id): desk.note("Case \(id) is open.")
            case .refused(let reason), .skipped(let reason): throw OperationFailure(.conflict, reason)
            case .queued(let other): throw OperationFailure(.conflict, "it waits for case \(other)")
            }
            return
        }
        let (report, wasDone) = try await run.run(in: project)
        desk.show(ScheduleRows.reports([report], project), empty: "")
        if wasDone { desk.note("It had its run before, so nothing was started now.") }
        if !report.refused.isEmpty { throw ExitCode(ExitStatus.conflict.rawValue) }
    }
}

/// Makes past periods good.
struct ScheduleBackfillCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "backfill",
        abstract: "Run what a schedule names on days that have passed, under the rule in force then, oldest first.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The schedule.")
    var name: String

    @Option(help: ArgumentHelp("The first day.", valueName: "day"))
    var from: String

    @Option(help: ArgumentHelp("The last day.", valueName: "day"))
    var to: String

    @Option(help: ArgumentHelp("Why; it is recorded.", valueName: "text"))
    var reason: String?

    @Flag(name: .customLong("dry-run"), help: "Show what would be started, without starting.")
    var isDryRun = false

    func operate(_ desk: Desk) async throws {
        let project = try desk.project(makesStore: true)
        let backfill = BackfillSchedule(
            name, from: try DayRange.day(from, "--from"), through: try DayRange.day(to, "--to"), reason: reason)
        if isDryRun {
            let previews = try backfill.preview(in: project)
            return desk.show(
                ScheduleRows.occurrences(previews, project), empty: "Everything on these days has had its run.")
        }
        let reports = try await backfill.run(in: project)
        desk.show(ScheduleRows.reports(reports, project), empty: "Everything on these days has had its run.")
        if reports.contains(where: { !$0.refused.isEmpty }) { throw ExitCode(ExitStatus.conflict.rawValue) }
    }
}

/// Stops a schedule.
struct SchedulePauseCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Stop a schedule, with a reason that is recorded.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The schedule.")
    var name: String

    @Option(help: ArgumentHelp("Why; it is recorded with each run that the pause skips.", valueName: "text"))
    var reason: String

    func operate(_ desk: Desk) async throws {
        let project = try desk.project(makesStore: true)
        try PauseSchedule(name, reason: reason).run(in: project)
        desk.note("\(name) is paused.")
    }
}

/// Has a schedule go on.
struct ScheduleResumeCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Have a paused schedule go on; what fell due during the pause is recorded as skipped.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The schedule.")
    var name: String

    func operate(_ desk: Desk) async throws {
        let project = try desk.project(makesStore: true)
        let skipped = try ResumeSchedule(name).run(in: project)
        desk.show(ScheduleRows.reports(skipped, project), empty: "")
        desk.note("\(name) goes on.")
        if let first = skipped.first, let last = skipped.last {
            desk.note(
                "To make good what was skipped: waymark schedule backfill \(name) --from \(first.occurrence.date) --to "
                    + "\(last.occurrence.date)")
        }
    }
}
