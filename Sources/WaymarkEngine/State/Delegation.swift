package import WaymarkCalendar
package import WaymarkDefinition

/// That somebody may do a task for somebody else.
///
/// It stays with the case until the task is over, also after its last day: what was claimed by it goes back then.
package struct Delegation: Record, Hashable {
    /// The number of the task.
    package var task = 0
    /// Who could do it, and lets another.
    package var from = ""
    /// Who may do it for them.
    package var to = ""
    /// The last day on which they may, as it was asked for; nil for until the task is done.
    package var lastDay: LocalDate?
    /// The end of that day in the calendar's zone: the first moment at which they may not any more.
    package var until: Instant?
    /// Whether the task is claimed by it.
    package var isClaim = false

    package init() {}

    /// Describes a delegation.
    package init(task: Int, from: String, to: String, lastDay: LocalDate?, until: Instant?, isClaim: Bool = false) {
        self.task = task
        self.from = from
        self.to = to
        self.lastDay = lastDay
        self.until = until
        self.isClaim = isClaim
    }

    package static let fields: [Field<Delegation>] = [
        Field("task", \.task), Field("from", \.from), Field("to", \.to), Field("last_day", \.lastDay),
        Field("until", \.until), Field("claim", \.isClaim),
    ]

    /// Whether its time is not up.
    package func isInForce(at moment: Instant) -> Bool { until.map { moment < $0 } ?? true }
}

/// That somebody did a step for somebody else.
package struct StandIn: Record, Hashable {
    /// The step's index.
    package var step = 0
    /// Who did it.
    package var by = ""
    /// For whom.
    package var onBehalfOf = ""

    package init() {}

    /// Describes who stood in for whom.
    package init(step: Int, by: String, onBehalfOf: String) {
        self.step = step
        self.by = by
        self.onBehalfOf = onBehalfOf
    }

    package static let fields: [Field<StandIn>] = [
        Field("step", \.step), Field("by", \.by), Field("on_behalf_of", \.onBehalfOf),
    ]
}
