package import CEL
package import WaymarkCalendar
package import WaymarkDefinition

/// Where a case stands: the fold of its events, and all that the engine needs to decide the next.
package struct CaseState: Sendable {
    /// What there is to know, alone in a list: all who are given a list hold the same until one of them changes it.
    ///
    /// A state goes through many hands for each command, and its parts are many.
    private var shared = [CaseFacts()]

    private var facts: CaseFacts {
        _read { yield shared[0] }
        _modify { yield &shared[0] }
    }

    /// The id.
    package var id: String {
        get { facts.id }
        _modify { yield &facts.id }
    }

    /// The workflow's name.
    package var workflow: String {
        get { facts.workflow }
        _modify { yield &facts.workflow }
    }

    /// The hash of the definition that the case is pinned to.
    package var definition: String {
        get { facts.definition }
        _modify { yield &facts.definition }
    }

    /// The definition's title.
    package var title: String {
        get { facts.title }
        _modify { yield &facts.title }
    }

    /// The organisation that the case is about.
    package var subject: String {
        get { facts.subject }
        _modify { yield &facts.subject }
    }

    /// What it was called when the case began.
    package var subjectName: String {
        get { facts.subjectName }
        _modify { yield &facts.subjectName }
    }

    /// What makes it the only case of its workflow and subject.
    package var key: String {
        get { facts.key }
        _modify { yield &facts.key }
    }

    /// The inputs.
    package var inputs: MapValue {
        get { facts.inputs }
        _modify { yield &facts.inputs }
    }

    /// The variables.
    package var variables: MapValue {
        get { facts.variables }
        _modify { yield &facts.variables }
    }

    /// The case that called it.
    package var parent: ParentLink? {
        get { facts.parent }
        _modify { yield &facts.parent }
    }

    /// When it began.
    package var startedAt: Instant {
        get { facts.startedAt }
        _modify { yield &facts.startedAt }
    }

    /// Who began it.
    package var startedBy: String {
        get { facts.startedBy }
        _modify { yield &facts.startedBy }
    }

    /// Whether it runs.
    package var status: Status {
        get { facts.status }
        _modify { yield &facts.status }
    }

    /// How it ended.
    package var outcome: String? {
        get { facts.outcome }
        _modify { yield &facts.outcome }
    }

    /// When it ended.
    package var endedAt: Instant? {
        get { facts.endedAt }
        _modify { yield &facts.endedAt }
    }

    /// What it has reached last.
    package var milestone: String? {
        get { facts.milestone }
        _modify { yield &facts.milestone }
    }

    /// The sequence of the last event.
    package var revision: Int64 {
        get { facts.revision }
        _modify { yield &facts.revision }
    }

    /// The next number for an activity, task, timer, effect, message or incident.
    package var nextNumber: Int {
        get { facts.nextNumber }
        _modify { yield &facts.nextNumber }
    }

    /// What is open, by number: the activity tree.
    package var activities: ActivityTree {
        get { facts.activities }
        _modify { yield &facts.activities }
    }

    /// Tasks that silence has ended and that still take what is handed in, by the number of the task.
    package var lapsed: [Int: LapsedTask] {
        get { facts.lapsed }
        _modify { yield &facts.lapsed }
    }

    /// The scopes of loop items; the case itself is scope 0 and has no entry.
    package var frames: [Int: Frame] {
        get { facts.frames }
        _modify { yield &facts.frames }
    }

    /// What steps have given, by step and scope.
    package var results: [ResultKey: Value] {
        get { facts.results }
        _modify { yield &facts.results }
    }

    /// Timers that have not fired, by number.
    package var timers: [Int: TimerState] {
        get { facts.timers }
        _modify { yield &facts.timers }
    }

    /// Messages that came before their wait, in order.
    package var keptMessages: [KeptMessage] {
        get { facts.keptMessages }
        _modify { yield &facts.keptMessages }
    }

    /// What stopped and needs somebody, by number.
    package var incidents: [Int: IncidentState] {
        get { facts.incidents }
        _modify { yield &facts.incidents }
    }

    /// Who has done each step, by step.
    package var performers: [Int: [String]] {
        get { facts.performers }
        _modify { yield &facts.performers }
    }

    /// Who may do open tasks for somebody else, in the order in which they were let to.
    package var delegations: [Delegation] {
        get { facts.delegations }
        _modify { yield &facts.delegations }
    }

    /// Who has done steps for somebody else.
    package var standIns: [StandIn] {
        get { facts.standIns }
        _modify { yield &facts.standIns }
    }

    /// What would take back the completed steps that have an `undo`, in the order of their completion.
    package var undos: [KeptUndo] {
        get { facts.undos }
        _modify { yield &facts.undos }
    }

    /// Everything that it has reached, in the order in which it was reached first.
    package var reached: [String] {
        get { facts.reached }
        _modify { yield &facts.reached }
    }

    /// Other cases that wait for it to reach something.
    package var watchers: [Watcher] {
        get { facts.watchers }
        _modify { yield &facts.watchers }
    }

    /// Results that only those who did the step may see until a moment.
    package var hidden: [HiddenResult] {
        get { facts.hidden }
        _modify { yield &facts.hidden }
    }

    /// How many calls stand above a case that no case waits for.
    package var detachedDepth: Int? {
        get { facts.detachedDepth }
        _modify { yield &facts.detachedDepth }
    }

    /// Who had the case stand still, and why, while it does.
    package var suspension: Suspension? {
        get { facts.suspension }
        _modify { yield &facts.suspension }
    }

    /// Who cancelled the case, and why; what undoes its steps may still be under way.
    package var cancellation: Cancellation? {
        get { facts.cancellation }
        _modify { yield &facts.cancellation }
    }

    /// What the case gave when it ended.
    package var outputs: MapValue {
        get { facts.outputs }
        _modify { yield &facts.outputs }
    }

    /// Whether a case runs.
    package enum Status: String, Sendable, Choice {
        /// It runs.
        case open
        /// It came to its end.
        case completed
        /// Somebody ended it.
        case cancelled
    }

    /// A case of which nothing has happened.
    package init() {}

    /// How many calls stand above the case.
    package var callDepth: Int { parent?.depth ?? detachedDepth ?? 0 }

    /// The open tasks, by number.
    package var tasks: [(activity: Activity, task: TaskState)] { tasks { _ in true } }

    /// The open tasks that something holds for, by number.
    package func tasks(where isMeant: (TaskState) -> Bool) -> [(activity: Activity, task: TaskState)] {
        activities.values.compactMap { activity in
            if case .task(let task) = activity.work, isMeant(task) { (activity, task) } else { nil }
        }.sorted { $0.task.number < $1.task.number }
    }

    /// The open task of a number.
    package func task(_ number: Int) -> (activity: Activity, task: TaskState)? {
        guard let activity = activities.holder(of: number), case .task(let task) = activity.work else { return nil }
        return (activity, task)
    }

    /// The activities directly below another, by number.
    package func children(of activity: Int) -> [Activity] {
        activities.children(of: activity)
    }

    /// The scope in which the results of a scope's steps stand: steps that deal with a failure have none of their own.
    package func resultFrame(of frame: Int) -> Int {
        var number = frame
        while let scope = frames[number], scope.kind == .failure { number = scope.parent }
        return number
    }

    /// An activity and all below it, the deepest last.
    package func subtree(of activity: Int) -> [Int] {
        var found = [activity]
        var index = 0
        while index < found.count {
            found += children(of: found[index]).map(\.number)
            index += 1
        }
        return found
    }
}

