package import WaymarkCalendar
package import WaymarkCompiler
package import WaymarkDefinition

/// What a notice says, as it was when it happened; words are made of it when it is sent.
package struct NoticeFacts: Record, Hashable {
    /// What it tells.
    package var kind = NoticeKind.taskOffered
    /// When it happened.
    package var at = Instant(millisecondsSinceEpoch: 0)
    /// The case.
    package var caseID = ""
    /// What people call the case.
    package var title = ""
    /// The workflow's name.
    package var workflow = ""
    /// The id of the organisation that the case is about.
    package var subject = ""
    /// What that is called.
    package var subjectName = ""
    /// The id of the task.
    package var task: String?
    /// The step's id.
    package var step: String?
    /// What people call the step, with the item of a loop.
    package var stepTitle: String?
    /// What people call the role that is asked.
    package var role: String?
    /// When the task is due.
    package var due: Instant?
    /// When the task was due before that was reckoned anew.
    package var wasDue: Instant?
    /// How the task or case ended.
    package var outcome: String?
    /// What the case has reached.
    package var milestone: String?
    /// Why.
    package var reason: String?
    /// The name of whoever did it.
    package var by: String?
    /// The last day on which somebody may act for another.
    package var until: LocalDate?
    /// The id of the incident.
    package var incident: String?
    /// What to do about it.
    package var help: String?

    package init() {}

    package static let fields: [Field<NoticeFacts>] = [
        Field("kind", \.kind), Field("at", \.at), Field("case", \.caseID), Field("title", \.title),
        Field("workflow", \.workflow), Field("subject", \.subject), Field("subject_name", \.subjectName),
        Field("task", \.task), Field("step", \.step), Field("step_title", \.stepTitle), Field("role", \.role),
        Field("due", \.due), Field("was_due", \.wasDue), Field("outcome", \.outcome), Field("milestone", \.milestone),
        Field("reason", \.reason),
        Field("by", \.by), Field("until", \.until), Field("incident", \.incident), Field("help", \.help),
    ]
}

extension String {
    /// The text without what is past a number of scalars.
    func shortened(_ limit: Int) -> String {
        guard unicodeScalars.count > limit else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.prefix(limit - 1))) + "…"
    }
}
