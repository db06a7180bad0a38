package import CEL
package import WaymarkCalendar
package import WaymarkDefinition

/// What a member of a quorum handed in.
package struct Vote: Record, Hashable {
    /// Who.
    package var by = ""
    /// Whose vote it is, where it was handed in for somebody else.
    package var onBehalfOf: String?
    /// When.
    package var at = Instant(millisecondsSinceEpoch: 0)
    /// For which outcome.
    package var outcome = ""
    /// The reason given.
    package var reason: String?
    /// What the step kind made of it.
    package var outputs = Value.null

    package init() {}

    /// Describes what was handed in.
    package init(
        by: String, onBehalfOf: String? = nil, at: Instant, outcome: String, reason: String?, outputs: Value
    ) {
        self.by = by
        self.onBehalfOf = onBehalfOf
        self.at = at
        self.outcome = outcome
        self.reason = reason
        self.outputs = outputs
    }

    package static let fields: [Field<Vote>] = [
        Field("by", \.by), Field("on_behalf_of", \.onBehalfOf), Field("at", \.at), Field("outcome", \.outcome),
        Field("reason", \.reason), Field("outputs", \.outputs),
    ]

    /// Who hands in nothing more: whose vote it is, and whoever handed it in for them.
    package var people: [String] { [onBehalfOf, by].compactMap(\.self) }

    /// The vote as expressions see it.
    package var shown: Value {
        var pairs = outputs.entriesMap.entries.map { ($0.0, $0.1) }
        pairs += [
            (.string("outcome"), .string(outcome)), (.string("by"), .string(by)),
            (.string("at"), .timestamp(at.timestamp)),
        ]
        if let onBehalfOf { pairs.append((.string("on_behalf_of"), .string(onBehalfOf))) }
        if let reason { pairs.append((.string("reason"), .string(reason))) }
        return .map(MapValue(pairs))
    }
}

/// A result that only those who did the step may see until a moment.
package struct HiddenResult: Record, Hashable {
    /// The number of the task.
    package var task = 0
    /// The step's index.
    package var step = 0
    /// The scope.
    package var frame = 0
    /// Until when.
    package var until = Instant(millisecondsSinceEpoch: 0)
    /// Who did it.
    package var people: [String] = []

    package init() {}

    /// Describes a hidden result.
    package init(task: Int, step: Int, frame: Int, until: Instant, people: [String]) {
        self.task = task
        self.step = step
        self.frame = frame
        self.until = until
        self.people = people
    }

    package static let fields: [Field<HiddenResult>] = [
        Field("task", \.task), Field("step", \.step), Field("frame", \.frame), Field("until", \.until),
        Field("people", \.people),
    ]
}
