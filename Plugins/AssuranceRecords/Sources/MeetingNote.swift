package import WaymarkDefinition

/// What was noted on one item of an agenda: performance and development always together.
package struct MeetingNote: Record, Hashable {
    /// The id of the item.
    package var item = ""
    /// What was said of performance.
    package var performance = ""
    /// What was said of development.
    package var development = ""

    /// An empty note, for the decoder.
    package init() {}

    /// The fields in order.
    package static let fields: [Field<MeetingNote>] = [
        Field("item", \.item, "The item of the agenda, by id."),
        Field("performance", \.performance, "What was said of performance."),
        Field("development", \.development, "What was said of development."),
    ]
}
