import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// What moderation says of one proposal (G4): the region may return it, but it writes nothing over it.
struct DecideTask: TaskKind {
    struct Parameters: Record {
        var proposal = SupportProposal()
        var flags: [String] = []
        var round: Int?
        static let fields: [Field<Parameters>] = [
            Field("proposal", \.proposal, "The proposal."),
            Field("flags", \.flags, "What the comparison says of it.", isRequired: false),
            Field("round", \.round, "Which time it comes up, from 1; after the first it cannot be returned again."),
        ]
    }

    struct Form: Record {
        var note: String?
        static let fields: [Field<Form>] = [Field("note", \.note, "Anything to record besides the reason.")]
    }

    struct Outputs: Record {
        var ccg = OrganisationID("")
        var domain = ""
        var result: String?
        var reason: String?
        var note: String?
        var proposal = SupportProposal()
        static let fields: [Field<Outputs>] = [
            Field("ccg", \.ccg, "The CCG."),
            Field("domain", \.domain, "The domain."),
            Field("result", \.result, "The outcome, by its name."),
            Field("reason", \.reason, "The reason given, or the change advised."),
            Field("note", \.note, "What was recorded besides."),
            Field("proposal", \.proposal, "The proposal as it was moderated, unchanged."),
        ]
    }

    static let name = "moderation.decide"
    static let summary = "A moderator confirms a proposal, advises a change, or returns it with a reason."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("confirmed", "The proposal stands.", verb: .approve),
            OutcomeSchema("change_advised", "The proposal stands, and a change is advised.", needsReason: true),
            OutcomeSchema("returned", "The proposal goes back to the area team.", verb: .return, needsReason: true),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = [.init("Proposal", parameters.proposal.recordValue)]
        if !parameters.flags.isEmpty {
            facts.append(.init("From the comparison", .list(parameters.flags.map(Value.string))))
        }
        return Brief(
            "Is the support for \(parameters.proposal.ccgName) in \(parameters.proposal.domain) in line with others?",
            facts: facts)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        if outcome == "returned", let round = parameters.round, round > 1 {
            faults.add(
                "outcome", "this proposal was returned before, and goes back once only",
                help: "confirm it, advise a change, or leave it to the regional director")
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        let proposal = parameters.proposal
        return StepResult(
            outcome,
            Outputs(
                ccg: proposal.ccg, domain: proposal.domain, result: outcome, reason: submission.reason,
                note: submission.form.note, proposal: proposal))
    }

    func lapse(_ parameters: Parameters, in context: StepContext) throws -> Outputs {
        Outputs(ccg: parameters.proposal.ccg, domain: parameters.proposal.domain, proposal: parameters.proposal)
    }
}
