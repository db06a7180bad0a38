package import WaymarkDefinition

/// What made an area for discussion worth proposing.
package enum AreaOrigin: String, Choice {
    /// An indicator of the dashboard that gives cause for concern.
    case dashboard
    /// A sign within the year that a duty is not met.
    case statutoryDuty = "statutory_duty"
    /// What partners said in the survey.
    case survey360 = "survey_360"
    /// Other evidence that gives cause for concern.
    case evidence
    /// What a partner replied when asked.
    case partner
    /// What the round before left open.
    case carried
    /// What a person added.
    case added

    /// Whether such an area reaches the agenda or is set aside with a reason.
    package var isMandatory: Bool { self == .dashboard || self == .statutoryDuty || self == .survey360 }
}

/// An area that may be discussed: never a judgement, always with what it comes from.
package struct DiscussionArea: Record, Hashable {
    /// The id; the same as that of the evidence from which the area comes.
    package var id = ""
    /// The domain that it belongs to.
    package var domain = ""
    /// What it is about, in a few words.
    package var title = ""
    /// Where it comes from, as people call it.
    package var source = ""
    /// What sort of thing it comes from.
    package var origin = AreaOrigin.evidence
    /// Whether it must be on the agenda or be set aside with a reason.
    package var isMandatory = false
    /// The evidence behind it, by id.
    package var evidence: [String] = []

    /// An empty area, for the decoder.
    package init() {}

    /// The fields in order.
    package static let fields: [Field<DiscussionArea>] = [
        Field("id", \.id, "The id by which an agenda takes it up."),
        Field("domain", \.domain, "The domain that it belongs to."),
        Field("title", \.title, "What it is about, in a few words."),
        Field("source", \.source, "Where it comes from."),
        Field("origin", \.origin, "What sort of thing it comes from."),
        Field("mandatory", \.isMandatory, "Whether it is taken up or set aside with a reason.", isRequired: false),
        Field("evidence", \.evidence, "The evidence behind it, by id.", isRequired: false),
    ]
}
