import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// An urgent action for quality or safety, recorded after it was taken (HX, R-45).
///
/// Nothing comes before it and nothing waits for it: the step is a log, never a permission.
struct UrgentActionTask: TaskKind {
    struct Parameters: Record {
        var tell: [OrganisationID] = []
        static let fields: [Field<Parameters>] = [
            Field("tell", \.tell, "The organisations that are to hear of it.", isRequired: false)
        ]
    }

    struct Form: Record {
        var what = ""
        var why = ""
        var who = ""
        var actedAt = Instant(millisecondsSinceEpoch: 0)
        static let fields: [Field<Form>] = [
            Field("what", \.what, "What was done."),
            Field("why", \.why, "Why it could not wait."),
            Field("who", \.who, "Who did it."),
            Field("acted_at", \.actedAt, "When it was done."),
        ]
    }

    struct Outputs: Record {
        var what: String?
        var why: String?
        var who: String?
        var actedAt: Instant?
        var recordedAt: Instant?
        var tell: [OrganisationID] = []
        static let fields: [Field<Outputs>] = [
            Field("what", \.what, "What was done."),
            Field("why", \.why, "Why it could not wait."),
            Field("who", \.who, "Who did it."),
            Field("acted_at", \.actedAt, "When it was done."),
            Field("recorded_at", \.recordedAt, "When it was recorded."),
            Field("tell", \.tell, "The organisations that are to hear of it."),
        ]
    }

    static let name = "escalation.urgent_action"
    static let summary = "Records an urgent action after it was taken: what, why, who and when."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema("logged", "The action is on record.")]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        Brief("Record what was done, after it was done.")
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        faults.requireText(form.what, at: "what", "expected what was done")
        faults.requireText(form.why, at: "why", "expected why it could not wait")
        faults.requireText(form.who, at: "who", "expected who did it")
        if form.actedAt > context.now {
            faults.add(
                "acted_at", "\(form.actedAt) is still to come, and this records what was done",
                help: "act first; nothing here has to allow it")
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(
            outcome,
            Outputs(
                what: form.what, why: form.why, who: form.who, actedAt: form.actedAt, recordedAt: context.now,
                tell: parameters.tell))
    }
}
