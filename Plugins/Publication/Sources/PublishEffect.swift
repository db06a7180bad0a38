import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// Releases a document to an audience, never before its day (R-53, I8, J15).
struct PublishEffect: EffectKind {
    struct Parameters: Record {
        var document = Document()
        var audience = Audience.parties
        var notBefore: LocalDate?
        var replaces: [Document] = []
        static let fields: [Field<Parameters>] = [
            Field("document", \.document, "What is released."),
            Field("audience", \.audience, "Who may see it.", isLiteral: true),
            Field("not_before", \.notBefore, "The first day on which it may be released."),
            Field("replaces", \.replaces, "Earlier versions, which stay readable.", isRequired: false),
        ]
    }

    struct Outputs: Record {
        var document = Document()
        var audience = Audience.parties
        var publishedOn = LocalDate(daysSinceEpoch: 0)
        var place = ""
        static let fields: [Field<Outputs>] = [
            Field("document", \.document, "What was released."),
            Field("audience", \.audience, "Who may see it."),
            Field("published_on", \.publishedOn, "The day of the release."),
            Field("place", \.place, "Where it stands in the folder of publications."),
        ]
    }

    static let name = "publication.publish"
    static let summary = "Releases a document to an audience, once, and notes it in the audience's index."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema("published", "The document is released.")]
    }

    func perform(_ parameters: Parameters, in context: EffectContext) async throws -> StepResult<Outputs> {
        let today = context.step.today
        if let first = parameters.notBefore, today < first {
            throw StepFailure(
                "\"\(parameters.document.title)\" may not be released before \(first), and today is \(today)",
                help: "let the step wait until \(first), or try again then", isPermanent: true)
        }
        let bytes = try KeptDocument.bytes(of: parameters.document, from: context.services)
        let audience = parameters.audience.rawValue
        let file = try PublicationFolder(
            path: "\(context.publicationFolder)/\(audience)", isRehearsal: context.isRehearsal
        ).publish(
            bytes,
            as: .init(
                key: context.idempotencyKey, document: parameters.document, audience: audience,
                caseID: context.step.caseID, subject: context.step.subject, publishedOn: today.description,
                replaces: parameters.replaces.map(\.hash)))
        return StepResult(
            "published",
            Outputs(
                document: parameters.document, audience: parameters.audience, publishedOn: today,
                place: "\(audience)/\(file)"))
    }
}
