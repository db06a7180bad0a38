package import CEL
package import WaymarkCalendar
package import WaymarkDefinition

/// A case began.
package struct CaseStarted: EventPayload {
    package static let eventType = "case_started"
    /// Version 1 did not say under which calendar the case began.
    package static let eventVersion = 2
    /// The case's id.
    package var id = ""
    /// The workflow.
    package var workflow = ""
    /// The hash of the definition that the case is pinned to.
    package var definition = ""
    /// The definition's version.
    package var version = ""
    /// The definition's title.
    package var title = ""
    /// The organisation that the case is about.
    package var subject = ""
    /// What it was called.
    package var subjectName = ""
    /// What makes the case the only one of its workflow and subject.
    package var key = ""
    /// The inputs, checked and complete.
    package var inputs = Value.null
    /// The variables at their first values.
    package var variables = Value.null
    /// Who began it.
    package var by = ""
    /// When.
    package var at = Instant(millisecondsSinceEpoch: 0)
    /// The case that called it.
    package var parent: ParentLink?
    /// How many calls stand above it, when no case waits for it.
    package var detachedDepth: Int?
    /// The activity of the process itself.
    package var listActivity = 0
    /// The name of the calendar that its first deadlines were reckoned by; nil in facts of version 1.
    package var calendar: String?
    /// The hash of what that calendar said; another as soon as one of its days is another.
    package var calendarHash: String?

    package init() {}

    /// Records the fact.
    package init(
        id: String, workflow: String, definition: String, version: String, title: String, subject: String,
        subjectName: String, key: String, inputs: Value, variables: Value, by: String, at: Instant,
        parent: ParentLink? = nil, detachedDepth: Int? = nil, listActivity: Int, calendar: String?,
        calendarHash: String?
    ) {
        self.id = id
        self.workflow = workflow
        self.definition = definition
        self.version = version
        self.title = title
        self.subject = subject
        self.subjectName = subjectName
        self.key = key
        self.inputs = inputs
        self.variables = variables
        self.by = by
        self.at = at
        self.parent = parent
        self.detachedDepth = detachedDepth
        self.listActivity = listActivity
        self.calendar = calendar
        self.calendarHash = calendarHash
    }

    package static let fields: [Field<CaseStarted>] = [
        Field("id", \.id), Field("workflow", \.workflow), Field("definition", \.definition),
        Field("version", \.version), Field("title", \.title), Field("subject", \.subject),
        Field("subject_name", \.subjectName), Field("key", \.key), Field("inputs", \.inputs),
        Field("variables", \.variables), Field("by", \.by), Field("at", \.at), Field("parent", \.parent),
        Field("detached_depth", \.detachedDepth), Field("list_activity", \.listActivity),
        Field("calendar", \.calendar), Field("calendar_hash", \.calendarHash),
    ]
}

/// A case came to its end.
package struct CaseEnded: EventPayload {
    package static let eventType = "case_ended"
    /// How it ended, in the engine's terms.
    package var status = CaseState.Status.open
    /// How it ended, in the workflow's terms.
    package var outcome = ""
    /// What it gave.
    package var outputs = Value.null
    /// When.
    package var at = Instant(millisecondsSinceEpoch: 0)

    package init() {}

    /// Records the fact.
    package init(
        status: CaseState.Status, outcome: String, outputs: Value, at: Instant
    ) {
        self.status = status
        self.outcome = outcome
        self.outputs = outputs
        self.at = at
    }

    package static let fields: [Field<CaseEnded>] = [
        Field("status", \.status), Field("outcome", \.outcome), Field("outputs", \.outputs), Field("at", \.at),
    ]
}

/// Variables changed.
package struct VariablesSet: EventPayload {
    package static let eventType = "variables_set"
    /// The new values, by name.
    package var values = Value.null

    package init() {}

    /// Records the fact.
    package init(
        values: Value
    ) {
        self.values = values
    }

    package static let fields: [Field<VariablesSet>] = [
        Field("values", \.values)
    ]
}

/// A person wanted what may not be done.
package struct CommandRefused: EventPayload {
    package static let eventType = "command_refused"
    /// What was wanted.
    package var command = ""
    /// The task that it was wanted of.
    package var task: Int?
    /// The rule that forbade it.
    package var code = ""
    /// Why.
    package var message = ""

    package init() {}

    /// Records the fact.
    package init(
        command: String, task: Int? = nil, code: String, message: String
    ) {
        self.command = command
        self.task = task
        self.code = code
        self.message = message
    }

    package static let fields: [Field<CommandRefused>] = [
        Field("command", \.command), Field("task", \.task), Field("code", \.code), Field("message", \.message),
    ]
}
