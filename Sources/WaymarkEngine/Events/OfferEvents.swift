package import CEL
package import WaymarkDefinition

/// The condition of a task came to hold, so that it can be taken.
package struct TaskOffered: EventPayload {
    package static let eventType = "task_offered"
    /// The task.
    package var task = 0

    package init() {}

    /// Records the fact.
    package init(task: Int) {
        self.task = task
    }

    package static let fields: [Field<TaskOffered>] = [Field("task", \.task)]
}

/// The condition of a task does not hold any more, so that nobody can take it.
package struct TaskHeldBack: EventPayload {
    package static let eventType = "task_held_back"
    /// The task.
    package var task = 0

    package init() {}

    /// Records the fact.
    package init(task: Int) {
        self.task = task
    }

    package static let fields: [Field<TaskHeldBack>] = [Field("task", \.task)]
}

/// A member of a quorum handed in.
package struct TaskVoted: EventPayload {
    package static let eventType = "task_voted"
    /// The task.
    package var task = 0
    /// The step's id.
    package var step = ""
    /// The step's index.
    package var index = 0
    /// What was handed in.
    package var vote = Vote()
    /// The form.
    package var form = Value.null
    /// Documents kept with it.
    package var documents: [Document] = []

    package init() {}

    /// Records the fact.
    package init(task: Int, step: String, index: Int, vote: Vote, form: Value, documents: [Document]) {
        self.task = task
        self.step = step
        self.index = index
        self.vote = vote
        self.form = form
        self.documents = documents
    }

    package static let fields: [Field<TaskVoted>] = [
        Field("task", \.task), Field("step", \.step), Field("index", \.index), Field("vote", \.vote),
        Field("form", \.form), Field("documents", \.documents),
    ]
}

/// Somebody added an item to an open loop.
package struct ItemAdded: EventPayload {
    package static let eventType = "item_added"
    /// The activity of the loop.
    package var activity = 0
    /// Its id.
    package var step = ""
    /// The item.
    package var item = Value.null
    /// Items in all, with this one.
    package var total = 0
    /// How many must end now.
    package var needed = 0

    package init() {}

    /// Records the fact.
    package init(activity: Int, step: String, item: Value, total: Int, needed: Int) {
        self.activity = activity
        self.step = step
        self.item = item
        self.total = total
        self.needed = needed
    }

    package static let fields: [Field<ItemAdded>] = [
        Field("activity", \.activity), Field("step", \.step), Field("item", \.item), Field("total", \.total),
        Field("needed", \.needed),
    ]
}

/// What an open loop was open until has come, so that nobody can add items any more.
package struct LoopClosed: EventPayload {
    package static let eventType = "loop_closed"
    /// The activity of the loop.
    package var activity = 0
    /// Its id.
    package var step = ""
    /// The scope.
    package var frame = 0

    package init() {}

    /// Records the fact.
    package init(activity: Int, step: String, frame: Int) {
        self.activity = activity
        self.step = step
        self.frame = frame
    }

    package static let fields: [Field<LoopClosed>] = [
        Field("activity", \.activity), Field("step", \.step), Field("frame", \.frame),
    ]
}

/// A condition that reads the date will be asked again when the next day begins.
package struct DayAwaited: EventPayload {
    package static let eventType = "day_awaited"
    /// The id of the step that has the condition.
    package var step = ""
    /// When it will be asked; it takes the place of the day before.
    package var timer = TimerState()

    package init() {}

    /// Records the fact.
    package init(step: String, timer: TimerState) {
        self.step = step
        self.timer = timer
    }

    package static let fields: [Field<DayAwaited>] = [Field("step", \.step), Field("timer", \.timer)]
}
