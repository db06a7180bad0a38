import CEL
package import WaymarkCalendar
package import WaymarkDefinition

/// The outside world was asked.
package struct EffectRequested: EventPayload {
    package static let eventType = "effect_requested"
    /// Its activity.
    package var activity = 0
    /// The activity of its list.
    package var parent = 0
    /// The step's id.
    package var step = ""
    /// The step's index.
    package var index = 0
    /// The scope.
    package var frame = 0
    /// What was asked.
    package var effect = EffectState()
    /// Its timers.
    package var timers: [TimerState] = []

    package init() {}

    /// Records the fact.
    package init(
        activity: Int, parent: Int, step: String, index: Int, frame: Int, effect: EffectState, timers: [TimerState] = []
    ) {
        self.activity = activity
        self.parent = parent
        self.step = step
        self.index = index
        self.frame = frame
        self.effect = effect
        self.timers = timers
    }

    package static let fields: [Field<EffectRequested>] = [
        Field("activity", \.activity), Field("parent", \.parent), Field("step", \.step), Field("index", \.index),
        Field("frame", \.frame), Field("effect", \.effect), Field("timers", \.timers),
    ]
}

/// An effect could not be done this time and will be tried again.
package struct EffectFailed: EventPayload {
    package static let eventType = "effect_failed"
    /// The effect.
    package var effect = 0
    /// Which try failed, from 1.
    package var attempt = 0
    /// What happened.
    package var message = ""
    /// When it is tried again.
    package var notBefore = Instant(millisecondsSinceEpoch: 0)

    package init() {}

    /// Records the fact.
    package init(
        effect: Int, attempt: Int, message: String, notBefore: Instant
    ) {
        self.effect = effect
        self.attempt = attempt
        self.message = message
        self.notBefore = notBefore
    }

    package static let fields: [Field<EffectFailed>] = [
        Field("effect", \.effect), Field("attempt", \.attempt), Field("message", \.message),
        Field("not_before", \.notBefore),
    ]
}
