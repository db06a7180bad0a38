package import WaymarkCalendar
package import WaymarkDefinition

/// A stage on the way to a target.
package struct Milestone: Record, Hashable {
    /// The day.
    package var by = LocalDate(daysSinceEpoch: 0)
    /// What shall be reached by then.
    package var target = ""

    /// An empty milestone, for the decoder.
    package init() {}

    /// The fields in order.
    package static let fields: [Field<Milestone>] = [
        Field("by", \.by, "The day."),
        Field("target", \.target, "What shall be reached by then."),
    ]
}

/// The way from where something stands to where it shall stand.
package struct Trajectory: Record, Hashable {
    /// The id, unique in its case.
    package var id = ""
    /// The domain that improves.
    package var domain = ""
    /// What is measured.
    package var measure = ""
    /// Where it stands at the start.
    package var baseline = ""
    /// Where it shall stand at the end.
    package var target = ""
    /// The last day.
    package var by = LocalDate(daysSinceEpoch: 0)
    /// The stages, in order of day.
    package var milestones: [Milestone] = []

    /// An empty trajectory, for the decoder.
    package init() {}

    /// The fields in order.
    package static let fields: [Field<Trajectory>] = [
        Field("id", \.id, "The id, unique in its case."),
        Field("domain", \.domain, "The domain that improves."),
        Field("measure", \.measure, "What is measured."),
        Field("baseline", \.baseline, "Where it stands at the start."),
        Field("target", \.target, "Where it shall stand at the end."),
        Field("by", \.by, "The last day."),
        Field("milestones", \.milestones, "The stages, in order of day.", isRequired: false),
    ]
}
