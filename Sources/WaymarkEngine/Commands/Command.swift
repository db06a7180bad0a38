package import CEL
import WaymarkCalendar
package import WaymarkDefinition

/// What somebody or something wants of a case.
package enum Command: Sendable {
    /// Begin.
    case startCase(StartCase)
    /// Take a task, so that others leave it alone.
    case claimTask(task: Int)
    /// Give a claimed task back.
    case releaseTask(task: Int)
    /// Hand in what a task asks for.
    case completeTask(CompleteTask)
    /// Climb the ladder of a task by hand.
    case escalateTask(task: Int, rung: Int?, reason: String)
    /// Let somebody else do a task for oneself.
    case delegateTask(DelegateTask)
    /// Take back what somebody else was to do for oneself.
    case withdrawDelegation(task: Int)
    /// Give a task to another of those who may do it.
    case reassignTask(ReassignTask)
    /// Say something about a task, for those who see it.
    case commentTask(task: Int, text: String)
    /// A moment has come.
    case fireTimer(timer: Int)
    /// An effect was done.
    case completeEffect(effect: Int, result: EffectResult)
    /// An effect could not be done this time.
    case failEffect(effect: Int, failure: EffectFailure)
    /// Another case, or somebody outside, says something.
    case receiveMessage(IncomingMessage)
    /// Try again what an incident stopped.
    case retryIncident(incident: Int)
    /// End the case before its end, and undo what can be undone.
    case cancelCase(reason: String)
    /// Have the case stand still.
    case suspendCase(reason: String)
    /// Have it go on.
    case resumeCase
    /// Go on without the step that an incident stopped.
    case skipIncident(incident: Int, reason: String)
    /// Go back to a step that was done.
    case redoStep(step: String, reason: String)
    /// Put an item into an open loop.
    case addItem(AddItem)
    /// Go on under another version of the workflow.
    case migrateCase(MigrateCase)
    /// Reckon what is open anew under a corrected calendar.
    case recomputeDeadlines(RecomputeDeadlines)

    /// The name in events and messages.
    package var name: String {
        switch self {
        case .startCase: "start"
        case .claimTask: "claim"
        case .releaseTask: "release"
        case .completeTask: "complete"
        case .escalateTask: "escalate"
        case .delegateTask: "delegate"
        case .withdrawDelegation: "withdraw"
        case .reassignTask: "reassign"
        case .commentTask: "comment"
        case .fireTimer: "timer"
        case .completeEffect, .failEffect: "effect"
        case .receiveMessage: "message"
        case .retryIncident: "retry"
        case .cancelCase: "cancel"
        case .addItem: "add"
        case .suspendCase: "suspend"
        case .resumeCase: "resume"
        case .skipIncident: "skip"
        case .redoStep: "redo"
        case .migrateCase: "migrate"
        case .recomputeDeadlines: "recompute"
        }
    }
}

/// The beginning of a case.
package struct StartCase: Sendable {
    /// The id that the case is to have; unique in the store.
    package var id: String
    /// The organisation that it is about.
    package var subject: String
    /// The inputs: a map, not yet checked.
    package var inputs: MapValue
    /// The case that called it.
    package var parent: ParentLink?

    /// How many calls stand above it, when no case waits for it.
    package var detachedDepth: Int?

    /// Describes a beginning.
    package init(
        id: String, subject: String, inputs: MapValue, parent: ParentLink? = nil, detachedDepth: Int? = nil
    ) {
        self.id = id
        self.subject = subject
        self.inputs = inputs
        self.parent = parent
        self.detachedDepth = detachedDepth
    }
}

/// An item for a loop that is open for more.
package struct AddItem: Sendable {
    /// The loop's id.
    package var step: String
    /// The item, not yet checked.
    package var item: Value
    /// The activity of the run that is meant, where several are under way.
    package var run: Int?

    /// Describes an addition.
    package init(step: String, item: Value, run: Int? = nil) {
        self.step = step
        self.item = item
        self.run = run
    }
}

/// What a person hands in for a task.
package struct CompleteTask: Sendable {
    /// The number of the task in its case.
    package var task: Int
    /// The form: a map.
    package var form: Value
    /// The outcome chosen by name.
    package var outcome: String?
    /// Or by verb.
    package var verb: OutcomeSchema.Verb?
    /// The reason.
    package var reason: String?

    /// Describes what is handed in.
    package init(
        task: Int, form: Value, outcome: String? = nil, verb: OutcomeSchema.Verb? = nil, reason: String? = nil
    ) {
        self.task = task
        self.form = form
        self.outcome = outcome
        self.verb = verb
        self.reason = reason
    }
}

/// What an effect gave.
package struct EffectResult: Sendable {
    /// The outcome's name.
    package var outcome: String
    /// The outputs: a map.
    package var outputs: Value
    /// Bytes to be kept.
    package var documents: [DocumentContent]

    /// Describes a result.
    package init(outcome: String, outputs: Value, documents: [DocumentContent] = []) {
        self.outcome = outcome
        self.outputs = outputs
        self.documents = documents
    }
}

/// Why an effect could not be done.
package struct EffectFailure: Sendable {
    /// What happened; safe to keep.
    package var message: String
    /// What to do about it.
    package var help: String?
    /// Whether trying again is pointless.
    package var isPermanent: Bool

    /// Describes a failure.
    package init(message: String, help: String? = nil, isPermanent: Bool = false) {
        self.message = message
        self.help = help
        self.isPermanent = isPermanent
    }
}

/// A message as it arrives at a case.
package struct IncomingMessage: Sendable {
    /// Its id, unique in the store.
    package var id: String
    /// Its name, or one of the engine's own.
    package var name: String
    /// What it carries: a map.
    package var data: Value
    /// The case that sent it; nil from outside.
    package var from: String?

    /// Describes a message.
    package init(id: String, name: String, data: Value, from: String?) {
        self.id = id
        self.name = name
        self.data = data
        self.from = from
    }

    /// The engine's own message to a case whose milestone another waits for.
    package static let watchMilestone = "@watch_milestone"
    /// The engine's own message from a case that has reached a milestone.
    package static let milestoneReached = "@milestone_reached"
    /// The engine's own message from a case that has ended without reaching a milestone.
    package static let milestoneMissed = "@milestone_missed"
    /// The engine's own message to a case whose turn it is, where only one at a time may be inside.
    package static let turnGranted = "@turn_granted"
    /// The engine's own message that a child has begun.
    package static let childStarted = "@child_started"
    /// The engine's own message to a child whose parent does not wait for it any more.
    package static let cancelCase = "@cancel"
    /// The engine's own message from a child that ended.
    package static let childEnded = "@child_ended"
    /// The engine's own message from a child that could not start.
    package static let childRefused = "@child_refused"
    /// The engine's own message that starts a child; handled by the runtime.
    package static let startChild = "@start_child"
}
