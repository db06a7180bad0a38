/// What lists and look-ups know of a case; a projection of its events.
///
/// The store fills `revision` and `headHash`: what a commit carries there is not read.
package struct CaseRecord: Sendable, Hashable {
    /// The unique id.
    package var id: String
    /// The workflow's name.
    package var workflow: String
    /// The content hash of the definition that the case is pinned to.
    package var definitionHash: String
    /// What people call the case.
    package var title: String
    /// The id of the organisation that it is about.
    package var subject: String
    /// What that was called when the case began.
    package var subjectName: String
    /// What tells it from other cases of the workflow and subject, as `2013-14-Q2`; empty when nothing does.
    package var key: String
    /// `open`, `completed` or `cancelled`.
    package var status: String
    /// How it ended.
    package var outcome: String?
    /// What it has reached last.
    package var milestone: String?
    /// The case that called it.
    package var parent: String?
    /// How many of its incidents are open.
    package var openIncidents: Int
    /// When it began, in milliseconds since 1970 UTC.
    package var startedAt: Int64
    /// When its last event was recorded, in milliseconds since 1970 UTC.
    package var updatedAt: Int64
    /// When it ended, in milliseconds since 1970 UTC.
    package var endedAt: Int64?
    /// What it gave when it ended; opaque to the store.
    package var outputs: [UInt8]?
    /// The sequence of its last event.
    package var revision: Int64
    /// The hash of its last event, 32 bytes.
    package var headHash: [UInt8]

    /// Describes a case.
    package init(
        id: String, workflow: String, definitionHash: String, title: String, subject: String, subjectName: String = "",
        key: String = "", status: String = "open", outcome: String? = nil, milestone: String? = nil,
        parent: String? = nil, openIncidents: Int = 0, startedAt: Int64, updatedAt: Int64, endedAt: Int64? = nil,
        outputs: [UInt8]? = nil, revision: Int64 = 0, headHash: [UInt8] = []
    ) {
        self.id = id
        self.workflow = workflow
        self.definitionHash = definitionHash
        self.title = title
        self.subject = subject
        self.subjectName = subjectName
        self.key = key
        self.status = status
        self.outcome = outcome
        self.milestone = milestone
        self.parent = parent
        self.openIncidents = openIncidents
        self.startedAt = startedAt
        self.updatedAt = updatedAt
        self.endedAt = endedAt
        self.outputs = outputs
        self.revision = revision
        self.headHash = headHash
    }
}
