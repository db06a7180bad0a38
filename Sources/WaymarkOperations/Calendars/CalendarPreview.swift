package import WaymarkCalendar
package import WaymarkEngine
package import WaymarkStore

/// What comes out differently in open cases under the calendar as it stands.
package struct CalendarPreview: Sendable {
    /// One moment.
    package struct Moment: Sendable {
        /// What it is for, and how it moves.
        package var moved: MovedMoment
        /// What people call its step.
        package var title: String
        /// Whether its task is late.
        package var wasLate: Bool

        /// What follows from it at a moment, in a few words.
        package func consequence(now: Instant) -> String? {
            guard let to = moved.to else { return nil }
            switch moved.kind {
            case .due where wasLate: return to > now ? "is late no more" : nil
            case .due: return to <= now ? "is late at once" : nil
            case .remind, .rung, .wait, .timeout, .close: return to <= now ? "comes at once" : nil
            case .hide: return nil
            }
        }
    }

    /// One case.
    package struct Changes: Sendable {
        /// The case as it is.
        package var record: CaseRecord
        /// What comes out differently in it.
        package var moments: [Moment]
        /// What cannot be reckoned and stays as it is.
        package var kept: [String]
        /// Whether it rests on a condition that reads the date, and does not yet wait for the next day.
        package var lacksDay: Bool
        /// The command that would change it.
        package var command: RecomputeDeadlines

        /// Whether anything happens in the case.
        package var isDue: Bool { !moments.isEmpty || lacksDay }
    }

    /// The hash of what the calendar says.
    package var hash: String
    /// The cases in which something is different, by id.
    package var cases: [Changes] = []

    /// How many moments come out differently.
    package var count: Int { cases.reduce(0) { $0 + $1.moments.count } }
}
