package import WaymarkDefinition

/// A person's rating of one domain, with the evidence that informed it.
package struct DomainRating: Record, Hashable {
    /// The domain.
    package var domain = ""
    /// The rating, a value of the workflow's scale.
    package var rating = ""
    /// Why.
    package var reason = ""
    /// The evidence cited, by id.
    package var evidence: [String] = []

    /// An empty rating, for the decoder.
    package init() {}

    /// The fields in order.
    package static let fields: [Field<DomainRating>] = [
        Field("domain", \.domain, "The domain."),
        Field("rating", \.rating, "The rating."),
        Field("reason", \.reason, "Why."),
        Field("evidence", \.evidence, "The evidence cited, by id."),
    ]
}
