package import WaymarkDefinition

/// What an area team proposes for one domain of one CCG, as regional moderation sees it.
package struct SupportProposal: Record, Hashable {
    /// The CCG.
    package var ccg = OrganisationID("")
    /// What people call the CCG.
    package var ccgName = ""
    /// The area team that proposes.
    package var areaTeam = OrganisationID("")
    /// The domain.
    package var domain = ""
    /// The rating that the support goes with.
    package var rating = ""
    /// The sort of concern, in words that several proposals share.
    package var concern = ""
    /// Why this is proposed.
    package var reason: String?
    /// The support, measure by measure.
    package var support: [SupportMeasure] = []

    /// An empty proposal, for the decoder.
    package init() {}

    /// The fields in order.
    package static let fields: [Field<SupportProposal>] = [
        Field("ccg", \.ccg, "The CCG."),
        Field("ccg_name", \.ccgName, "What people call the CCG."),
        Field("area_team", \.areaTeam, "The area team that proposes."),
        Field("domain", \.domain, "The domain."),
        Field("rating", \.rating, "The rating that the support goes with."),
        Field("concern", \.concern, "The sort of concern, in words that several proposals share.", isRequired: false),
        Field("reason", \.reason, "Why this is proposed."),
        Field("support", \.support, "The support, measure by measure.", isRequired: false),
    ]
}
