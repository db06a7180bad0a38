package import WaymarkCalendar
package import WaymarkDefinition

/// Something failed inside a `try`, and one of its `catch` deals with it.
package struct FailureCaught: EventPayload {
    package static let eventType = "failure_caught"
    /// The activity of the `try`.
    package var activity = 0
    /// Its id.
    package var step = ""
    /// What failed.
    package var failure = CaughtFailure()
    /// Which `catch`, from 0.
    package var handler = 0

    package init() {}

    /// Records the fact.
    package init(activity: Int, step: String, failure: CaughtFailure, handler: Int) {
        self.activity = activity
        self.step = step
        self.failure = failure
        self.handler = handler
    }

    package static let fields: [Field<FailureCaught>] = [
        Field("activity", \.activity), Field("step", \.step), Field("failure", \.failure),
        Field("handler", \.handler),
    ]
}

/// A step was completed that can be undone.
package struct UndoKept: EventPayload {
    package static let eventType = "undo_kept"
    /// What would take it back.
    package var undo = KeptUndo()

    package init() {}

    /// Records the fact.
    package init(undo: KeptUndo) {
        self.undo = undo
    }

    package static let fields: [Field<UndoKept>] = [Field("undo", \.undo)]
}

/// A completed step is being undone.
package struct UndoBegan: EventPayload {
    package static let eventType = "undo_began"
    /// What takes it back.
    package var undo = KeptUndo()
    /// The step's id.
    package var step = ""
    /// The activity of the list that undoes it.
    package var activity = 0
    /// The activity of the `try` that caught a failure; nil when the case is being cancelled.
    package var parent: Int?

    package init() {}

    /// Records the fact.
    package init(undo: KeptUndo, step: String, activity: Int, parent: Int?) {
        self.undo = undo
        self.step = step
        self.activity = activity
        self.parent = parent
    }

    package static let fields: [Field<UndoBegan>] = [
        Field("undo", \.undo), Field("step", \.step), Field("activity", \.activity), Field("parent", \.parent),
    ]
}

/// Somebody cancelled the case; what undoes its completed steps comes next.
package struct CaseCancelled: EventPayload {
    package static let eventType = "case_cancelled"
    /// Who, and why.
    package var cancellation = Cancellation()
    /// When.
    package var at = Instant(millisecondsSinceEpoch: 0)

    package init() {}

    /// Records the fact.
    package init(cancellation: Cancellation, at: Instant) {
        self.cancellation = cancellation
        self.at = at
    }

    package static let fields: [Field<CaseCancelled>] = [
        Field("cancellation", \.cancellation), Field("at", \.at),
    ]
}
