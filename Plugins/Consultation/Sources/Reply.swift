import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// What came of asking somebody.
enum Reply: String, Choice {
    /// They said something.
    case comment
    /// They said that they have nothing to say.
    case noComment = "no_comment"
    /// They said nothing; that means neither yes nor no.
    case noReply = "no_reply"
    /// They said something when the time was up.
    case late

    /// What came of asking, by what was handed in and when.
    init<Form>(to submission: Submission<Form>, saysNothing: Bool) {
        self = submission.isLate ? .late : saysNothing ? .noComment : .comment
    }
}
