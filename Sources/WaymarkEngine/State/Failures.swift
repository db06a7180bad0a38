package import WaymarkDefinition

/// What failed in a `try`: what `error` is in the steps that deal with it.
package struct CaughtFailure: Record, Hashable {
    /// The id of the step that failed.
    package var step = ""
    /// What sort of thing went wrong: `expression`, `step` or `effect`.
    package var kind = ""
    /// What happened.
    package var message = ""

    package init() {}

    /// Describes a failure.
    package init(step: String, kind: String, message: String) {
        self.step = step
        self.kind = kind
        self.message = message
    }

    package static let fields: [Field<CaughtFailure>] = [
        Field("step", \.step), Field("kind", \.kind), Field("message", \.message),
    ]
}

/// A completed `try` that has an `undo`: what would have to be done to take it back.
package struct KeptUndo: Record, Hashable {
    /// The activity that the `try` had; no other has its number.
    package var activity = 0
    /// The index of the `try`.
    package var step = 0
    /// The scope that it ran in.
    package var frame = 0
    /// The list that undoes it.
    package var list = 0

    package init() {}

    /// Describes what would take a step back.
    package init(activity: Int, step: Int, frame: Int, list: Int) {
        self.activity = activity
        self.step = step
        self.frame = frame
        self.list = list
    }

    package static let fields: [Field<KeptUndo>] = [
        Field("activity", \.activity), Field("step", \.step), Field("frame", \.frame), Field("list", \.list),
    ]
}

/// That somebody cancelled the case.
package struct Cancellation: Record, Hashable {
    /// Who.
    package var by = ""
    /// Why.
    package var reason = ""

    package init() {}

    /// Describes a cancellation.
    package init(by: String, reason: String) {
        self.by = by
        self.reason = reason
    }

    package static let fields: [Field<Cancellation>] = [Field("by", \.by), Field("reason", \.reason)]
}

/// That somebody had the case stand still.
package struct Suspension: Record, Hashable {
    /// Who.
    package var by = ""
    /// Why.
    package var reason = ""

    package init() {}

    /// Describes a suspension.
    package init(by: String, reason: String) {
        self.by = by
        self.reason = reason
    }

    package static let fields: [Field<Suspension>] = [Field("by", \.by), Field("reason", \.reason)]
}
