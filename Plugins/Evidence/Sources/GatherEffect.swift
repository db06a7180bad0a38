import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// Reads what was brought together on an organisation for a period (F2).
///
/// The file is `evidence/<label of the period>.csv` in the data folder, the same for all cases of the period.
struct GatherEffect: EffectKind {
    struct Parameters: Record {
        var period = Period(.quarter, containing: LocalDate(daysSinceEpoch: 0))
        var organisation: OrganisationID?
        var types: [EvidenceType] = []
        static let fields: [Field<Parameters>] = [
            Field("period", \.period, "The period that the evidence is about."),
            Field("organisation", \.organisation, "Whom it is about; the subject of the case if left out."),
            Field("types", \.types, "The types of evidence there are, to fill in its level.", isRequired: false),
        ]
    }

    struct Outputs: Record {
        var items: [EvidenceItem] = []
        var concerns: [EvidenceItem] = []
        var source = ""
        static let fields: [Field<Outputs>] = [
            Field("items", \.items, "All evidence found."),
            Field("concerns", \.concerns, "Those of them that give cause for concern."),
            Field("source", \.source, "The file that it was read from."),
        ]
    }

    static let name = "evidence.gather"
    static let summary = "Reads the evidence on an organisation for a period from the data folder."

    private static let cache = DataFileCache<EvidenceTable>()

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("gathered", "There is evidence."),
            OutcomeSchema("nothing_found", "There is no evidence on this organisation."),
        ]
    }

    func perform(_ parameters: Parameters, in context: EffectContext) async throws -> StepResult<Outputs> {
        let file = "evidence/\(parameters.period.label).csv"
        let table = try Self.cache.content(of: file, in: context.dataFolder) { try EvidenceTable($0, file: file) }
        let found = table.items(of: parameters.organisation?.description ?? context.step.subject)
        let items = try found.map { try levelled($0, by: parameters.types, file: file) }
        return StepResult(
            items.isEmpty ? "nothing_found" : "gathered",
            Outputs(items: items, concerns: items.filter { $0.finding == .concern }, source: file))
    }

    private func levelled(_ item: EvidenceItem, by types: [EvidenceType], file: String) throws -> EvidenceItem {
        guard !types.isEmpty else { return item }
        guard let type = types.first(where: { $0.code == item.type }) else {
            throw StepFailure(
                "\(file) has evidence of the type \(item.type), which is not one of the types of this step",
                help: "it is one of: \(types.map(\.code).joined(separator: ", "))", isPermanent: true)
        }
        var item = item
        item.level = type.level
        return item
    }
}
