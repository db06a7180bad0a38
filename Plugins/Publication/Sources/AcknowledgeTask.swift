import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// Somebody takes note of a document: it is news in their work, never a permission (HX, R-45).
struct AcknowledgeTask: TaskKind {
    struct Parameters: Record {
        var document = Document()
        var news: String?
        static let fields: [Field<Parameters>] = [
            Field("document", \.document, "The document to take note of."),
            Field("news", \.news, "What it says, in a sentence."),
        ]
    }

    struct Form: Record {
        var remark: String?
        static let fields: [Field<Form>] = [Field("remark", \.remark, "Anything to say about it.")]
    }

    struct Outputs: Record {
        var isNoted = false
        var notedOn: LocalDate?
        var remark: String?
        static let fields: [Field<Outputs>] = [
            Field("noted", \.isNoted, "Whether somebody took note."),
            Field("noted_on", \.notedOn, "The day on which they did."),
            Field("remark", \.remark, "What they said about it."),
        ]
    }

    static let name = "publication.acknowledge"
    static let summary = "Somebody takes note of a document that they were given."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema("noted", "They have read it.")]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        Brief(
            parameters.news ?? "Take note of \"\(parameters.document.title)\".",
            facts: [.init("Document", parameters.document.recordValue)])
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(outcome, Outputs(isNoted: true, notedOn: context.today, remark: submission.form.remark))
    }
}
