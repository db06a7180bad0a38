package import WaymarkCalendar
package import WaymarkDefinition

/// Whether a piece of evidence gives cause for concern.
package enum Finding: String, Choice {
    /// It does.
    case concern
    /// It is worth knowing.
    case note
}

/// One piece of evidence about an organisation: what it is, where it comes from, what it shows.
package struct EvidenceItem: Record, Hashable {
    /// The id by which ratings and areas cite it.
    package var id = ""
    /// The type, as the vocabulary of evidence types names it.
    package var type = ""
    /// The domain that it speaks to.
    package var domain = ""
    /// What it is, in a few words.
    package var title = ""
    /// Where it comes from.
    package var source = ""
    /// Its day.
    package var date: LocalDate?
    /// Whether it gives cause for concern.
    package var finding = Finding.note
    /// National, partner, local or the CCG's own.
    package var level: String?

    /// An empty item, for the decoder.
    package init() {}

    /// The fields in order.
    package static let fields: [Field<EvidenceItem>] = [
        Field("id", \.id, "The id by which it is cited."),
        Field("type", \.type, "The type of evidence."),
        Field("domain", \.domain, "The domain that it speaks to."),
        Field("title", \.title, "What it is, in a few words."),
        Field("source", \.source, "Where it comes from."),
        Field("date", \.date, "Its day."),
        Field("finding", \.finding, "Whether it gives cause for concern.", isRequired: false),
        Field("level", \.level, "National, partner, local or the CCG's own."),
    ]
}
