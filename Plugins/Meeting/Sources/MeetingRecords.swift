import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition

/// An action as a person writes it down; its id is given to it.
struct ActionEntry: Record, Hashable {
    var text = ""
    var owner = ""
    var due = LocalDate(daysSinceEpoch: 0)
    var domain: String?
    static let fields: [Field<ActionEntry>] = [
        Field("text", \.text, "What shall be done."),
        Field("owner", \.owner, "Who does it."),
        Field("due", \.due, "The last day."),
        Field("domain", \.domain, "The domain that it serves."),
    ]

    /// The action with an id.
    func item(id: String) -> ActionItem {
        var item = ActionItem()
        item.id = id
        item.text = text
        item.owner = owner
        item.due = due
        item.domain = domain
        return item
    }
}

/// Something that is still to be shown after the meeting (F9).
struct InformationRequest: Record, Hashable {
    var text = ""
    var from = ""
    var item: String?
    static let fields: [Field<InformationRequest>] = [
        Field("text", \.text, "What is asked for."),
        Field("from", \.from, "Who is to give it."),
        Field("item", \.item, "The item of the agenda that it is about, by id."),
    ]
}

/// Something done so well that others could learn from it.
struct NotablePractice: Record, Hashable {
    var title = ""
    var text = ""
    var domain: String?
    static let fields: [Field<NotablePractice>] = [
        Field("title", \.title, "What it is, in a few words."),
        Field("text", \.text, "What others could learn from it."),
        Field("domain", \.domain, "The domain that it belongs to."),
    ]
}
