package import WaymarkDefinition

/// A branch of a race moved first; the others are withdrawn.
package struct RaceDecided: EventPayload {
    package static let eventType = "race_decided"
    /// The activity of the race.
    package var activity = 0
    /// The race's id.
    package var step = ""
    /// The branch that won, from 0.
    package var branch = 0
    /// What it is called.
    package var name = ""

    package init() {}

    /// Records the fact.
    package init(activity: Int, step: String, branch: Int, name: String) {
        self.activity = activity
        self.step = step
        self.branch = branch
        self.name = name
    }

    package static let fields: [Field<RaceDecided>] = [
        Field("activity", \.activity), Field("step", \.step), Field("branch", \.branch), Field("name", \.name),
    ]
}

/// A branch is under way where only one may be.
package struct TurnTaken: EventPayload {
    package static let eventType = "turn_taken"
    /// The activity of the step whose branches go one at a time.
    package var activity = 0
    /// Its id.
    package var step = ""
    /// The activity of the branch's list.
    package var list = 0
    /// The task by whose claim it was taken; releasing it gives the turn back.
    package var claim: Int?

    package init() {}

    /// Records the fact.
    package init(activity: Int, step: String, list: Int, claim: Int?) {
        self.activity = activity
        self.step = step
        self.list = list
        self.claim = claim
    }

    package static let fields: [Field<TurnTaken>] = [
        Field("activity", \.activity), Field("step", \.step), Field("list", \.list), Field("claim", \.claim),
    ]
}

/// No branch is under way any more, so that another may be.
package struct TurnEnded: EventPayload {
    package static let eventType = "turn_ended"
    /// The activity of the step whose branches go one at a time.
    package var activity = 0

    package init() {}

    /// Records the fact.
    package init(activity: Int) {
        self.activity = activity
    }

    package static let fields: [Field<TurnEnded>] = [Field("activity", \.activity)]
}
