package import CEL
package import WaymarkCalendar
package import WaymarkDefinition

/// A step began that does not end at once.
package struct StepEntered: EventPayload {
    package static let eventType = "step_entered"
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
    /// Its branches, if it has any.
    package var branches: BranchProgress?
    /// What it waits for, if it does.
    package var wait: WaitState?
    /// The cases it calls, if it does.
    package var children: ChildProgress?
    /// Its timers.
    package var timers: [TimerState] = []
    /// Whether the scopes of an earlier run are dropped.
    package var dropsFrames = false

    package init() {}

    /// Records the fact.
    package init(
        activity: Int, parent: Int, step: String, index: Int, frame: Int, branches: BranchProgress? = nil,
        wait: WaitState? = nil, children: ChildProgress? = nil, timers: [TimerState] = [], dropsFrames: Bool = false
    ) {
        self.activity = activity
        self.parent = parent
        self.step = step
        self.index = index
        self.frame = frame
        self.branches = branches
        self.wait = wait
        self.children = children
        self.timers = timers
        self.dropsFrames = dropsFrames
    }

    package static let fields: [Field<StepEntered>] = [
        Field("activity", \.activity), Field("parent", \.parent), Field("step", \.step), Field("index", \.index),
        Field("frame", \.frame), Field("branches", \.branches), Field("wait", \.wait), Field("children", \.children),
        Field("timers", \.timers), Field("drops_frames", \.dropsFrames),
    ]
}

/// A branch, item or pass began.
package struct BranchEntered: EventPayload {
    package static let eventType = "branch_entered"
    /// The activity of its list.
    package var activity = 0
    /// The activity of the step.
    package var parent = 0
    /// The list.
    package var list = 0
    /// Which of the step's branches it is, from 0.
    package var branch = 0
    /// The scope that it runs in.
    package var frame = 0
    /// A new scope, for an item.
    package var scope: Frame?

    package init() {}

    /// Records the fact.
    package init(
        activity: Int, parent: Int, list: Int, branch: Int, frame: Int, scope: Frame? = nil
    ) {
        self.activity = activity
        self.parent = parent
        self.list = list
        self.branch = branch
        self.frame = frame
        self.scope = scope
    }

    package static let fields: [Field<BranchEntered>] = [
        Field("activity", \.activity), Field("parent", \.parent), Field("list", \.list), Field("branch", \.branch),
        Field("frame", \.frame), Field("scope", \.scope),
    ]
}

/// A list goes on at another place than the next.
package struct ListMoved: EventPayload {
    package static let eventType = "list_moved"
    /// The activity of the list.
    package var activity = 0
    /// The place, from 0.
    package var place = 0

    package init() {}

    /// Records the fact.
    package init(
        activity: Int, place: Int
    ) {
        self.activity = activity
        self.place = place
    }

    package static let fields: [Field<ListMoved>] = [
        Field("activity", \.activity), Field("place", \.place),
    ]
}

/// A list came to its end.
package struct ListEnded: EventPayload {
    package static let eventType = "list_ended"
    /// Its activity.
    package var activity = 0

    package init() {}

    /// Records the fact.
    package init(
        activity: Int
    ) {
        self.activity = activity
    }

    package static let fields: [Field<ListEnded>] = [
        Field("activity", \.activity)
    ]
}

/// A step was passed over because its condition did not hold.
package struct StepSkipped: EventPayload {
    package static let eventType = "step_skipped"
    /// The activity of its list.
    package var parent = 0
    /// The step's id.
    package var step = ""
    /// The step's index.
    package var index = 0
    /// The scope.
    package var frame = 0

    package init() {}

    /// Records the fact.
    package init(
        parent: Int, step: String, index: Int, frame: Int
    ) {
        self.parent = parent
        self.step = step
        self.index = index
        self.frame = frame
    }

    package static let fields: [Field<StepSkipped>] = [
        Field("parent", \.parent), Field("step", \.step), Field("index", \.index), Field("frame", \.frame),
    ]
}

/// A step ended.
package struct StepDone: EventPayload {
    package static let eventType = "step_done"
    /// Its activity, if it had one.
    package var activity: Int?
    /// The activity of its list.
    package var parent = 0
    /// The step's id.
    package var step = ""
    /// The step's index.
    package var index = 0
    /// The scope.
    package var frame = 0
    /// How it ended.
    package var outcome = ""
    /// What it gave.
    package var outputs = Value.null
    /// When.
    package var at = Instant(millisecondsSinceEpoch: 0)
    /// What the case has reached with it.
    package var milestone: String?
    /// Documents kept with it.
    package var documents: [Document] = []
    /// The kept message that it took.
    package var message: String?
    /// Whether branches that are not needed run on.
    package var isFinishing = false
    /// Whether time can end nothing of branches that run on; nil in facts of before that was said, whose timers stay.
    package var endsTimers: Bool?

    package init() {}

    /// Records the fact.
    package init(
        activity: Int? = nil, parent: Int, step: String, index: Int, frame: Int, outcome: String, outputs: Value,
        at: Instant, milestone: String? = nil, documents: [Document] = [], message: String? = nil,
        isFinishing: Bool = false, endsTimers: Bool? = nil
    ) {
        self.activity = activity
        self.parent = parent
        self.step = step
        self.index = index
        self.frame = frame
        self.outcome = outcome
        self.outputs = outputs
        self.at = at
        self.milestone = milestone
        self.documents = documents
        self.message = message
        self.isFinishing = isFinishing
        self.endsTimers = endsTimers
    }

    package static let fields: [Field<StepDone>] = [
        Field("activity", \.activity), Field("parent", \.parent), Field("step", \.step), Field("index", \.index),
        Field("frame", \.frame), Field("outcome", \.outcome), Field("outputs", \.outputs), Field("at", \.at),
        Field("milestone", \.milestone), Field("documents", \.documents), Field("message", \.message),
        Field("finishing", \.isFinishing), Field("ends_timers", \.endsTimers),
    ]
}

/// What was under way is no longer needed.
package struct ActivityWithdrawn: EventPayload {
    package static let eventType = "activity_withdrawn"
    /// The activity, with all below it.
    package var activity = 0
    /// Why.
    package var reason = ""

    package init() {}

    /// Records the fact.
    package init(
        activity: Int, reason: String
    ) {
        self.activity = activity
        self.reason = reason
    }

    package static let fields: [Field<ActivityWithdrawn>] = [
        Field("activity", \.activity), Field("reason", \.reason),
    ]
}
