import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// The minute of a committee's decision: who was there, who took no part, who voted how (H6, H8).
///
/// The members come from the register for the day of the meeting. A quorum is needed, recusal changes it, and the
/// proposer never counts. The votes decide: more for than against is agreed, anything else is not.
struct CommitteeTask: TaskKind {
    struct Parameters: Record {
        var committee = OrganisationID("")
        var question = ""
        var positions: [String] = []
        var quorum: Int?
        var proposers: [PersonID] = []
        var document: Document?
        var facts: Value?
        static let fields: [Field<Parameters>] = [
            Field("committee", \.committee, "The committee."),
            Field("question", \.question, "What is proposed."),
            Field(
                "positions", \.positions, "The positions whose holders are members; all of the committee if left out.",
                isRequired: false, isLiteral: true),
            Field("quorum", \.quorum, "How many must be present; half plus one and at least three if left out."),
            Field("proposers", \.proposers, "Who made the proposal and so may not decide.", isRequired: false),
            Field("document", \.document, "What the decision rests on."),
            Field("facts", \.facts, "What the committee should know, by name."),
        ]
    }

    struct Form: Record {
        var heldOn = LocalDate(daysSinceEpoch: 0)
        var present: [PersonID] = []
        var recusals: [Recusal] = []
        var votes: [MemberVote] = []
        var minute = ""
        static let fields: [Field<Form>] = [
            Field("held_on", \.heldOn, "The day of the meeting."),
            Field("present", \.present, "The members who were there."),
            Field("recusals", \.recusals, "The members who took no part, with the reason.", isRequired: false),
            Field("votes", \.votes, "The vote of each member who could decide.", isRequired: false),
            Field("minute", \.minute, "What was said and why it was so decided."),
        ]
    }

    struct Outputs: Record {
        var decision: String?
        var heldOn: LocalDate?
        var present: [PersonID] = []
        var recused: [PersonID] = []
        var eligible = 0
        var needed = 0
        var votesFor = 0
        var votesAgainst = 0
        var abstained = 0
        var minute: String?
        var reason: String?
        var document: Document?
        static let fields: [Field<Outputs>] = [
            Field("decision", \.decision, "The outcome, by its name."),
            Field("held_on", \.heldOn, "The day of the meeting."),
            Field("present", \.present, "The members who were there and could decide."),
            Field("recused", \.recused, "The members who took no part."),
            Field("eligible", \.eligible, "How many members could decide."),
            Field("needed", \.needed, "How many of them had to be there."),
            Field("votes_for", \.votesFor, "How many were for it."),
            Field("votes_against", \.votesAgainst, "How many were against it."),
            Field("abstained", \.abstained, "How many abstained."),
            Field("minute", \.minute, "What was said."),
            Field("reason", \.reason, "The reason given."),
            Field("document", \.document, "The version that was decided on."),
        ]
    }

    static let name = "decision.committee"
    static let summary = "A committee decides by vote, with quorum, recusal and a minute."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("agreed", "The committee agrees.", verb: .approve),
            OutcomeSchema("more_information", "The committee asks for more.", verb: .return, needsReason: true),
            OutcomeSchema("not_agreed", "The committee does not agree.", verb: .reject, needsReason: true),
            OutcomeSchema("inquorate", "Too few members could decide; nothing is decided."),
        ]
    }

    static func check(_ parameters: Parameters) -> [FieldFailure] {
        guard let quorum = parameters.quorum, quorum < 1 else { return [] }
        return [FieldFailure(path: "quorum", message: "expected at least 1, but found \(quorum)")]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        let quorum = try CommitteeQuorum(
            committee: parameters.committee, positions: parameters.positions, day: context.today,
            excluded: Set(parameters.proposers.map(\.description)), fixed: parameters.quorum,
            directory: context.directory)
        var facts: [Brief.Fact] = [
            .init("Members who may decide", .list(quorum.eligible.map(Value.string))),
            .init("Needed for a quorum", .int(Int64(quorum.needed))),
        ]
        if !parameters.proposers.isEmpty {
            facts.append(.init("Made the proposal", .list(parameters.proposers.map { .string($0.description) })))
        }
        if let document = parameters.document { facts.append(.init("Document", document.recordValue)) }
        if let value = parameters.facts { facts.append(.init("Facts", value)) }
        return Brief(parameters.question, facts: facts)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        let recused = Set(form.recusals.map(\.member.description))
        let quorum = try CommitteeQuorum(
            committee: parameters.committee, positions: parameters.positions, day: form.heldOn,
            excluded: recused.union(parameters.proposers.map(\.description)), fixed: parameters.quorum,
            directory: context.directory)
        var check = CommitteeMinuteCheck(form: form, parameters: parameters, quorum: quorum, today: context.today)
        check.run()
        let offered = Self.outcomes(for: parameters)
        let implied = check.impliedOutcome(submission.outcome)
        let outcome = check.faults.outcome(of: submission, among: offered, implied: implied)
        check.requireVotes(for: outcome ?? implied)
        guard let outcome, check.faults.isEmpty else { throw check.faults.refusal }
        return StepResult(
            outcome,
            Outputs(
                decision: outcome, heldOn: form.heldOn, present: check.deciders.map(PersonID.init),
                recused: recused.sorted().map(PersonID.init), eligible: quorum.eligible.count, needed: quorum.needed,
                votesFor: check.count(.for), votesAgainst: check.count(.against), abstained: check.count(.abstain),
                minute: form.minute, reason: submission.reason, document: parameters.document))
    }
}
