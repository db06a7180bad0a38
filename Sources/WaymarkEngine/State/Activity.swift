package import CEL
package import WaymarkCalendar
package import WaymarkDefinition

/// A node of the activity tree: a list or a step that is under way.
package struct Activity: Sendable, Hashable {
    /// Its number, unique in the case and never used again.
    package var number: Int
    /// The activity around it; nil for the process itself.
    package var parent: Int?
    /// The list or step.
    package var node: Node
    /// The scope that it runs in.
    package var frame: Int
    /// Which branch, item or pass of its parent it is, from 0.
    package var branch: Int
    /// What it is doing.
    package var work: Work

    /// A list or a step of the definition.
    package enum Node: Sendable, Hashable {
        /// A list by its index.
        case list(Int)
        /// A step by its index.
        case step(Int)
    }

    /// What an activity is doing.
    ///
    /// All but a list stand elsewhere: each decision copies the activities of its case, and changes few of them.
    package enum Work: Sendable, Hashable {
        /// A list: at this place.
        case list(place: Int)
        /// A step with branches.
        indirect case branches(BranchProgress)
        /// People are asked.
        indirect case task(TaskState)
        /// The outside world is asked.
        indirect case effect(EffectState)
        /// Something is awaited.
        indirect case wait(WaitState)
        /// Other cases are under way.
        indirect case children(ChildProgress)
        /// It could not go on.
        indirect case failed(FailedState)
    }

    /// Describes an activity.
    package init(number: Int, parent: Int?, node: Node, frame: Int, branch: Int = 0, work: Work) {
        self.number = number
        self.parent = parent
        self.node = node
        self.frame = frame
        self.branch = branch
        self.work = work
    }
}

extension Activity {
    /// What it waits for: a wait, or a loop until which people may add items.
    package var awaited: WaitState? {
        switch work {
        case .wait(let wait): wait
        case .branches(let progress): progress.openUntil
        case .list, .task, .effect, .children, .failed: nil
        }
    }
}

/// How far a step with branches is.
package struct BranchProgress: Record, Hashable {
    /// Branches, items or passes begun.
    package var begun = 0
    /// Of these, ended.
    package var ended = 0
    /// Branches or items in all; 0 when passes are not counted beforehand.
    package var total = 0
    /// How many must end.
    package var needed = 0
    /// Items that wait for their turn.
    package var waiting: [Value] = []
    /// Whether the step has given its result and only finishes what is left.
    package var isFinishing = false
    /// Whether these are the steps of a route, entered after the step gave its result.
    package var isDetour = false
    /// The branch that won, from 0; nil while a race is undecided.
    package var winner: Int?
    /// The list that is under way, where only one may be.
    package var turn: Int?
    /// The task by whose claim it got its turn, while nothing else has happened in it.
    package var claim: Int?
    /// What failed in a `try` and is being dealt with.
    package var failure: CaughtFailure?
    /// What only one case at a time may be inside of, where that is asked for.
    package var exclusive: String?
    /// Which `catch` is to deal with it, from 0, until it has begun.
    package var handler: Int?
    /// What has still to come before nobody can add items any more; nil where that has come, or nothing ends it.
    package var openUntil: WaitState?

    package init() {}

    package static let fields: [Field<BranchProgress>] = [
        Field("begun", \.begun), Field("ended", \.ended), Field("total", \.total), Field("needed", \.needed),
        Field("waiting", \.waiting), Field("finishing", \.isFinishing),
        Field("detour", \.isDetour), Field("winner", \.winner), Field("turn", \.turn), Field("claim", \.claim),
        Field("failure", \.failure), Field("handler", \.handler),
        Field("exclusive", \.exclusive), Field("open_until", \.openUntil),
    ]
}

/// A task as the engine sees it.
package struct TaskState: Record, Hashable {
    /// Its number in the case.
    package var number = 0
    /// The parameters of its step, evaluated when it opened.
    package var parameters = Value.null
    /// Who may act: keys of organisations or positions.
    package var holders: [String] = []
    /// The role's name.
    package var role = ""
    /// When it opened.
    package var openedAt = Instant(millisecondsSinceEpoch: 0)
    /// When it is due.
    package var dueAt: Instant?
    /// Who has claimed it.
    package var assignee: String?
    /// How many rungs of its ladder have been climbed.
    package var rung = 0
    /// Whether its deadline has passed.
    package var isLate = false
    /// How many comments it has.
    package var comments = 0
    /// Whether its condition does not hold, so that nobody can take it.
    package var heldBack: Bool?
    /// Until when its result is shown only to those who did it.
    package var hiddenUntil: Instant?
    /// What the members of its quorum have handed in, in order.
    package var votes: [Vote]?

    package init() {}

    package static let fields: [Field<TaskState>] = [
        Field("n", \.number), Field("parameters", \.parameters), Field("holders", \.holders), Field("role", \.role),
        Field("opened", \.openedAt), Field("due", \.dueAt), Field("assignee", \.assignee), Field("rung", \.rung),
        Field("late", \.isLate), Field("comments", \.comments),
        Field("held_back", \.heldBack), Field("hidden_until", \.hiddenUntil), Field("votes", \.votes),
    ]
}

