import CEL
import WaymarkCalendar
import WaymarkDefinition

/// A case's state as the store keeps it beside the events: always equal to their fold.
///
/// The text is canonical, so two equal states have equal bytes.
package enum CaseSnapshot {
    /// The state as bytes.
    package static func bytes(of state: CaseState) -> [UInt8] {
        JSONText.bytes(of: StoredCase(state), capacity: 2048)
    }

    /// The state of some bytes.
    /// - Throws: ``EventReadFailure`` when they are not a snapshot that this program can read.
    package static func state(from bytes: [UInt8]) throws(EventReadFailure) -> CaseState {
        do {
            return try JSONParser.parse(bytes, as: StoredCase.self).state
        } catch {
            throw EventReadFailure(message: "the snapshot of a case cannot be read: \(error)")
        }
    }
}

/// The form of a snapshot in the store.
private struct StoredCase: Record {
    var id = ""
    var workflow = ""
    var definition = ""
    var title = ""
    var subject = ""
    var subjectName = ""
    var key = ""
    var inputs = Value.null
    var variables = Value.null
    var parent: ParentLink?
    var startedAt = Instant(millisecondsSinceEpoch: 0)
    var startedBy = ""
    var status = CaseState.Status.open
    var outcome: String?
    var endedAt: Instant?
    var milestone: String?
    var revision: Int64 = 0
    var nextNumber = 1
    var activities: [StoredActivity] = []
    var lapsed: [LapsedTask] = []
    var frames: [Frame] = []
    var results: [StoredResult] = []
    var timers: [TimerState] = []
    var keptMessages: [KeptMessage] = []
    var incidents: [IncidentState] = []
    var performers: [StoredPerformers] = []
    var delegations: [Delegation]?
    var standIns: [StandIn]?
    var undos: [KeptUndo]?
    var reached: [String]?
    var watchers: [Watcher]?
    var hidden: [HiddenResult]?
    var detachedDepth: Int?
    var suspension: Suspension?
    var cancellation: Cancellation?
    var outputs = Value.null

    static let fields: [Field<StoredCase>] = [
        Field("id", \.id), Field("workflow", \.workflow), Field("definition", \.definition), Field("title", \.title),
        Field("subject", \.subject), Field("subject_name", \.subjectName), Field("key", \.key),
        Field("inputs", \.inputs), Field("variables", \.variables), Field("parent", \.parent),
        Field("started_at", \.startedAt), Field("started_by", \.startedBy), Field("status", \.status),
        Field("outcome", \.outcome), Field("ended_at", \.endedAt), Field("milestone", \.milestone),
        Field("revision", \.revision), Field("next_number", \.nextNumber), Field("activities", \.activities),
        Field("lapsed", \.lapsed, isRequired: false),
        Field("frames", \.frames), Field("results", \.results), Field("timers", \.timers),
        Field("kept_messages", \.keptMessages), Field("incidents", \.incidents), Field("performers", \.performers),
        Field("delegations", \.delegations), Field("stand_ins", \.standIns),
        Field("undos", \.undos), Field("reached", \.reached),
        Field("watchers", \.watchers), Field("hidden", \.hidden),
        Field("detached_depth", \.detachedDepth), Field("suspension", \.suspension),
        Field("cancellation", \.cancellation),
        Field("outputs", \.outputs),
    ]

    init() {}

    init(_ state: CaseState) {
        id = state.id
        workflow = state.workflow
        definition = state.definition
        title = state.title
        subject = state.subject
        subjectName = state.subjectName
        key = state.key
        inputs = .map(state.inputs)
        variables = .map(state.variables)
        parent = state.parent
        startedAt = state.startedAt
        startedBy = state.startedBy
        status = state.status
        outcome = state.outcome
        endedAt = state.endedAt
        milestone = state.milestone
        revision = state.revision
        nextNumber = state.nextNumber
        activities = state.activities.values.sorted { $0.number < $1.number }.map(StoredActivity.init)
        lapsed = state.lapsed.values.sorted { $0.task.number < $1.task.number }
        frames = state.frames.values.sorted { $0.number < $1.number }
        results = state.results.sorted { $0.key < $1.key }.map { StoredResult(key: $0.key, value: $0.value) }
        timers = state.timers.values.sorted { $0.number < $1.number }
        keptMessages = state.keptMessages
        incidents = state.incidents.values.sorted { $0.number < $1.number }
        performers = state.performers.sorted { $0.key < $1.key }.map {
            StoredPerformers(step: $0.key, people: $0.value)
        }
        delegations = state.delegations.isEmpty ? nil : state.delegations
        standIns = state.standIns.isEmpty ? nil : state.standIns
        undos = state.undos.isEmpty ? nil : state.undos
        reached = state.reached.isEmpty ? nil : state.reached
        watchers = state.watchers.isEmpty ? nil : state.watchers
        hidden = state.hidden.isEmpty ? nil : state.hidden
        detachedDepth = state.detachedDepth
        suspension = state.suspension
        cancellation = state.cancellation
        outputs = .map(state.outputs)
    }

