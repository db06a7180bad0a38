import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// A person rates one domain and cites the evidence that informed them (F10, J9, R-27).
///
/// There is no proposed rating, and none is computed: figures are evidence like any other.
struct RateTask: TaskKind {
    struct Parameters: Record {
        var scale = TypeName("")
        var domain = ""
        var question = ""
        var evidence: [EvidenceItem] = []
        var notes: [MeetingNote] = []
        static let fields: [Field<Parameters>] = [
            Field("scale", \.scale, "The type whose values are the ratings, best first.", isLiteral: true),
            Field("domain", \.domain, "The domain that is rated."),
            Field("question", \.question, "The question that the rating answers."),
            Field("evidence", \.evidence, "The evidence that may be cited."),
            Field("notes", \.notes, "What was noted at the meeting.", isRequired: false),
        ]
    }

    struct Form: Record {
        var rating = ""
        var reason = ""
        var evidence: [String] = []
        static let fields: [Field<Form>] = [
            Field("rating", \.rating, "The rating.", typedBy: "scale"),
            Field("reason", \.reason, "Why, in a few sentences."),
            Field("evidence", \.evidence, "The evidence that informed it, by id; at least one."),
        ]
    }

    struct Outputs: Record {
        var domain = ""
        var rating = ""
        var reason = ""
        var evidence: [String] = []
        var assessment = DomainRating()
        static let fields: [Field<Outputs>] = [
            Field("domain", \.domain, "The domain that was rated."),
            Field("rating", \.rating, "The rating.", typedBy: "scale"),
            Field("reason", \.reason, "Why."),
            Field("evidence", \.evidence, "The evidence cited, by id."),
            Field("assessment", \.assessment, "All of it as one record, to hand on."),
        ]
    }

    static let name = "assessment.rate"
    static let summary = "A person rates one domain on a scale and cites the evidence for it."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema("assessed", "The domain is rated.")]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = [
            .init("Domain", .string(parameters.domain)),
            .init("Ratings, best first", .list(context.values(of: parameters.scale).map(Value.string))),
            .init("Evidence", .list(parameters.evidence.map(\.recordValue))),
        ]
        if !parameters.notes.isEmpty { facts.append(.init("Meeting", .list(parameters.notes.map(\.recordValue)))) }
        return Brief(parameters.question, facts: facts)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        ScaleCheck.run(form.rating, on: parameters.scale, at: "rating", in: context, into: &faults)
        faults.requireText(form.reason, at: "reason", "a rating needs its reason")
        EvidenceCheck.run(form.evidence, of: parameters.evidence, at: "evidence", into: &faults)
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        var assessment = DomainRating()
        assessment.domain = parameters.domain
        assessment.rating = form.rating
        assessment.reason = form.reason
        assessment.evidence = form.evidence
        return StepResult(
            outcome,
            Outputs(
                domain: parameters.domain, rating: form.rating, reason: form.reason, evidence: form.evidence,
                assessment: assessment))
    }
}
