package import WaymarkDefinition

/// Somebody had the case stand still.
package struct CaseSuspended: EventPayload {
    package static let eventType = "case_suspended"
    /// Who, and why.
    package var suspension = Suspension()

    package init() {}

    /// Records the fact.
    package init(suspension: Suspension) {
        self.suspension = suspension
    }

    package static let fields: [Field<CaseSuspended>] = [Field("suspension", \.suspension)]
}

/// The case goes on.
package struct CaseResumed: EventPayload {
    package static let eventType = "case_resumed"
    /// Who had it go on.
    package var by = ""

    package init() {}

    /// Records the fact.
    package init(by: String) {
        self.by = by
    }

    package static let fields: [Field<CaseResumed>] = [Field("by", \.by)]
}

/// Somebody had a list go back to a step that was done.
package struct StepRedone: EventPayload {
    package static let eventType = "step_redone"
    /// The activity of the list.
    package var list = 0
    /// The step's id.
    package var step = ""
    /// Its place in the list, from 0.
    package var place = 0
    /// Who.
    package var by = ""
    /// Why.
    package var reason = ""

    package init() {}

    /// Records the fact.
    package init(list: Int, step: String, place: Int, by: String, reason: String) {
        self.list = list
        self.step = step
        self.place = place
        self.by = by
        self.reason = reason
    }

    package static let fields: [Field<StepRedone>] = [
        Field("list", \.list), Field("step", \.step), Field("place", \.place), Field("by", \.by),
        Field("reason", \.reason),
    ]
}
