import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// A person raises a concern with its evidence, or says why not (H1, H9, R-41).
///
/// A timer may lead here, but only a person moves anything up a rung.
struct RaiseTask: TaskKind {
    struct Parameters: Record {
        var body = EscalationBody.ccg
        var evidence: [EvidenceItem] = []
        var ratings: [DomainRating] = []
        var prompt: String?
        static let fields: [Field<Parameters>] = [
            Field("body", \.body, "Whether it is about a CCG or an area team.", isRequired: false, isLiteral: true),
            Field("evidence", \.evidence, "The evidence that may be cited.", isRequired: false),
            Field("ratings", \.ratings, "The ratings that may bear on it.", isRequired: false),
            Field("prompt", \.prompt, "Why this is asked now."),
        ]
    }

    struct Form: Record {
        var concern: String?
        var domain: String?
        var route: EscalationRoute?
        var evidence: [String] = []
        var furtherEvidence: String?
        static let fields: [Field<Form>] = [
            Field("concern", \.concern, "The concern, in a few sentences."),
            Field("domain", \.domain, "The domain that it is about."),
            Field("route", \.route, "Where it should go."),
            Field("evidence", \.evidence, "The evidence for it, by id.", isRequired: false),
            Field("further_evidence", \.furtherEvidence, "Evidence that is not in the list."),
        ]
    }

    struct Outputs: Record {
        var isRaised = false
        var concern: String?
        var domain: String?
        var route: EscalationRoute?
        var evidence: [EvidenceItem] = []
        var furtherEvidence: String?
        var raisedBy: PersonID?
        var reason: String?
        static let fields: [Field<Outputs>] = [
            Field("raised", \.isRaised, "Whether the concern was raised."),
            Field("concern", \.concern, "The concern."),
            Field("domain", \.domain, "The domain that it is about."),
            Field("route", \.route, "Where it should go."),
            Field("evidence", \.evidence, "The evidence cited."),
            Field("further_evidence", \.furtherEvidence, "Evidence that was not in the list."),
            Field("raised_by", \.raisedBy, "Who raised it, and so may not decide it."),
            Field("reason", \.reason, "Why it was not raised, or what was added."),
        ]
    }

    static let name = "escalation.raise"
    static let summary = "A person raises a concern with evidence, or says why it is not raised."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("raised", "The concern goes on."),
            OutcomeSchema("not_raised", "The concern is not raised.", needsReason: true),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = []
        if let prompt = parameters.prompt { facts.append(.init("Asked because", .string(prompt))) }
        facts.append(.init("Routes", .list(parameters.body.routes.map { .string($0.rawValue) })))
        facts.append(.init("Evidence", .list(parameters.evidence.map(\.recordValue))))
        if !parameters.ratings.isEmpty { facts.append(.init("Ratings", .list(parameters.ratings.map(\.recordValue)))) }
        return Brief("Raise the concern with its evidence, or say why it is not raised.", facts: facts)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        if outcome == "raised" { check(form, parameters, into: &faults) }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        guard outcome == "raised" else { return StepResult(outcome, Outputs(reason: submission.reason)) }
        return StepResult(
            outcome,
            Outputs(
                isRaised: true, concern: form.concern, domain: form.domain, route: form.route,
                evidence: parameters.evidence.filter { form.evidence.contains($0.id) },
                furtherEvidence: form.furtherEvidence, raisedBy: PersonID(submission.actor.id),
                reason: submission.reason))
    }

    private func check(_ form: Form, _ parameters: Parameters, into faults: inout FormFaults) {
        let routes = parameters.body.routes
        let offered = routes.map(\.rawValue).joined(separator: ", ")
        faults.requireText(form.concern, at: "concern", "expected the concern, but nothing is said")
        faults.requireText(form.domain, at: "domain", "expected the domain that it is about")
        if let route = form.route {
            if !routes.contains(route) {
                faults.add(
                    "route", "\(route.rawValue) is not a route for \(parameters.body.words)",
                    help: "it is one of: \(offered)")
            }
        } else {
            faults.add("route", "expected where the concern should go", help: "it is one of: \(offered)")
        }
        if form.evidence.isEmpty, form.furtherEvidence?.isBlank ?? true {
            faults.add(
                "evidence", "a concern must rest on evidence",
                help: "cite some by id, or describe it in further_evidence")
        } else if !form.evidence.isEmpty {
            EvidenceCheck.run(form.evidence, of: parameters.evidence, at: "evidence", into: &faults)
        }
    }
}
