package import WaymarkCalendar
package import WaymarkDefinition

/// How far an action is.
package enum ActionState: String, Choice {
    /// Not begun.
    case planned
    /// Begun.
    case underWay = "under_way"
    /// Finished.
    case done
    /// Given up.
    case dropped

    /// Whether somebody still has to do something.
    package var isOpen: Bool { self == .planned || self == .underWay }
}

/// Something that somebody shall do by a day.
package struct ActionItem: Record, Hashable {
    /// The id, unique in its case.
    package var id = ""
    /// What shall be done.
    package var text = ""
    /// Who does it.
    package var owner = ""
    /// The last day.
    package var due = LocalDate(daysSinceEpoch: 0)
    /// The domain that it serves, if it serves one.
    package var domain: String?
    /// How far it is.
    package var state = ActionState.planned

    /// An empty action, for the decoder.
    package init() {}

    /// The fields in order.
    package static let fields: [Field<ActionItem>] = [
        Field("id", \.id, "The id, unique in its case."),
        Field("text", \.text, "What shall be done."),
        Field("owner", \.owner, "Who does it."),
        Field("due", \.due, "The last day."),
        Field("domain", \.domain, "The domain that it serves."),
        Field("state", \.state, "How far it is.", isRequired: false),
    ]
}
