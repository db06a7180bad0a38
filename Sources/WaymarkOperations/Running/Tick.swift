package import WaymarkCalendar
package import WaymarkRuntime
package import WaymarkSchedules
import WaymarkStore

/// Does what is due now, and stops.
package struct Tick: Sendable {
    /// What one tick did.
    package struct Outcome: Sendable {
        /// Timers, messages and effects.
        package var round = Runtime.Round()
        /// The schedules.
        package var schedules = ScheduleRound()

        /// Whether there was nothing to do.
        package var isIdle: Bool { round.isIdle && schedules.isIdle }
    }

    package init() {}

    /// What was done: first in the cases that there are, then the cases that schedules start.
    ///
    /// The schedules of the project are read unless they are given.
    package func run(in project: Project, _ book: ScheduleBook? = nil) async throws -> Outcome {
        var outcome = Outcome()
        outcome.round = try await project.session.runtime.settle(now: project.session.now)
        do {
            outcome.schedules = try await RunSchedules(try book ?? project.scheduleBook()).run(in: project)
        } catch let failure as OperationFailure where failure.kind == .findings {
            // A slip in a file must not keep the cases that there are from going on.
            outcome.schedules.problems.append(.init(schedule: ScheduleFiles.folder, message: failure.message))
        }
        return outcome
    }

    /// When there will be something to do again.
    package func next(in session: Session) throws -> Instant? {
        [try session.runtime.nextMoment(), try RunSchedules.next(in: session)].compactMap { $0 }.min()
    }
}
