import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// Reads the dashboard of an organisation for a period as evidence (M, F2).
///
/// A concern becomes an area for discussion and no more: neither a rating nor an intervention follows from a figure
/// . The file is `dashboard/<label of the period>.csv` in the data folder.
struct LoadEffect: EffectKind {
    struct Parameters: Record {
        var period = Period(.quarter, containing: LocalDate(daysSinceEpoch: 0))
        var organisation: OrganisationID?
        static let fields: [Field<Parameters>] = [
            Field("period", \.period, "The period that the figures are about."),
            Field("organisation", \.organisation, "Whom they are about; the subject of the case if left out."),
        ]
    }

    struct Outputs: Record {
        var evidence: [EvidenceItem] = []
        var concerns: [EvidenceItem] = []
        var indicators = 0
        var missing: [String] = []
        var source = ""
        static let fields: [Field<Outputs>] = [
            Field("evidence", \.evidence, "Every indicator that has a value, as evidence that can be cited."),
            Field("concerns", \.concerns, "Those of them that are flagged as a concern."),
            Field("indicators", \.indicators, "How many indicators there are."),
            Field("missing", \.missing, "The indicators without a value, by name."),
            Field("source", \.source, "The file that they were read from."),
        ]
    }

    static let name = "dashboard.load"
    static let summary = "Reads the figures of an organisation for a period, with the concerns flagged in them."

    private static let cache = DataFileCache<DashboardTable>()

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("loaded", "Every indicator has a value."),
            OutcomeSchema("partial", "Some indicators have no value; they are named, not guessed."),
        ]
    }

    func perform(_ parameters: Parameters, in context: EffectContext) async throws -> StepResult<Outputs> {
        let label = parameters.period.label
        let file = "dashboard/\(label).csv"
        let table = try Self.cache.content(of: file, in: context.dataFolder) { try DashboardTable($0, file: file) }
        var outputs = Outputs(indicators: table.indicators.count, source: file)
        for (id, domain, reading) in table.readings(of: parameters.organisation?.description ?? context.step.subject) {
            guard let reading, reading.value != nil else {
                outputs.missing.append(id)
                continue
            }
            let item = evidence(id: id, domain: domain, reading: reading, label: label)
            outputs.evidence.append(item)
            if reading.isConcern { outputs.concerns.append(item) }
        }
        return StepResult(outputs.missing.isEmpty ? "loaded" : "partial", outputs)
    }

    private func evidence(id: String, domain: String, reading: Reading, label: String) -> EvidenceItem {
        let name = Reading.spaced(id)
        var item = EvidenceItem()
        item.id = "dashboard-\(id)"
        item.type = "dashboard"
        item.domain = domain
        item.title = "\(name.prefix(1).uppercased())\(name.dropFirst()): \(reading.words)"
        item.source = "Delivery dashboard \(label)"
        item.finding = reading.isConcern ? .concern : .note
        item.level = "national"
        return item
    }
}
