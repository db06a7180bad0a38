package import WaymarkCalendar
package import WaymarkDefinition

/// The kinds of support, from the lightest to the heaviest.
package enum SupportKind: String, Choice {
    /// Something to read.
    case information
    /// Somebody to ask.
    case advice
    /// Another organisation to learn beside.
    case peerSupport = "peer_support"
    /// Learning together with several.
    case sharedLearning = "shared_learning"
    /// Expert help.
    case expertise
    /// People and means.
    case capacity
}

/// One measure of support: for which need, from whom, and how its effect is seen.
package struct SupportMeasure: Record, Hashable {
    /// The domain that it helps.
    package var domain = ""
    /// The need that it answers.
    package var need = ""
    /// The kind of support.
    package var kind = SupportKind.information
    /// Who gives it.
    package var provider = ""
    /// What is measured.
    package var measure = ""
    /// Where that stands now.
    package var baseline = ""
    /// Where it shall stand.
    package var target = ""
    /// By when.
    package var by = LocalDate(daysSinceEpoch: 0)

    /// An empty measure, for the decoder.
    package init() {}

    /// The fields in order.
    package static let fields: [Field<SupportMeasure>] = [
        Field("domain", \.domain, "The domain that it helps."),
        Field("need", \.need, "The need that it answers."),
        Field("kind", \.kind, "The kind of support, lightest first."),
        Field("provider", \.provider, "Who gives it."),
        Field("measure", \.measure, "What is measured."),
        Field("baseline", \.baseline, "Where that stands now."),
        Field("target", \.target, "Where it shall stand."),
        Field("by", \.by, "By when."),
    ]
}
