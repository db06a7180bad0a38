package import CEL
package import WaymarkCalendar
package import WaymarkDefinition

/// People were asked.
package struct TaskOpened: EventPayload {
    package static let eventType = "task_opened"
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
    /// The task.
    package var task = TaskState()
    /// Its timers.
    package var timers: [TimerState] = []

    package init() {}

    /// Records the fact.
    package init(
        activity: Int, parent: Int, step: String, index: Int, frame: Int, task: TaskState, timers: [TimerState] = []
    ) {
        self.activity = activity
        self.parent = parent
        self.step = step
        self.index = index
        self.frame = frame
        self.task = task
        self.timers = timers
    }

    package static let fields: [Field<TaskOpened>] = [
        Field("activity", \.activity), Field("parent", \.parent), Field("step", \.step), Field("index", \.index),
        Field("frame", \.frame), Field("task", \.task), Field("timers", \.timers),
    ]
}

/// Somebody took a task.
package struct TaskClaimed: EventPayload {
    package static let eventType = "task_claimed"
    /// The task.
    package var task = 0
    /// Who.
    package var by = ""
    /// For whom, where not for themselves.
    package var onBehalfOf: String?

    package init() {}

    /// Records the fact.
    package init(
        task: Int, by: String, onBehalfOf: String? = nil
    ) {
        self.task = task
        self.by = by
        self.onBehalfOf = onBehalfOf
    }

    package static let fields: [Field<TaskClaimed>] = [
        Field("task", \.task), Field("by", \.by), Field("on_behalf_of", \.onBehalfOf),
    ]
}

/// Somebody gave a task back.
package struct TaskReleased: EventPayload {
    package static let eventType = "task_released"
    /// The task.
    package var task = 0

    package init() {}

    /// Records the fact.
    package init(
        task: Int
    ) {
        self.task = task
    }

    package static let fields: [Field<TaskReleased>] = [
        Field("task", \.task)
    ]
}

/// Somebody said something about a task.
package struct TaskCommented: EventPayload {
    package static let eventType = "task_commented"
    /// The task.
    package var task = 0
    /// What.
    package var text = ""

    package init() {}

    /// Records the fact.
    package init(
        task: Int, text: String
    ) {
        self.task = task
        self.text = text
    }

    package static let fields: [Field<TaskCommented>] = [
        Field("task", \.task), Field("text", \.text),
    ]
}

/// A task climbed a rung of its ladder.
package struct TaskEscalated: EventPayload {
    package static let eventType = "task_escalated"
    /// The task.
    package var task = 0
    /// The rung, from 1.
    package var rung = 0
    /// The role that was added.
    package var role = ""
    /// Who may act now.
    package var holders: [String] = []
    /// Whether the first role may no longer act.
    package var handsOver = false
    /// Why.
    package var reason = ""
    /// The timer that climbed it.
    package var timer: Int?

    package init() {}

    /// Records the fact.
    package init(
        task: Int, rung: Int, role: String, holders: [String] = [], handsOver: Bool = false, reason: String,
        timer: Int? = nil
    ) {
        self.task = task
        self.rung = rung
        self.role = role
        self.holders = holders
        self.handsOver = handsOver
        self.reason = reason
        self.timer = timer
    }

    package static let fields: [Field<TaskEscalated>] = [
        Field("task", \.task), Field("rung", \.rung), Field("role", \.role), Field("holders", \.holders),
        Field("hands_over", \.handsOver), Field("reason", \.reason), Field("timer", \.timer),
    ]
}

/// Those who may act were reminded.
package struct TaskReminded: EventPayload {
    package static let eventType = "task_reminded"
    /// The task.
    package var task = 0
    /// The timer.
    package var timer = 0

    package init() {}

    /// Records the fact.
    package init(
        task: Int, timer: Int
    ) {
        self.task = task
        self.timer = timer
    }

    package static let fields: [Field<TaskReminded>] = [
        Field("task", \.task), Field("timer", \.timer),
    ]
}

/// The deadline of a task passed.
package struct TaskLate: EventPayload {
    package static let eventType = "task_late"
    /// The task.
    package var task = 0
    /// The timer.
    package var timer = 0

    package init() {}

    /// Records the fact.
    package init(
        task: Int, timer: Int
    ) {
        self.task = task
        self.timer = timer
    }

    package static let fields: [Field<TaskLate>] = [
        Field("task", \.task), Field("timer", \.timer),
    ]
}

