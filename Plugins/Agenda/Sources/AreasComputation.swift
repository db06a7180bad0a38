import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// Proposes areas for discussion from what is known, each with its source (F4, R-24).
///
/// Every dashboard concern, every sign of a duty not met and every survey finding becomes a mandatory area; other
/// concerns, replies of partners and what was carried forward become areas that people may leave out.
struct AreasComputation: ComputationKind {
    struct Parameters: Record {
        var concerns: [EvidenceItem] = []
        var evidence: [EvidenceItem] = []
        var replies: [EvidenceItem] = []
        var carried: [DiscussionArea] = []
        var domains: [String] = []
        static let fields: [Field<Parameters>] = [
            Field("concerns", \.concerns, "The concerns of the dashboard.", isRequired: false),
            Field("evidence", \.evidence, "The evidence that was gathered and collected.", isRequired: false),
            Field("replies", \.replies, "What partners raised.", isRequired: false),
            Field("carried", \.carried, "The areas that the round before left open.", isRequired: false),
            Field("domains", \.domains, "The domains in the order of the agenda; by name if empty.", isRequired: false),
        ]
    }

    struct Outputs: Record {
        var areas: [DiscussionArea] = []
        var mandatory: [String] = []
        static let fields: [Field<Outputs>] = [
            Field("areas", \.areas, "The areas by domain, the mandatory ones first."),
            Field("mandatory", \.mandatory, "The ids of the mandatory ones."),
        ]
    }

    static let name = "agenda.areas"
    static let summary = "Proposes areas for discussion from concerns, evidence, replies and what was carried forward."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema("proposed", "The areas are proposed.")]
    }

    func compute(_ parameters: Parameters, in context: StepContext) throws -> StepResult<Outputs> {
        var areas = parameters.concerns.map { area(of: $0, origin: .dashboard) }
        areas += parameters.evidence.compactMap { item in origin(of: item).map { area(of: item, origin: $0) } }
        areas += parameters.replies.filter { $0.finding == .concern }.map { area(of: $0, origin: .partner) }
        areas += parameters.carried
        var seen: Set<String> = []
        areas.removeAll { !seen.insert($0.id).inserted }
        let sorted = sorted(areas, by: parameters.domains)
        return StepResult("proposed", Outputs(areas: sorted, mandatory: sorted.filter(\.isMandatory).map(\.id)))
    }

    /// What sort of area evidence becomes; nil for what is only worth knowing.
    private func origin(of item: EvidenceItem) -> AreaOrigin? {
        switch item.type {
        case AreaOrigin.statutoryDuty.rawValue: .statutoryDuty
        case AreaOrigin.survey360.rawValue: .survey360
        case AreaOrigin.dashboard.rawValue: item.finding == .concern ? .dashboard : nil
        default: item.finding == .concern ? .evidence : nil
        }
    }

    private func area(of item: EvidenceItem, origin: AreaOrigin) -> DiscussionArea {
        var area = DiscussionArea()
        area.id = item.id
        area.domain = item.domain
        area.title = item.title
        area.source = item.source
        area.origin = origin
        area.isMandatory = origin.isMandatory
        area.evidence = [item.id]
        return area
    }

    private func sorted(_ areas: [DiscussionArea], by domains: [String]) -> [DiscussionArea] {
        let ranks = areas.enumerated().map { place, area in
            let rank = domains.firstIndex(of: area.domain) ?? domains.count
            return (key: (rank, area.domain, area.isMandatory ? 0 : 1, place), area: area)
        }
        return ranks.sorted { $0.key < $1.key }.map(\.area)
    }
}
