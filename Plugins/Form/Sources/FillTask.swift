import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// Asks a person for what a type of the workflow says, and gives it with that type.
///
/// The engine checks the answers against the type before they come here, and names every fault at its own field.
/// Silence answers nothing: where a deadline ends the step, there are no answers.
struct FillTask: TaskKind {
    struct Parameters: Record {
        var asks = TypeName("")
        var prompt: String?
        var facts: Value?
        var start: Value?
        var decline: String?
        static let fields: [Field<Parameters>] = [
            Field("asks", \.asks, "The type that is filled in, as a rule a record.", isLiteral: true),
            Field("prompt", \.prompt, "What is asked, in a sentence or two."),
            Field("facts", \.facts, "What the person should know, by name."),
            Field("start", \.start, "What is filled in already; the person may change it.", typedBy: "asks"),
            Field(
                "decline", \.decline, "The name of the outcome when it is not filled in, for a reason.", isLiteral: true
            ),
        ]
    }

    struct Form: Record {
        var answers: Value?
        static let fields: [Field<Form>] = [
            Field("answers", \.answers, "What is asked for.", typedBy: "asks")
        ]
    }

    struct Outputs: Record {
        var answers: Value?
        var reason: String?
        static let fields: [Field<Outputs>] = [
            Field("answers", \.answers, "What was filled in.", typedBy: "asks"),
            Field("reason", \.reason, "The reason given."),
        ]
    }

    static let name = "form.fill"
    static let summary = "A person fills in a form whose fields are those of a type of the workflow."

    private static let filled = "filled"

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        var outcomes = [OutcomeSchema(filled, "It is filled in.")]
        if let name = parameters.decline {
            outcomes.append(OutcomeSchema(name, "It is not filled in, for a reason.", needsReason: true))
        }
        return outcomes
    }

    static func check(_ parameters: Parameters) -> [FieldFailure] {
        guard let name = parameters.decline else { return [] }
        if let fault = OutcomeName.fault(name, at: "decline") { return [fault] }
        return name == filled
            ? [FieldFailure(path: "decline", message: "\(filled) is the outcome of a form that is filled in")] : []
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        let suggestion = parameters.start.map { Form(answers: $0).recordValue }
        return Brief(
            parameters.prompt ?? "", facts: Brief.Fact.named(parameters.facts), suggestion: suggestion)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let answers = submission.form.answers
        var faults = FormFaults()
        let implied = answers == nil ? parameters.decline : Self.filled
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters), implied: implied)
        if answers == nil, parameters.decline == nil {
            faults.add("answers", "a value is required", help: "fill in what is asked for")
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(outcome, Outputs(answers: answers, reason: submission.reason))
    }
}
