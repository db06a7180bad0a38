import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// A person confirms a proposed headline, or overrides it with a reason (F14, R-24, Q-02).
struct ConfirmTask: TaskKind {
    struct Parameters: Record {
        var scale = TypeName("")
        var proposed = ""
        var because: String?
        var ratings: [DomainRating] = []
        static let fields: [Field<Parameters>] = [
            Field("scale", \.scale, "The type whose values are the headlines.", isLiteral: true),
            Field("proposed", \.proposed, "The headline proposed."),
            Field("because", \.because, "Why it is proposed."),
            Field("ratings", \.ratings, "The ratings that it rests on.", isRequired: false),
        ]
    }

    struct Form: Record {
        var headline: String?
        static let fields: [Field<Form>] = [
            Field(
                "headline", \.headline, "The headline; the proposed one if left out, and another needs a reason.",
                typedBy: "scale")
        ]
    }

    struct Outputs: Record {
        var headline = ""
        var proposed = ""
        var isOverridden = false
        var reason: String?
        static let fields: [Field<Outputs>] = [
            Field("headline", \.headline, "The headline as confirmed.", typedBy: "scale"),
            Field("proposed", \.proposed, "The headline that was proposed.", typedBy: "scale"),
            Field("overridden", \.isOverridden, "Whether the two differ."),
            Field("reason", \.reason, "The reason given."),
        ]
    }

    static let name = "assessment.confirm"
    static let summary = "A person confirms a proposed headline, or overrides it with a reason."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("confirmed", "The headline is the one proposed.", verb: .approve),
            OutcomeSchema("overridden", "The headline is another.", needsReason: true),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = [.init("Proposed", .string(parameters.proposed))]
        if let because = parameters.because { facts.append(.init("Because", .string(because))) }
        if !parameters.ratings.isEmpty { facts.append(.init("Ratings", .list(parameters.ratings.map(\.recordValue)))) }
        return Brief(
            "Confirm the headline, or choose another and say why.", facts: facts,
            suggestion: Form(headline: parameters.proposed).recordValue)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let headline = submission.form.headline ?? parameters.proposed
        let isOverridden = headline != parameters.proposed
        var faults = FormFaults()
        ScaleCheck.run(headline, on: parameters.scale, at: "headline", in: context, into: &faults)
        let outcome = faults.outcome(
            of: submission, among: Self.outcomes(for: parameters),
            implied: isOverridden ? "overridden" : "confirmed")
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(
            outcome,
            Outputs(
                headline: headline, proposed: parameters.proposed, isOverridden: isOverridden,
                reason: submission.reason))
    }

    func lapse(_ parameters: Parameters, in context: StepContext) throws -> Outputs {
        Outputs(proposed: parameters.proposed)
    }
}
