import CEL
import WaymarkDefinition

/// What a member of a committee says to a proposal.
enum Vote: String, Choice {
    case `for`
    case against
    case abstain
}

/// The vote of one member.
struct MemberVote: Record {
    var member = PersonID("")
    var vote = Vote.abstain
    static let fields: [Field<MemberVote>] = [
        Field("member", \.member, "The member."),
        Field("vote", \.vote, "What they say."),
    ]
}

/// A member who takes no part, and why.
struct Recusal: Record {
    var member = PersonID("")
    var reason = ""
    static let fields: [Field<Recusal>] = [
        Field("member", \.member, "The member."),
        Field("reason", \.reason, "The interest that they declare."),
    ]
}
