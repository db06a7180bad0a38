import CEL
import WaymarkDefinition

/// What came of asking somebody.
enum Reply: String, Choice {
    /// They said something.
    case comment
    /// They said that they have nothing to say.
    case noComment = "no_comment"
    /// They said nothing; that means neither yes nor no.
    case noReply = "no_reply"
    /// They said something after the last day; it is kept and not acted on.
    case late
}
