import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// A decision with a closed set of outcomes that the workflow names.
///
/// Every outcome needs a reason except the plain yes; where one outcome is presumed, every other needs one.
/// The document that it rests on is kept with the decision by its hash.
struct DecideTask: TaskKind {
    struct Parameters: Record {
        var question = ""
        var approve = "approved"
        var returned: String?
        var reject: String?
        var also: [String] = []
        var presumption: String?
        var document: Document?
        var facts: Value?
        static let fields: [Field<Parameters>] = [
            Field("question", \.question, "What is to be decided."),
            Field("approve", \.approve, "The name of the outcome for yes.", isRequired: false, isLiteral: true),
            Field("return", \.returned, "The name of the outcome for back, with what is missing.", isLiteral: true),
            Field("reject", \.reject, "The name of the outcome for no.", isLiteral: true),
            Field("also", \.also, "The names of further outcomes, in order.", isRequired: false, isLiteral: true),
            Field("presumption", \.presumption, "The outcome that needs no reason; the others do.", isLiteral: true),
            Field("document", \.document, "What the decision rests on."),
            Field("facts", \.facts, "What the decider should know, by name."),
        ]
    }

    struct Form: Record {
        var note: String?
        static let fields: [Field<Form>] = [Field("note", \.note, "Anything to record besides the reason.")]
    }

    struct Outputs: Record {
        var decision: String?
        var reason: String?
        var note: String?
        var document: Document?
        static let fields: [Field<Outputs>] = [
            Field("decision", \.decision, "The outcome, by its name."),
            Field("reason", \.reason, "The reason given."),
            Field("note", \.note, "What was recorded besides."),
            Field("document", \.document, "The version that was decided on."),
        ]
    }

    static let name = "decision.decide"
    static let summary = "One person decides between outcomes that the workflow names, with a reason."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        let presumption = parameters.presumption
        func outcome(_ name: String, _ summary: String, verb: OutcomeSchema.Verb? = nil) -> OutcomeSchema {
            let isPlainYes = presumption == nil && verb == .approve
            return OutcomeSchema(name, summary, verb: verb, needsReason: !isPlainYes && name != presumption)
        }
        var outcomes = [outcome(parameters.approve, "Yes.", verb: .approve)]
        if let name = parameters.returned {
            outcomes.append(outcome(name, "Back, with what is missing.", verb: .return))
        }
        if let name = parameters.reject { outcomes.append(outcome(name, "No.", verb: .reject)) }
        return outcomes + parameters.also.map { outcome($0, "A further choice of this decision.") }
    }

    static func check(_ parameters: Parameters) -> [FieldFailure] {
        var named = [(path: "approve", name: parameters.approve)]
        if let name = parameters.returned { named.append(("return", name)) }
        if let name = parameters.reject { named.append(("reject", name)) }
        for (index, name) in parameters.also.enumerated() { named.append(("also[\(index)]", name)) }

        var faults: [FieldFailure] = []
        var seen: Set<String> = []
        for (path, name) in named {
            if let fault = OutcomeName.fault(name, at: path) { faults.append(fault) }
            if !seen.insert(name).inserted {
                faults.append(FieldFailure(path: path, message: "the outcome \(name) is named twice"))
            }
        }
        if named.count == 1 {
            faults.append(
                FieldFailure(
                    path: "approve", message: "a decision needs more than one outcome",
                    help: "name another under `return`, `reject` or `also`"))
        }
        if let presumption = parameters.presumption, !seen.contains(presumption) {
            let names = named.map(\.name).joined(separator: ", ")
            faults.append(
                FieldFailure(
                    path: "presumption", message: "\(presumption) is not an outcome of this decision",
                    help: "it has: \(names)"))
        }
        return faults
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = []
        if let document = parameters.document { facts.append(.init("Document", document.recordValue)) }
        if let presumption = parameters.presumption {
            facts.append(.init("Presumed, unless there is a reason", .string(presumption)))
        }
        facts += Brief.Fact.named(parameters.facts)
        return Brief(parameters.question, facts: facts)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(
            outcome,
            Outputs(
                decision: outcome, reason: submission.reason, note: submission.form.note, document: parameters.document)
        )
    }
}
