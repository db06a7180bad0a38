/// A moment at which a case wants to be woken.
package struct TimerRecord: Sendable, Hashable {
    /// The unique id.
    package var id: String
    /// The case.
    package var caseID: String
    /// When it is due, in milliseconds since 1970 UTC.
    package var dueAt: Int64
    /// What it is for, as `deadline` or `reminder`.
    package var purpose: String

    /// Describes a timer.
    package init(id: String, caseID: String, dueAt: Int64, purpose: String) {
        self.id = id
        self.caseID = caseID
        self.dueAt = dueAt
        self.purpose = purpose
    }
}
