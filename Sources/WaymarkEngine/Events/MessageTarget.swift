package import WaymarkDefinition

/// Which case a message is for.
package struct MessageTarget: Record, Hashable {
    /// The case, if it is known by its id.
    package var caseID: String?
    /// Or the only case of this workflow…
    package var workflow: String?
    /// …for this subject…
    package var subject: String?
    /// …and this key, if the workflow has one.
    package var key: String?

    package init() {}

    /// Names a case by its id.
    package init(caseID: String) {
        self.caseID = caseID
    }

    /// Names the only case of a workflow for a subject and key.
    package init(workflow: String, subject: String, key: String?) {
        self.workflow = workflow
        self.subject = subject
        self.key = key
    }

    package static let fields: [Field<MessageTarget>] = [
        Field("case", \.caseID), Field("workflow", \.workflow), Field("subject", \.subject), Field("key", \.key),
    ]
}
