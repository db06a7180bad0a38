package import WaymarkDefinition

/// What somebody said about a text that was shared with them.
package struct Comment: Record, Hashable {
    /// The id by which it is answered.
    package var id = ""
    /// What it is about: an item by id, or the whole.
    package var about = ""
    /// What is said.
    package var text = ""
    /// What should be changed.
    package var suggestion: String?
    /// Who says it.
    package var by: PersonID?

    /// An empty comment, for the decoder.
    package init() {}

    /// The fields in order.
    package static let fields: [Field<Comment>] = [
        Field("id", \.id, "The id by which it is answered."),
        Field("about", \.about, "What it is about."),
        Field("text", \.text, "What is said."),
        Field("suggestion", \.suggestion, "What should be changed."),
        Field("by", \.by, "Who says it."),
    ]
}

/// What becomes of a comment.
package enum CommentVerdict: String, Choice {
    /// The text is changed as suggested.
    case accepted
    /// Part of it is taken up.
    case partly
    /// Nothing is changed.
    case declined
}

/// The answer to one comment.
package struct CommentAnswer: Record, Hashable {
    /// The comment, by id.
    package var comment = ""
    /// What becomes of it.
    package var answer = CommentVerdict.accepted
    /// Why it is not taken up in full.
    package var reason: String?

    /// An empty answer, for the decoder.
    package init() {}

    /// The fields in order.
    package static let fields: [Field<CommentAnswer>] = [
        Field("comment", \.comment, "The comment, by id."),
        Field("answer", \.answer, "What becomes of it."),
        Field("reason", \.reason, "Why it is not taken up in full."),
    ]
}
