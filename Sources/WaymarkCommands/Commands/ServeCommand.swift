import ArgumentParser
import WaymarkCalendar
import WaymarkDelivery
import WaymarkOperations
import WaymarkRuntime
import WaymarkSchedules

/// Does what is due, all the time.
struct ServeCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Do what is due whenever it is due, until told to stop.",
        discussion:
            "Sleeps until the next moment at which something is due, and wakes when the store or the configuration changes. SIGTERM and SIGINT end it after the round that is under way; SIGHUP has it look at once. One line is written for each round that did something."
    )

    @OptionGroup var common: CommonOptions

    func operate(_ desk: Desk) async throws {
        let first = try desk.project(makesStore: true)
        guard try VirtualClock.clock(of: first.session.store) == nil else {
            throw OperationFailure(
                .conflict, "Expected a store that goes by the computer's clock, but this one has a virtual clock",
                help: "move it with `waymark tick --to MOMENT`")
        }
        let (request, registry, clock) = (desk.request, desk.program.registry, desk.program.clock)
        let store = first.session.store
        // Its files may change while it runs; the store stays open.
        let live = try LiveProject(clock: clock) {
            try Project.open(request, registry: registry, clock: clock, opener: { _, _ in store })
        }
        let waiting = try desk.program.waiting(Self.folders(of: first))
        desk.note("Serving \(first.storePath).")
        let moments = Moments(first.session.calendar)
        var told: OperationFailure?
        try await Daemon(
            live, notices: DeliverNotices(environment: desk.program.environment), waiting: waiting
        ).run { report in
            if let line = Self.line(report, after: told, moments) { desk.note(line) }
            told = report.fault
        }
        desk.note("Stopped.")
    }

    private static func folders(of project: Project) -> [WatchedFolder] {
        let store = project.storePath.split(separator: "/", omittingEmptySubsequences: false)
        // SQLite writes to files that begin with the store's name; what else is kept beside it, such as the log of this
        // process, must not wake it.
        return [WatchedFolder(store.dropLast().joined(separator: "/"), prefix: store.last.map(String.init) ?? "")]
            + [ScheduleFiles.folder, "Config/calendars", "Config"].map {
                WatchedFolder(project.files.path($0), suffix: ".yaml")
            }
    }

    /// One line for a round that did something; a fault has its places below, and is said once, until it is another.
    static func line(_ report: Daemon.Report, after told: OperationFailure?, _ moments: Moments) -> String? {
        var parts: [String] = []
        if let outcome = report.outcome, !outcome.isIdle {
            parts.append(TickText.round(outcome.round))
            parts += TickText.schedules(outcome.schedules)
        }
        if let notices = report.notices, notices != NoticeDispatcher.Round() { parts.append(TickText.notices(notices)) }
        let fault = report.fault == told ? nil : report.fault
        if let fault { parts.append("\(fault.message) [\(fault.number)]") }
        if report.fault == nil, told != nil { parts.append("the fault is mended") }
        guard !parts.isEmpty else { return nil }
        if let next = report.next { parts.append("next at \(moments.text(next))") }
        let places = fault?.details.map { "\n  \($0)" }.joined() ?? ""
        return "\(moments.text(report.at)) " + parts.joined(separator: "; ") + places
    }
}

/// What a tick did, in words.
enum TickText {
    static func round(_ round: Runtime.Round) -> String {
        "\(round.timers) timers fired, \(round.messages) messages delivered, \(round.effects) effects tried"
    }

    static func notices(_ round: NoticeDispatcher.Round) -> String {
        "\(round.sent) notices sent, \(round.postponed) to be tried again, \(round.failed) given up, "
            + "\(round.dropped) not needed any more"
    }

    /// A line for each occurrence, start that had waited, and problem.
    static func schedules(_ round: ScheduleRound) -> [String] {
        var lines = round.reports.map { report in
            let covers = report.occurrence.covers.map { ", covering \($0.title)" } ?? ""
            return "\(report.schedule) of \(report.occurrence.date)\(covers): \(report.summary)"
        }
        let released = Dictionary(grouping: round.releases.filter { $0.refusal == nil }, by: \.schedule)
        lines += released.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.count) started that had waited" }
        lines += round.releases.compactMap { release in
            release.refusal.map { "\(release.schedule): \(release.subject) was refused: \($0)" }
        }
        lines += round.problems.map { "\($0.schedule) cannot be carried out: \($0.message)" }
        return lines
    }
}
