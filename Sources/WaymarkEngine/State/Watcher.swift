package import WaymarkDefinition

/// Another case that waits for this one to reach something.
package struct Watcher: Record, Hashable {
    /// The case.
    package var caseID = ""
    /// Its activity that waits.
    package var activity = 0
    /// The milestone.
    package var milestone = ""

    package init() {}

    /// Describes a watcher.
    package init(caseID: String, activity: Int, milestone: String) {
        self.caseID = caseID
        self.activity = activity
        self.milestone = milestone
    }

    package static let fields: [Field<Watcher>] = [
        Field("case", \.caseID), Field("activity", \.activity), Field("milestone", \.milestone),
    ]
}
