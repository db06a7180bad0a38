package import WaymarkCalendar

/// What is to be done about the occurrences of a schedule that are due, oldest first.
package struct SchedulePlan: Hashable, Sendable {
    /// What becomes of one occurrence.
    package enum Step: Hashable, Sendable {
        /// Its cases are started.
        case start(ScheduleOccurrence)
        /// It is recorded as missed, for a reason.
        case miss(ScheduleOccurrence, MissReason)
        /// It has had its run, so that nothing is done.
        case pass(ScheduleOccurrence)

        /// The occurrence.
        package var occurrence: ScheduleOccurrence {
            switch self {
            case .start(let occurrence), .miss(let occurrence, _), .pass(let occurrence): occurrence
            }
        }
    }

    /// Why an occurrence is not made good.
    package enum MissReason: String, Hashable, Sendable {
        /// A later one has come due meanwhile, and only the latest counts.
        case overtaken
        /// It is late, and what is late is not made good.
        case late
    }

    /// What is done, oldest first.
    package var steps: [Step] = []
    /// When there is something to do after these steps: in the past when not all fitted; nil when never.
    package var nextAt: Instant?

    /// Plans what is due.
    /// - Parameters:
    ///   - schedule: The schedule.
    ///   - nextAt: Where planning goes on: every occurrence before it has been dealt with.
    ///   - now: The time.
    ///   - limit: How many occurrences at the most.
    ///   - hasRun: Whether an occurrence has had its run, as when somebody ran it by hand before its day.
    /// - Throws: `CalendarError` when the calendar does not know a day that is due, or what `hasRun` throws.
    package init(
        of schedule: Schedule, from nextAt: Instant, now: Instant, limit: Int = Limits.occurrencesPerPlanMax,
        hasRun: (ScheduleOccurrence) throws -> Bool
    ) throws {
        var occurrences = schedule.rules.occurrences(from: nextAt)
        var following = try occurrences.next()
        while let occurrence = following, occurrence.instant <= now, steps.count < limit {
            // Past the calendar's years there is no following one, but what is due is known all the same.
            do {
                following = try occurrences.next()
            } catch let error as CalendarError where error.code == .outsideYears {
                following = nil
            }
            let isLast = following.map { $0.instant > now } ?? true
            if try hasRun(occurrence) {
                steps.append(.pass(occurrence))
            } else {
                steps.append(
                    Self.step(for: occurrence, isLast: isLast, catchUp: schedule.catchUp, now: now))
            }
        }
        self.nextAt = following?.instant
    }

    private static func step(
        for occurrence: ScheduleOccurrence, isLast: Bool, catchUp: CatchUp, now: Instant
    ) -> Step {
        switch catchUp {
        case .all: .start(occurrence)
        case .latest: isLast ? .start(occurrence) : .miss(occurrence, .overtaken)
        case .none:
            occurrence.instant.milliseconds(until: now) <= Limits.punctualMilliseconds
                ? .start(occurrence) : .miss(occurrence, .late)
        }
    }
}
