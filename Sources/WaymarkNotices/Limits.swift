/// The bounds that this target holds; each has a test at the limit and one past it.
package enum NoticeLimits {
    /// Unicode scalars of a title in a notice.
    package static let titleScalarsMax = 200
    /// Unicode scalars of a reason, a message or a help in a notice.
    package static let textScalarsMax = 500
    /// People who are told of one event; those after them, by id, find it in their lists only.
    package static let recipientsMax = 500
    /// Bytes of one template.
    package static let templateBytesMax = 65_536
    /// Bytes of the text of one message.
    package static let messageBytesMax = 262_144
    /// Unicode scalars of a subject.
    package static let subjectScalarsMax = 150
    /// Notices that one digest names; the rest is counted.
    package static let digestNoticesMax = 100
    /// Open tasks that one digest names; the rest is counted.
    package static let digestTasksMax = 50
    /// Secrets of one webhook, old and new.
    package static let secretsMax = 4
}
