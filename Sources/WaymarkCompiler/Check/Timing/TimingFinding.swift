import WaymarkCalendar

/// A deadline that some rounds cannot meet.
struct TimingFinding: Sendable {
    /// A round that cannot meet it.
    struct Miss: Sendable {
        var topic: TimingRound.Topic
        var start: TimingRound.Start
        /// When the step is reached at the earliest, or done where its result is what counts.
        var ready: Instant
        /// The deadline.
        var due: Instant
        /// What takes time on the way there.
        var way: [EarliestPath.Leg]

        /// By how many milliseconds it is missed.
        var lateness: Int64 { due.milliseconds(until: ready) }
    }

    /// Where a deadline of a called case is missed because the case is called too late.
    struct Call: Hashable, Sendable {
        /// The step that calls it.
        var step: Int
        /// The called workflow.
        var workflow: String
        /// The step of that workflow, by its id.
        var name: String
    }

    var deadline: TimedDeadline
    /// The call, if the deadline is one of a called case.
    var call: Call?
    /// With people who take no time, or who take what they are given.
    var pace: TimingPace
    /// The rounds that cannot meet it, in the order of time; never none.
    var misses: [Miss]
    /// The periods of the rounds that were looked at.
    var periods: Set<Period>
}
