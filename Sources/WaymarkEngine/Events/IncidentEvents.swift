import CEL
import WaymarkCalendar
package import WaymarkDefinition

/// Something stopped and needs somebody.
package struct IncidentRaised: EventPayload {
    package static let eventType = "incident_raised"
    /// What stopped.
    package var incident = IncidentState()
    /// The activity of the list.
    package var parent = 0
    /// The step's index.
    package var index = 0
    /// The scope.
    package var frame = 0
    /// What to try again from.
    package var failed = FailedState()

    package init() {}

    /// Records the fact.
    package init(
        incident: IncidentState, parent: Int, index: Int, frame: Int, failed: FailedState
    ) {
        self.incident = incident
        self.parent = parent
        self.index = index
        self.frame = frame
        self.failed = failed
    }

    package static let fields: [Field<IncidentRaised>] = [
        Field("incident", \.incident), Field("parent", \.parent), Field("index", \.index), Field("frame", \.frame),
        Field("failed", \.failed),
    ]
}

/// What had stopped may go on.
package struct IncidentResolved: EventPayload {
    package static let eventType = "incident_resolved"
    /// The incident.
    package var incident = 0
    /// In what way.
    package var how = ""
    /// Who saw to it.
    package var by = ""

    package init() {}

    /// Records the fact.
    package init(
        incident: Int, how: String, by: String
    ) {
        self.incident = incident
        self.how = how
        self.by = by
    }

    package static let fields: [Field<IncidentResolved>] = [
        Field("incident", \.incident), Field("how", \.how), Field("by", \.by),
    ]
}
