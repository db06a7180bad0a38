/// Something that stopped and needs, or needed, somebody.
package struct IncidentRecord: Sendable, Hashable {
    /// Whether it still needs somebody.
    package enum State: String, Sendable, CaseIterable {
        /// It does.
        case open
        /// It does not.
        case resolved
    }

    /// The unique id.
    package var id: String
    /// The case.
    package var caseID: String
    /// The step's id.
    package var step: String
    /// What sort of stop it is.
    package var kind: String
    /// What happened.
    package var message: String
    /// What to do about it.
    package var help: String
    /// When it stopped, in milliseconds since 1970 UTC.
    package var raisedAt: Int64
    /// Whether it still needs somebody.
    package var state: State
    /// When it was seen to, in milliseconds since 1970 UTC.
    package var resolvedAt: Int64?
    /// Who saw to it.
    package var resolvedBy: String?
    /// In what way, as `retry`, `skip` or `cancel`.
    package var resolution: String?

    /// Describes an incident.
    package init(
        id: String, caseID: String, step: String, kind: String, message: String, help: String = "", raisedAt: Int64,
        state: State = .open, resolvedAt: Int64? = nil, resolvedBy: String? = nil, resolution: String? = nil
    ) {
        self.id = id
        self.caseID = caseID
        self.step = step
        self.kind = kind
        self.message = message
        self.help = help
        self.raisedAt = raisedAt
        self.state = state
        self.resolvedAt = resolvedAt
        self.resolvedBy = resolvedBy
        self.resolution = resolution
    }
}
