import WaymarkCalendar

/// Deadlines that some rounds miss, by their places, while the rounds are gone through.
struct MissTally<Place: Hashable & Comparable> {
    private var impossible: [Place: [TimingFinding.Miss]] = [:]
    private var tight: [Place: [TimingFinding.Miss]] = [:]
    private var periods: [Place: Set<Period>] = [:]

    /// The deadlines that were looked at, in order.
    var places: [Place] { periods.keys.sorted() }

    /// Counts a round in which a deadline was looked at.
    mutating func note(_ place: Place, _ period: Period?) {
        periods[place, default: []].formUnion(period.map { [$0] } ?? [])
    }

    /// Adds a round that misses a deadline.
    mutating func add(_ miss: TimingFinding.Miss, to place: Place, _ pace: TimingPace) {
        switch pace {
        case .atOnce: impossible[place, default: []].append(miss)
        case .asGiven: tight[place, default: []].append(miss)
        }
    }

    /// What was found of a deadline: that it is impossible in some round, or else that it is tight; nil when no round
    /// misses it.
    func finding(of deadline: TimedDeadline, at place: Place, call: TimingFinding.Call? = nil) -> TimingFinding? {
        let pace: TimingPace = impossible[place] == nil ? .asGiven : .atOnce
        guard let misses = impossible[place] ?? tight[place] else { return nil }
        return TimingFinding(
            deadline: deadline, call: call, pace: pace, misses: misses, periods: periods[place] ?? [])
    }
}