/// A person did a task.
package struct TaskCompleted: EventPayload {
    package static let eventType = "task_completed"
    /// Its activity.
    package var activity = 0
    /// The task.
    package var task = 0
    /// The step's id.
    package var step = ""
    /// The step's index.
    package var index = 0
    /// The scope.
    package var frame = 0
    /// Who.
    package var by = ""
    /// For whom, where not for themselves.
    package var onBehalfOf: String?
    /// When.
    package var at = Instant(millisecondsSinceEpoch: 0)
    /// How it ended.
    package var outcome = ""
    /// The reason given.
    package var reason: String?
    /// What was handed in.
    package var form = Value.null
    /// What the step gave.
    package var outputs = Value.null
    /// Documents kept with it.
    package var documents: [Document] = []
    /// What the case has reached with it.
    package var milestone: String?

    package init() {}

    /// Records the fact.
    package init(
        activity: Int, task: Int, step: String, index: Int, frame: Int, by: String, onBehalfOf: String? = nil,
        at: Instant, outcome: String, reason: String? = nil, form: Value, outputs: Value, documents: [Document] = [],
        milestone: String? = nil
    ) {
        self.activity = activity
        self.task = task
        self.step = step
        self.index = index
        self.frame = frame
        self.by = by
        self.onBehalfOf = onBehalfOf
        self.at = at
        self.outcome = outcome
        self.reason = reason
        self.form = form
        self.outputs = outputs
        self.documents = documents
        self.milestone = milestone
    }

    package static let fields: [Field<TaskCompleted>] = [
        Field("activity", \.activity), Field("task", \.task), Field("step", \.step), Field("index", \.index),
        Field("frame", \.frame), Field("by", \.by), Field("on_behalf_of", \.onBehalfOf), Field("at", \.at),
        Field("outcome", \.outcome),
        Field("reason", \.reason), Field("form", \.form), Field("outputs", \.outputs), Field("documents", \.documents),
        Field("milestone", \.milestone),
    ]
}

/// The time for a task was up, and the definition says that silence ends it.
package struct TaskLapsed: EventPayload {
    package static let eventType = "task_lapsed"
    /// Its activity.
    package var activity = 0
    /// The task.
    package var task = 0
    /// The step's id.
    package var step = ""
    /// The step's index.
    package var index = 0
    /// The scope.
    package var frame = 0
    /// When.
    package var at = Instant(millisecondsSinceEpoch: 0)
    /// Overdue or timed out.
    package var outcome = ""
    /// What is recorded for silence.
    package var outputs = Value.null
    /// What the case has reached with it.
    package var milestone: String?
    /// Whether what is handed in afterwards is taken.
    package var takesLate = false
    /// The activity of the list that it may set back.
    package var lateList: Int?

    package init() {}

    /// Records the fact.
    package init(
        activity: Int, task: Int, step: String, index: Int, frame: Int, at: Instant, outcome: String, outputs: Value,
        milestone: String? = nil, takesLate: Bool = false, lateList: Int? = nil
    ) {
        self.activity = activity
        self.task = task
        self.step = step
        self.index = index
        self.frame = frame
        self.at = at
        self.outcome = outcome
        self.outputs = outputs
        self.milestone = milestone
        self.takesLate = takesLate
        self.lateList = lateList
    }

    package static let fields: [Field<TaskLapsed>] = [
        Field("activity", \.activity), Field("task", \.task), Field("step", \.step), Field("index", \.index),
        Field("frame", \.frame), Field("at", \.at), Field("outcome", \.outcome), Field("outputs", \.outputs),
        Field("milestone", \.milestone), Field("takes_late", \.takesLate, isRequired: false),
        Field("late_list", \.lateList),
    ]
}

/// A person handed in what a step had asked for, after silence had ended it.
package struct TaskAnsweredLate: EventPayload {
    package static let eventType = "task_answered_late"
    /// The task.
    package var task = 0
    /// The step's id.
    package var step = ""
    /// The step's index.
    package var index = 0
    /// The scope.
    package var frame = 0
    /// Who.
    package var by = ""
    /// For whom, where not for themselves.
    package var onBehalfOf: String?
    /// When.
    package var at = Instant(millisecondsSinceEpoch: 0)
    /// How the step would have ended.
    package var outcome = ""
    /// The reason given.
    package var reason: String?
    /// What was handed in.
    package var form = Value.null
    /// What the step would have given.
    package var outputs = Value.null
    /// Documents kept with it.
    package var documents: [Document] = []
    /// Whether it is the step's result from now on; else it is only kept.
    package var isActedOn = false
    /// The id of the step that the case goes back to for it.
    package var reopens: String?

    package init() {}

    package static let fields: [Field<TaskAnsweredLate>] = [
        Field("task", \.task), Field("step", \.step), Field("index", \.index), Field("frame", \.frame),
        Field("by", \.by), Field("on_behalf_of", \.onBehalfOf), Field("at", \.at), Field("outcome", \.outcome),
        Field("reason", \.reason), Field("form", \.form), Field("outputs", \.outputs), Field("documents", \.documents),
        Field("acted_on", \.isActedOn), Field("reopens", \.reopens),
    ]
}