/// The parts of a case's state; what each is stands at the state.
private struct CaseFacts: Sendable {
    var id = ""
    var workflow = ""
    var definition = ""
    var title = ""
    var subject = ""
    var subjectName = ""
    var key = ""
    var inputs = MapValue([])
    var variables = MapValue([])
    var parent: ParentLink?
    var startedAt = Instant(millisecondsSinceEpoch: 0)
    var startedBy = ""
    var status = CaseState.Status.open
    var outcome: String?
    var endedAt: Instant?
    var milestone: String?
    var revision: Int64 = 0
    var nextNumber = 1
    var activities = ActivityTree()
    var lapsed: [Int: LapsedTask] = [:]
    var frames: [Int: Frame] = [:]
    var results: [ResultKey: Value] = [:]
    var timers: [Int: TimerState] = [:]
    var keptMessages: [KeptMessage] = []
    var incidents: [Int: IncidentState] = [:]
    var performers: [Int: [String]] = [:]
    var delegations: [Delegation] = []
    var standIns: [StandIn] = []
    var undos: [KeptUndo] = []
    var reached: [String] = []
    var watchers: [Watcher] = []
    var hidden: [HiddenResult] = []
    var detachedDepth: Int?
    var suspension: Suspension?
    var cancellation: Cancellation?
    var outputs = MapValue([])
}

