import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// The statutory test as a record of its own: failing, at risk of failing, or neither (H2, R-41).
///
/// A proposal that meets neither limb goes back to support.
struct TestTask: TaskKind {
    struct Parameters: Record {
        var concern = ""
        var evidence: [EvidenceItem] = []
        static let fields: [Field<Parameters>] = [
            Field("concern", \.concern, "The concern that is tested."),
            Field("evidence", \.evidence, "The evidence that may be cited.", isRequired: false),
        ]
    }

    struct Form: Record {
        var functions: [String] = []
        var evidence: [String] = []
        static let fields: [Field<Form>] = [
            Field("functions", \.functions, "The functions in question.", isRequired: false),
            Field("evidence", \.evidence, "The evidence that the answer rests on, by id.", isRequired: false),
        ]
    }

    struct Outputs: Record {
        var test: String?
        var functions: [String] = []
        var evidence: [String] = []
        var reason: String?
        static let fields: [Field<Outputs>] = [
            Field("test", \.test, "The outcome, by its name."),
            Field("functions", \.functions, "The functions in question."),
            Field("evidence", \.evidence, "The evidence cited, by id."),
            Field("reason", \.reason, "Why."),
        ]
    }

    static let name = "escalation.test"
    static let summary = "Records whether an organisation is failing, at risk of failing, or neither."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("failing", "It is failing to discharge its functions.", needsReason: true),
            OutcomeSchema(
                "at_risk_of_failing", "It is at risk of failing to discharge its functions.", needsReason: true),
            OutcomeSchema("neither", "Neither is so; support goes on.", needsReason: true),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        Brief(
            "Is the organisation failing to discharge its functions, at risk of failing, or neither?",
            facts: [
                .init("Concern", .string(parameters.concern)),
                .init("Evidence", .list(parameters.evidence.map(\.recordValue))),
            ])
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        if outcome == "failing" || outcome == "at_risk_of_failing" {
            if form.functions.allSatisfy(\.isBlank) {
                faults.add("functions", "expected the functions in question, but none is named")
            }
            if !parameters.evidence.isEmpty || !form.evidence.isEmpty {
                EvidenceCheck.run(form.evidence, of: parameters.evidence, at: "evidence", into: &faults)
            }
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(
            outcome,
            Outputs(test: outcome, functions: form.functions, evidence: form.evidence, reason: submission.reason))
    }
}
