import WaymarkCalendar
import WaymarkDefinition

/// The deadlines of called cases that some rounds of the caller miss, while the rounds are gone through.
struct CalledMisses {
    /// A deadline of a called case, whatever its date.
    private struct Place: Hashable, Comparable {
        var call: Int
        var workflow: String
        var deadline: Int

        init(_ called: EarliestPath.CalledDeadline) {
            (call, workflow, deadline) = (called.call, called.workflow, called.deadline)
        }

        static func < (left: Place, right: Place) -> Bool {
            (left.call, left.workflow, left.deadline) < (right.call, right.workflow, right.deadline)
        }
    }

    private var tally = MissTally<Place>()
    /// Workflows of which nobody can tell when their round starts.
    private var doubtful: Set<String> = []

    /// Counts a round in which the deadline was looked at.
    mutating func note(_ called: EarliestPath.CalledDeadline, _ period: Period?) { tally.note(Place(called), period) }

    /// Leaves a workflow out.
    mutating func doubt(_ called: EarliestPath.CalledDeadline) { doubtful.insert(called.workflow) }

    /// Adds a round that misses the deadline.
    mutating func add(_ miss: TimingFinding.Miss, to called: EarliestPath.CalledDeadline, _ pace: TimingPace) {
        tally.add(miss, to: Place(called), pace)
    }

    /// What was found, in the order of the calls.
    func findings(_ callees: [String: TimedDefinition]) -> [TimingFinding] {
        tally.places.compactMap { place in
            guard !doubtful.contains(place.workflow), let callee = callees[place.workflow] else { return nil }
            let deadline = callee.deadlines[place.deadline]
            return tally.finding(
                of: deadline, at: place,
                call: .init(
                    step: place.call, workflow: place.workflow, name: callee.definition.steps[deadline.step].id))
        }
    }
}