/// The case that called another, and where it waits.
package struct ParentLink: Record, Hashable {
    /// The parent's id.
    package var caseID = ""
    /// The workflow of the parent.
    package var workflow = ""
    /// The activity that waits for the child.
    package var activity = 0
    /// Which item of the call's list the child is for.
    package var item = 0
    /// How many calls stand above the child.
    package var depth = 1

    package init() {}

    /// Names a parent.
    package init(caseID: String, workflow: String, activity: Int, item: Int, depth: Int) {
        self.caseID = caseID
        self.workflow = workflow
        self.activity = activity
        self.item = item
        self.depth = depth
    }

    package static let fields: [Field<ParentLink>] = [
        Field("case", \.caseID), Field("workflow", \.workflow), Field("activity", \.activity), Field("item", \.item),
        Field("depth", \.depth),
    ]
}

/// What a step gave, in which scope.
package struct ResultKey: Hashable, Sendable, Comparable {
    /// The step's index.
    package var step: Int
    /// The scope's number; 0 for the case itself.
    package var frame: Int

    /// Names a result.
    package init(step: Int, frame: Int) {
        self.step = step
        self.frame = frame
    }

    /// By step, then scope.
    package static func < (left: ResultKey, right: ResultKey) -> Bool {
        (left.step, left.frame) < (right.step, right.frame)
    }
}

/// The scope of one item of a `for_each`.
package struct Frame: Record, Hashable {
    /// Its number.
    package var number = 0
    /// The scope around it; 0 for the case.
    package var parent = 0
    /// The `for_each` step.
    package var step = 0
    /// Which item, from 0.
    package var index = 0
    /// The item.
    package var item = Value.null
    /// What the scope is for, if not an item of the loop's present run.
    package var kind: Kind?

    /// What a scope can be for besides an item.
    package enum Kind: String, Choice {
        /// The steps that deal with a failure; the item is the error.
        case failure
        /// An item of an earlier run of its loop, kept because something in it can still be undone.
        case past
    }

    package init() {}

    /// Describes a scope.
    package init(number: Int, parent: Int, step: Int, index: Int, item: Value, kind: Kind? = nil) {
        self.number = number
        self.parent = parent
        self.step = step
        self.index = index
        self.item = item
        self.kind = kind
    }

    package static let fields: [Field<Frame>] = [
        Field("n", \.number), Field("parent", \.parent), Field("step", \.step), Field("index", \.index),
        Field("item", \.item), Field("kind", \.kind),
    ]
}

/// A message that came before its wait.
package struct KeptMessage: Record, Hashable {
    /// Its id.
    package var id = ""
    /// Its name.
    package var name = ""
    /// What it carries.
    package var data = Value.null
    /// The case that sent it.
    package var from: String?
    /// The id of the person who sent it from outside.
    package var by: String?
    /// When that person sent it.
    package var at: Instant?

    package init() {}

    /// Keeps a message.
    package init(_ event: MessageReceived) {
        id = event.id
        name = event.name
        data = event.data
        from = event.from
        by = event.by
        at = event.at
    }

    package static let fields: [Field<KeptMessage>] = [
        Field("id", \.id), Field("name", \.name), Field("data", \.data), Field("from", \.from),
        Field("by", \.by), Field("at", \.at),
    ]
}

/// What stopped and needs somebody.
package struct IncidentState: Record, Hashable {
    /// Its number.
    package var number = 0
    /// The activity that stopped.
    package var activity = 0
    /// The step's id.
    package var step = ""
    /// What sort of thing went wrong.
    package var kind = ""
    /// What happened.
    package var message = ""
    /// What to do.
    package var help: String?

    package init() {}

    package static let fields: [Field<IncidentState>] = [
        Field("n", \.number), Field("activity", \.activity), Field("step", \.step), Field("kind", \.kind),
        Field("message", \.message), Field("help", \.help),
    ]
}
