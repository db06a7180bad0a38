package import CEL
package import WaymarkCalendar
package import WaymarkDefinition

/// A message left the case.
package struct MessageSent: EventPayload {
    package static let eventType = "message_sent"
    /// The message's id.
    package var id = ""
    /// Its name.
    package var name = ""
    /// To which case.
    package var to = MessageTarget()
    /// What it carries.
    package var data = Value.null

    package init() {}

    /// Records the fact.
    package init(
        id: String, name: String, to: MessageTarget, data: Value
    ) {
        self.id = id
        self.name = name
        self.to = to
        self.data = data
    }

    package static let fields: [Field<MessageSent>] = [
        Field("id", \.id), Field("name", \.name), Field("to", \.to), Field("data", \.data),
    ]
}

/// A message came.
package struct MessageReceived: EventPayload {
    package static let eventType = "message_received"
    /// The message's id.
    package var id = ""
    /// Its name.
    package var name = ""
    /// The case that sent it.
    package var from: String?
    /// What it carries.
    package var data = Value.null
    /// Whether it is kept for a wait to come.
    package var isKept = false
    /// The id of the person who sent it from outside; nil too in facts of before that was kept.
    package var by: String?
    /// When it came, where the wait that takes it has still to ask whether that person may send it.
    package var at: Instant?

    package init() {}

    /// Records the fact.
    package init(
        id: String, name: String, from: String? = nil, data: Value, isKept: Bool = false, by: String? = nil,
        at: Instant? = nil
    ) {
        self.id = id
        self.name = name
        self.from = from
        self.data = data
        self.isKept = isKept
        self.by = by
        self.at = at
    }

    package static let fields: [Field<MessageReceived>] = [
        Field("id", \.id), Field("name", \.name), Field("from", \.from), Field("data", \.data), Field("kept", \.isKept),
        Field("by", \.by), Field("at", \.at),
    ]
}

/// A called case began.
package struct ChildStarted: EventPayload {
    package static let eventType = "child_started"
    /// The activity that waits for it.
    package var activity = 0
    /// The called case.
    package var caseID = ""
    /// Which item it is for.
    package var item = 0

    package init() {}

    /// Records the fact.
    package init(activity: Int, caseID: String, item: Int) {
        self.activity = activity
        self.caseID = caseID
        self.item = item
    }

    package static let fields: [Field<ChildStarted>] = [
        Field("activity", \.activity), Field("case", \.caseID), Field("item", \.item),
    ]
}

/// A called case came to its end.
package struct ChildEnded: EventPayload {
    package static let eventType = "child_ended"
    /// The activity that waits for it.
    package var activity = 0
    /// The called case.
    package var caseID = ""
    /// Which item it was for.
    package var item = 0
    /// What it gave.
    package var result = Value.null

    package init() {}

    /// Records the fact.
    package init(
        activity: Int, caseID: String, item: Int, result: Value
    ) {
        self.activity = activity
        self.caseID = caseID
        self.item = item
        self.result = result
    }

    package static let fields: [Field<ChildEnded>] = [
        Field("activity", \.activity), Field("case", \.caseID), Field("item", \.item), Field("result", \.result),
    ]
}
