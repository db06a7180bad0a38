package import WaymarkDefinition

/// One item of an agenda; where it says what to discuss, performance and development stand together.
package struct AgendaItem: Record, Hashable {
    /// The id; the same as that of the area that it takes up.
    package var id = ""
    /// The domain that it belongs to.
    package var domain = ""
    /// What it is about, in a few words.
    package var title = ""
    /// Where it comes from, as people call it.
    package var source = ""
    /// What sort of thing it comes from.
    package var origin = AreaOrigin.added
    /// What to discuss of performance.
    package var performance: String?
    /// What to discuss of development.
    package var development: String?
    /// The evidence behind it, by id.
    package var evidence: [String] = []

    /// An empty item, for the decoder.
    package init() {}

    /// The fields in order.
    package static let fields: [Field<AgendaItem>] = [
        Field("id", \.id, "The id by which comments and notes name it."),
        Field("domain", \.domain, "The domain that it belongs to."),
        Field("title", \.title, "What it is about, in a few words."),
        Field("source", \.source, "Where it comes from."),
        Field("origin", \.origin, "What sort of thing it comes from."),
        Field("performance", \.performance, "What to discuss of performance."),
        Field("development", \.development, "What to discuss of development."),
        Field("evidence", \.evidence, "The evidence behind it, by id.", isRequired: false),
    ]
}