/// A task that silence has ended and that still takes what is handed in.
package struct LapsedTask: Record, Hashable {
    /// The task as it was.
    package var task = TaskState()
    /// Its step.
    package var step = 0
    /// The scope that it ran in.
    package var frame = 0
    /// The activity of the list that a late arrival may set back.
    package var list: Int?

    package init() {}

    /// Describes a task that lapsed.
    package init(task: TaskState, step: Int, frame: Int, list: Int?) {
        self.task = task
        self.step = step
        self.frame = frame
        self.list = list
    }

    package static let fields: [Field<LapsedTask>] = [
        Field("task", \.task), Field("step", \.step), Field("frame", \.frame), Field("list", \.list),
    ]
}

/// An effect as the engine sees it.
package struct EffectState: Record, Hashable {
    /// Its number in the case.
    package var number = 0
    /// The step kind.
    package var kind = ""
    /// The parameters of its step.
    package var parameters = Value.null
    /// Which try comes next, from 1.
    package var attempt = 1
    /// Not before this moment.
    package var notBefore = Instant(millisecondsSinceEpoch: 0)

    package init() {}

    package static let fields: [Field<EffectState>] = [
        Field("n", \.number), Field("kind", \.kind), Field("parameters", \.parameters), Field("attempt", \.attempt),
        Field("not_before", \.notBefore),
    ]
}

/// What a wait waits for.
package struct WaitState: Record, Hashable {
    /// The name of a message, if one is awaited.
    package var message: String?
    /// Whether a condition is awaited.
    package var isCondition = false
    /// When the wait is over by itself.
    package var until: Instant?
    /// The milestone that is awaited, if one is.
    package var milestone: String?
    /// The case that is to reach it; this one when nil.
    package var target: MessageTarget?

    package init() {}

    package static let fields: [Field<WaitState>] = [
        Field("message", \.message), Field("condition", \.isCondition), Field("until", \.until),
        Field("milestone", \.milestone), Field("target", \.target),
    ]
}

/// How far called cases are.
package struct ChildProgress: Record, Hashable {
    /// How many were called.
    package var total = 0
    /// Whether there is one for each item of a list.
    package var isEach = false
    /// What those that ended gave, in the order of the items; null where one is open.
    package var results: [Value] = []
    /// How many ended.
    package var ended = 0

    package init() {}

    package static let fields: [Field<ChildProgress>] = [
        Field("total", \.total), Field("each", \.isEach), Field("results", \.results), Field("ended", \.ended),
    ]
}

/// A step that could not go on: what it had, to try again from.
package struct FailedState: Record, Hashable {
    /// The incident.
    package var incident = 0
    /// The outcome with which the step was ending; nil when it could not begin.
    package var outcome: String?
    /// What it was giving.
    package var outputs: Value?
    /// Who had done it.
    package var by: String?
    /// The effect that was given up.
    package var effect: EffectState?

    package init() {}

    package static let fields: [Field<FailedState>] = [
        Field("incident", \.incident), Field("outcome", \.outcome), Field("outputs", \.outputs), Field("by", \.by),
        Field("effect", \.effect),
    ]
}

/// A moment that something waits for.
package struct TimerState: Record, Hashable {
    /// Its number in the case.
    package var number = 0
    /// The activity that waits.
    package var activity = 0
    /// What it is for.
    package var purpose = Purpose.due
    /// Which reminder or rung.
    package var index = 0
    /// The moment.
    package var at = Instant(millisecondsSinceEpoch: 0)

    /// What a timer is for.
    package enum Purpose: String, Choice {
        /// A task's deadline.
        case due
        /// A reminder of a task.
        case remind
        /// A rung of a task's ladder.
        case rung
        /// The end of a wait.
        case wait
        /// The moment from which nobody can add items to a loop.
        case close
        /// The next day, on which a condition that reads the date is asked again.
        case day
        /// The longest that a step may take.
        case timeout
    }

    package init() {}

    /// Describes a timer.
    package init(number: Int, activity: Int, purpose: Purpose, index: Int = 0, at: Instant) {
        self.number = number
        self.activity = activity
        self.purpose = purpose
        self.index = index
        self.at = at
    }

    package static let fields: [Field<TimerState>] = [
        Field("n", \.number), Field("activity", \.activity), Field("purpose", \.purpose), Field("index", \.index),
        Field("at", \.at),
    ]
}
