package import WaymarkCalendar
package import WaymarkDelivery
import WaymarkStore

/// How a process waits: until a moment, until something in the store or the files changes, or until it is told to stop.
package protocol Waiting: Sendable {
    /// Waits until a moment at the latest; for ever where there is none.
    func wait(until moment: Instant?) async throws -> Waking
}

/// Why a process woke.
package enum Waking: Sendable, Hashable {
    /// The moment has come.
    case due
    /// Something has changed.
    case changed
    /// It is told to stop.
    case stop
}

/// Does what is due, whenever it is due, until it is told to stop; in between it sleeps.
package struct Daemon: Sendable {
    /// What is known after one round.
    package struct Report: Sendable {
        /// When the round was.
        package var at: Instant
        /// What it did; nil when it could do nothing.
        package var outcome: Tick.Outcome?
        /// What it sent; nil when nobody is told anything.
        package var notices: NoticeDispatcher.Round?
        /// Why it could do nothing.
        package var fault: OperationFailure?
        /// When there is something to do again.
        package var next: Instant?
    }

    /// How long it waits before it tries again what could not be done.
    package static let retryMilliseconds: Int64 = 60_000

    private let project: LiveProject
    private let notices: DeliverNotices
    private let waiting: any Waiting

    /// A process over a project, that sends notices and waits in some way.
    package init(_ project: LiveProject, notices: DeliverNotices, waiting: any Waiting) {
        self.project = project
        self.notices = notices
        self.waiting = waiting
    }

    /// Runs until it is told to stop; a round that has begun is brought to its end.
    package func run(report: (Report) -> Void) async throws {
        while true {
            let done = await round()
            report(done)
            if try await waiting.wait(until: wakingMoment(after: done)) == .stop { return }
        }
    }

    private func round() async -> Report {
        var report = Report(at: project.now)
        do {
            let (opened, fault) = try project.current()
            report.fault = fault
            // The write that woke it may still be under way: only after it can the round see what it has changed.
            try opened.project.session.store.write { _ in }
            report.outcome = try await Tick().run(in: opened.project, opened.book)
            do {
                report.notices = try notices.run(in: opened.project)
            } catch let failure as OperationFailure where failure.kind == .findings {
                // A slip in what is told must not keep the cases from going on.
                report.fault = report.fault ?? failure
            }
            let moments = [try Tick().next(in: opened.project.session), try notices.next(in: opened.project)]
            report.next = moments.compactMap { $0 }.min()
        } catch {
            report.fault = OperationFailure(error)
        }
        return report
    }

    /// When to wake: at the next moment, but not at once for what a round could not do.
    private func wakingMoment(after report: Report) -> Instant? {
        let retry = project.now.adding(milliseconds: Self.retryMilliseconds)
        let hasFailed = report.outcome.map { !$0.schedules.problems.isEmpty } ?? true
        guard let next = report.next else { return hasFailed ? retry : nil }
        return next > report.at ? (hasFailed ? min(next, retry) : next) : retry
    }
}
