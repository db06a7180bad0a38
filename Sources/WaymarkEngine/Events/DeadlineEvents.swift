package import WaymarkCalendar
package import WaymarkDefinition

/// What is open was reckoned anew, under a calendar that was corrected.
package struct DeadlinesRecomputed: EventPayload {
    package static let eventType = "deadlines_recomputed"
    /// Who had it done.
    package var by = ""
    /// When.
    package var at = Instant(millisecondsSinceEpoch: 0)
    /// Why.
    package var reason = ""
    /// The name of the calendar.
    package var calendar = ""
    /// The hash of what the calendar says; another as soon as one of its days is another.
    package var calendarHash = ""
    /// What comes out differently.
    package var moved: [MovedMoment] = []

    package init() {}

    /// Records the fact.
    package init(
        by: String, at: Instant, reason: String, calendar: String, calendarHash: String, moved: [MovedMoment]
    ) {
        self.by = by
        self.at = at
        self.reason = reason
        self.calendar = calendar
        self.calendarHash = calendarHash
        self.moved = moved
    }

    package static let fields: [Field<DeadlinesRecomputed>] = [
        Field("by", \.by), Field("at", \.at), Field("reason", \.reason), Field("calendar", \.calendar),
        Field("calendar_hash", \.calendarHash), Field("moved", \.moved),
    ]
}

/// A moment that comes out differently.
package struct MovedMoment: Record, Hashable {
    /// The activity that it belongs to.
    package var activity = 0
    /// The step's id.
    package var step = ""
    /// What it is for.
    package var kind = Kind.due
    /// The task, if it is one of a task.
    package var task: Int?
    /// Which reminder or rung.
    package var index = 0
    /// The timer that fires then; nil where none does, as for a deadline that passed before.
    package var timer: Int?
    /// When it was.
    package var from: Instant?
    /// When it is.
    package var to: Instant?

    /// What a moment is for.
    package enum Kind: String, Choice {
        /// A task's deadline.
        case due
        /// A reminder of a task.
        case remind
        /// A rung of a task's ladder.
        case rung
        /// The end of a wait.
        case wait
        /// The longest that a step may take.
        case timeout
        /// The moment from which nobody can add items to a loop.
        case close
        /// Until when a result is not shown to others.
        case hide

        /// The kind of a timer's moment; nil for the beginning of a day, which no calendar moves.
        package init?(_ purpose: TimerState.Purpose) {
            switch purpose {
            case .due: self = .due
            case .remind: self = .remind
            case .rung: self = .rung
            case .wait: self = .wait
            case .timeout: self = .timeout
            case .close: self = .close
            case .day: return nil
            }
        }

        /// What a timer of it is for.
        package var purpose: TimerState.Purpose? {
            switch self {
            case .due: .due
            case .remind: .remind
            case .rung: .rung
            case .wait: .wait
            case .timeout: .timeout
            case .close: .close
            case .hide: nil
            }
        }
    }

    package init() {}

    /// Describes a moment that comes out differently.
    package init(
        activity: Int, step: String, kind: Kind, task: Int? = nil, index: Int = 0, timer: Int? = nil, from: Instant?,
        to: Instant?
    ) {
        self.activity = activity
        self.step = step
        self.kind = kind
        self.task = task
        self.index = index
        self.timer = timer
        self.from = from
        self.to = to
    }

    package static let fields: [Field<MovedMoment>] = [
        Field("activity", \.activity), Field("step", \.step), Field("kind", \.kind), Field("task", \.task),
        Field("index", \.index), Field("timer", \.timer), Field("from", \.from), Field("to", \.to),
    ]
}
