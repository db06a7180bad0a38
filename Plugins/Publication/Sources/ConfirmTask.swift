import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// An organisation says where it made a document public, or why it did not: expected, not compelled (F17, I9, Q-12).
struct ConfirmTask: TaskKind {
    struct Parameters: Record {
        var document = Document()
        static let fields: [Field<Parameters>] = [
            Field("document", \.document, "The document that is expected to be made public.")
        ]
    }

    struct Form: Record {
        var place: String?
        var publishedOn: LocalDate?
        static let fields: [Field<Form>] = [
            Field("place", \.place, "Where it can be read: an address of the web, or a place."),
            Field("published_on", \.publishedOn, "Since when; today if left out."),
        ]
    }

    struct Outputs: Record {
        var isPublished = false
        var place: String?
        var publishedOn: LocalDate?
        var reason: String?
        static let fields: [Field<Outputs>] = [
            Field("published", \.isPublished, "Whether it was made public."),
            Field("place", \.place, "Where it can be read."),
            Field("published_on", \.publishedOn, "Since when."),
            Field("reason", \.reason, "Why it was not made public."),
        ]
    }

    static let name = "publication.confirm"
    static let summary = "Records where an organisation made a document public, or why it did not."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("published", "It was made public."),
            OutcomeSchema("not_published", "It was not made public.", needsReason: true),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        Brief(
            "Say where \"\(parameters.document.title)\" can be read by the public, or why it was not published.",
            facts: [.init("Document", parameters.document.recordValue)])
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        if outcome == "published" {
            faults.requireText(
                form.place, at: "place", "expected where it can be read, but nothing is said",
                help: "give an address or a place, or choose not_published with a reason")
            if let day = form.publishedOn, day > context.today {
                faults.add("published_on", "\(day) is still to come", help: "answer when it is public")
            }
        } else if outcome == "not_published", form.place != nil || form.publishedOn != nil {
            faults.add(
                form.place != nil ? "place" : "published_on", "it was not published, yet a place or a day is given",
                help: "leave both out, or choose published")
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        let isPublished = outcome == "published"
        return StepResult(
            outcome,
            Outputs(
                isPublished: isPublished, place: form.place,
                publishedOn: isPublished ? form.publishedOn ?? context.today : nil,
                reason: isPublished ? nil : submission.reason))
    }
}
