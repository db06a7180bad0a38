import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// The area team answers a proposal that moderation returned: it revises it, or maintains it with a reason (G5).
///
/// The assessment stays with the area team: moderation can return it but writes nothing over it.
struct RespondTask: TaskKind {
    struct Parameters: Record {
        var scale = TypeName("")
        var proposal = SupportProposal()
        var returnedBecause = ""
        var evidence: [EvidenceItem] = []
        static let fields: [Field<Parameters>] = [
            Field("scale", \.scale, "The type whose values are the ratings, best first.", isLiteral: true),
            Field("proposal", \.proposal, "The proposal as it was returned."),
            Field("returned_because", \.returnedBecause, "Why it was returned."),
            Field("evidence", \.evidence, "The evidence that a new rating may cite.", isRequired: false),
        ]
    }

    struct Form: Record {
        var rating: String?
        var evidence: [String] = []
        var support: [SupportMeasure]?
        static let fields: [Field<Form>] = [
            Field("rating", \.rating, "The new rating, if it changes.", typedBy: "scale"),
            Field("evidence", \.evidence, "The evidence for a new rating, by id.", isRequired: false),
            Field("support", \.support, "The new support, all of it, if it changes."),
        ]
    }

    struct Outputs: Record {
        var proposal: SupportProposal?
        var rating: String?
        var isRevised = false
        var reason: String?
        static let fields: [Field<Outputs>] = [
            Field("proposal", \.proposal, "The proposal as it now stands."),
            Field("rating", \.rating, "The rating as it now stands.", typedBy: "scale"),
            Field("revised", \.isRevised, "Whether it changed."),
            Field("reason", \.reason, "The reason given."),
        ]
    }

    static let name = "assessment.respond"
    static let summary = "The area team revises a returned proposal, or maintains it with a reason."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("revised", "The rating or the support is changed."),
            OutcomeSchema("maintained", "The proposal stands as it was.", needsReason: true),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        Brief(
            "Moderation returned this proposal: \(parameters.returnedBecause)",
            facts: [
                .init("Proposal", parameters.proposal.recordValue),
                .init("Evidence", .list(parameters.evidence.map(\.recordValue))),
            ])
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        var proposal = parameters.proposal
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        if let rating = form.rating, rating != proposal.rating {
            ScaleCheck.run(rating, on: parameters.scale, at: "rating", in: context, into: &faults)
            EvidenceCheck.run(form.evidence, of: parameters.evidence, at: "evidence", into: &faults)
            proposal.rating = rating
        }
        if let support = form.support {
            SupportCheck.run(support, domains: [proposal.domain], at: "support", on: context.today, into: &faults)
            proposal.support = support
        }
        let isRevised = proposal.recordValue != parameters.proposal.recordValue
        if outcome == "revised" && !isRevised {
            faults.add(
                "outcome", "revised was chosen, but neither rating nor support differs",
                help: "change one of them, or choose maintained with a reason")
        } else if outcome == "maintained" && isRevised {
            faults.add(
                form.support == nil ? "rating" : "support", "maintained was chosen, but this is changed",
                help: "leave rating and support out, or choose revised")
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(
            outcome,
            Outputs(proposal: proposal, rating: proposal.rating, isRevised: isRevised, reason: submission.reason))
    }

    func lapse(_ parameters: Parameters, in context: StepContext) throws -> Outputs {
        Outputs(proposal: parameters.proposal, rating: parameters.proposal.rating)
    }
}
