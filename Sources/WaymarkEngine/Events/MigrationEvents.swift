package import CEL
package import WaymarkCalendar
package import WaymarkDefinition

/// Somebody had the case go on under another version of its workflow.
package struct CaseMigrated: EventPayload {
    package static let eventType = "case_migrated"
    /// The hash of the definition that the case is pinned to from now on.
    package var definition = ""
    /// Its version.
    package var version = ""
    /// Its title.
    package var title = ""
    /// The version that the case was on.
    package var fromVersion = ""
    /// Who.
    package var by = ""
    /// When.
    package var at = Instant(millisecondsSinceEpoch: 0)
    /// Why.
    package var reason = ""
    /// Where the steps that the case knows of stand in the new definition.
    package var steps: [MovedStep] = []
    /// Steps of the old definition whose results are not seen any more.
    package var forgotten: [Int] = []
    /// Scopes that are not seen any more.
    package var droppedScopes: [Int] = []
    /// What is under way, where more of it changes than the index of its step.
    package var activities: [MovedActivity] = []
    /// Every timer of the case from now on.
    package var timers: [TimerState] = []
    /// What would take back the completed steps from now on.
    package var undos: [KeptUndo] = []
    /// Tasks that silence has ended and that still take what is handed in.
    package var lapsed: [Int] = []
    /// The inputs, where they change.
    package var inputs: Value?
    /// The variables, where they change.
    package var variables: Value?

    package init() {}

    package static let fields: [Field<CaseMigrated>] = [
        Field("definition", \.definition), Field("version", \.version), Field("title", \.title),
        Field("from_version", \.fromVersion), Field("by", \.by), Field("at", \.at), Field("reason", \.reason),
        Field("steps", \.steps), Field("forgotten", \.forgotten), Field("dropped_scopes", \.droppedScopes),
        Field("activities", \.activities), Field("timers", \.timers), Field("undos", \.undos),
        Field("lapsed", \.lapsed), Field("inputs", \.inputs), Field("variables", \.variables),
    ]
}

/// Where a step stands in another version.
package struct MovedStep: Record, Hashable {
    /// Its index before.
    package var from = 0
    /// Its index now.
    package var to = 0

    package init() {}

    /// Describes a move.
    package init(from: Int, to: Int) {
        self.from = from
        self.to = to
    }

    package static let fields: [Field<MovedStep>] = [Field("from", \.from), Field("to", \.to)]
}

/// What is under way, as it goes on in another version.
package struct MovedActivity: Record, Hashable {
    /// Its number.
    package var activity = 0
    /// The list, of a list.
    package var list: Int?
    /// The place in it.
    package var place: Int?
    /// Which branch of its parent it is.
    package var branch = 0
    /// Its branches, where they change.
    package var branches: BranchProgress?
    /// The task, where people are asked.
    package var task: TaskState?
    /// What it waits for, where that changes.
    package var wait: WaitState?

    package init() {}

    /// Describes a move; what does not change is left out.
    package init(activity: Int, branch: Int) {
        self.activity = activity
        self.branch = branch
    }

    package static let fields: [Field<MovedActivity>] = [
        Field("activity", \.activity), Field("list", \.list), Field("place", \.place), Field("branch", \.branch),
        Field("branches", \.branches), Field("task", \.task), Field("wait", \.wait),
    ]
}
