import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// Gives a document to organisations by name and to nobody else (F16, I7, R-54).
///
/// A new version stands beside the old ones and names them; none of them is touched.
struct ShareEffect: EffectKind {
    struct Parameters: Record {
        var document = Document()
        var to: [OrganisationID] = []
        var replaces: [Document] = []
        static let fields: [Field<Parameters>] = [
            Field("document", \.document, "What is given."),
            Field("to", \.to, "The organisations that get it."),
            Field("replaces", \.replaces, "Earlier versions, which stay readable.", isRequired: false),
        ]
    }

    struct Outputs: Record {
        var document = Document()
        var to: [OrganisationID] = []
        var sharedOn = LocalDate(daysSinceEpoch: 0)
        var places: [String] = []
        static let fields: [Field<Outputs>] = [
            Field("document", \.document, "What was given."),
            Field("to", \.to, "The organisations that got it."),
            Field("shared_on", \.sharedOn, "The day on which they got it."),
            Field("places", \.places, "Where it stands in the folder of publications, one for each organisation."),
        ]
    }

    static let name = "publication.share"
    static let summary = "Gives a document to named organisations, once each."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema("shared", "Every named organisation has the document.")]
    }

    func perform(_ parameters: Parameters, in context: EffectContext) async throws -> StepResult<Outputs> {
        guard !parameters.to.isEmpty else {
            throw StepFailure("nobody is named to share with", help: "give `to` at least one", isPermanent: true)
        }
        try requireKnown(parameters.to, in: context.step.directory)
        let bytes = try KeptDocument.bytes(of: parameters.document, from: context.services)
        let today = context.step.today
        var outputs = Outputs(document: parameters.document, sharedOn: today)
        for organisation in parameters.to where !outputs.to.contains(organisation) {
            let folder = "parties/\(PublicationFolder.safe(organisation.description, max: 80))"
            let file = try PublicationFolder(
                path: "\(context.publicationFolder)/\(folder)", isRehearsal: context.isRehearsal
            ).publish(
                bytes,
                as: .init(
                    key: context.idempotencyKey, document: parameters.document,
                    audience: organisation.description, caseID: context.step.caseID, subject: context.step.subject,
                    publishedOn: today.description, replaces: parameters.replaces.map(\.hash)))
            outputs.to.append(organisation)
            outputs.places.append("\(folder)/\(file)")
        }
        return StepResult("shared", outputs)
    }

    private func requireKnown(_ organisations: [OrganisationID], in directory: any Directory) throws {
        for organisation in organisations where try directory.organisation(organisation.description) == nil {
            throw StepFailure(
                "the register has no organisation \(organisation)", help: "correct `to`", isPermanent: true)
        }
    }
}