    var state: CaseState {
        var state = CaseState()
        state.id = id
        state.workflow = workflow
        state.definition = definition
        state.title = title
        state.subject = subject
        state.subjectName = subjectName
        state.key = key
        state.inputs = inputs.entriesMap
        state.variables = variables.entriesMap
        state.parent = parent
        state.startedAt = startedAt
        state.startedBy = startedBy
        state.status = status
        state.outcome = outcome
        state.endedAt = endedAt
        state.milestone = milestone
        state.revision = revision
        state.nextNumber = nextNumber
        for stored in activities { state.activities[stored.number] = stored.activity }
        for lapsed in lapsed { state.lapsed[lapsed.task.number] = lapsed }
        for frame in frames { state.frames[frame.number] = frame }
        for result in results { state.results[ResultKey(step: result.step, frame: result.frame)] = result.value }
        for timer in timers { state.timers[timer.number] = timer }
        state.keptMessages = keptMessages
        for incident in incidents { state.incidents[incident.number] = incident }
        for performer in performers { state.performers[performer.step] = performer.people }
        state.delegations = delegations ?? []
        state.standIns = standIns ?? []
        state.undos = undos ?? []
        state.reached = reached ?? []
        state.watchers = watchers ?? []
        state.hidden = hidden ?? []
        state.detachedDepth = detachedDepth
        state.suspension = suspension
        state.cancellation = cancellation
        state.outputs = outputs.entriesMap
        return state
    }
}

private struct StoredResult: Record {
    var step = 0
    var frame = 0
    var value = Value.null

    static let fields: [Field<StoredResult>] = [
        Field("step", \.step), Field("frame", \.frame), Field("value", \.value),
    ]

    init() {}

    init(key: ResultKey, value: Value) {
        step = key.step
        frame = key.frame
        self.value = value
    }
}

private struct StoredPerformers: Record {
    var step = 0
    var people: [String] = []

    static let fields: [Field<StoredPerformers>] = [Field("step", \.step), Field("people", \.people)]

    init() {}

    init(step: Int, people: [String]) {
        self.step = step
        self.people = people
    }
}

private struct StoredActivity: Record {
    var number = 0
    var parent: Int?
    var list: Int?
    var step: Int?
    var frame = 0
    var branch = 0
    var place: Int?
    var branches: BranchProgress?
    var task: TaskState?
    var effect: EffectState?
    var wait: WaitState?
    var children: ChildProgress?
    var failed: FailedState?

    static let fields: [Field<StoredActivity>] = [
        Field("n", \.number), Field("parent", \.parent), Field("list", \.list), Field("step", \.step),
        Field("frame", \.frame), Field("branch", \.branch), Field("place", \.place), Field("branches", \.branches),
        Field("task", \.task), Field("effect", \.effect), Field("wait", \.wait), Field("children", \.children),
        Field("failed", \.failed),
    ]

    init() {}

    init(_ activity: Activity) {
        number = activity.number
        parent = activity.parent
        frame = activity.frame
        branch = activity.branch
        switch activity.node {
        case .list(let index): list = index
        case .step(let index): step = index
        }
        switch activity.work {
        case .list(let place): self.place = place
        case .branches(let progress): branches = progress
        case .task(let task): self.task = task
        case .effect(let effect): self.effect = effect
        case .wait(let wait): self.wait = wait
        case .children(let children): self.children = children
        case .failed(let failed): self.failed = failed
        }
    }

    var activity: Activity {
        Activity(
            number: number, parent: parent, node: list.map { .list($0) } ?? .step(step ?? 0), frame: frame,
            branch: branch, work: work)
    }

    private var work: Activity.Work {
        if let branches { return .branches(branches) }
        if let task { return .task(task) }
        if let effect { return .effect(effect) }
        if let wait { return .wait(wait) }
        if let children { return .children(children) }
        if let failed { return .failed(failed) }
        return .list(place: place ?? 0)
    }
}
