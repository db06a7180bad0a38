import CEL
import WaymarkDefinition

/// An area that is taken up, with what to discuss where that is known already.
struct AreaEntry: Record, Hashable {
    var area = ""
    var title: String?
    var performance: String?
    var development: String?
    static let fields: [Field<AreaEntry>] = [
        Field("area", \.area, "The area, by id."),
        Field("title", \.title, "What it is about, if it should be put in other words."),
        Field("performance", \.performance, "What to discuss of performance; with development or not at all."),
        Field("development", \.development, "What to discuss of development; with performance or not at all."),
    ]
}

/// An item that no area led to.
struct AddedEntry: Record, Hashable {
    var domain = ""
    var title = ""
    var source: String?
    var performance: String?
    var development: String?
    static let fields: [Field<AddedEntry>] = [
        Field("domain", \.domain, "The domain that it belongs to."),
        Field("title", \.title, "What it is about, in a few words."),
        Field("source", \.source, "Who asked for it."),
        Field("performance", \.performance, "What to discuss of performance; with development or not at all."),
        Field("development", \.development, "What to discuss of development; with performance or not at all."),
    ]
}

/// An area that is not taken up, and why.
struct SetAside: Record, Hashable {
    var area = ""
    var reason = ""
    static let fields: [Field<SetAside>] = [
        Field("area", \.area, "The area, by id."),
        Field("reason", \.reason, "Why it is not discussed."),
    ]
}
