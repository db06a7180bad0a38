import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// The comparison sheet of one region.
struct RegionalSheet: Record, Hashable {
    var region = OrganisationID("")
    var sheet: [ComparisonRow] = []

    static let fields: [Field<RegionalSheet>] = [
        Field("region", \.region, "The region."),
        Field("sheet", \.sheet, "Its comparison sheet."),
    ]
}

/// A concern for which regions propose different support.
struct RegionalDifference: Record, Hashable {
    var domain = ""
    var concern = ""
    var regions: [OrganisationID] = []
    var note = ""

    static let fields: [Field<RegionalDifference>] = [
        Field("domain", \.domain, "The domain."),
        Field("concern", \.concern, "The sort of concern."),
        Field("regions", \.regions, "The regions that have the concern."),
        Field("note", \.note, "What each of them proposes, in a sentence."),
    ]
}

/// Compares the regions' sheets, so that support is given alike across the country (G7, Q-04); it decides nothing.
struct NationalComputation: ComputationKind {
    struct Parameters: Record {
        var sheets: [RegionalSheet] = []
        static let fields: [Field<Parameters>] = [Field("sheets", \.sheets, "The sheets of the regions.")]
    }

    struct Outputs: Record {
        var differences: [RegionalDifference] = []
        static let fields: [Field<Outputs>] = [
            Field("differences", \.differences, "The concerns for which regions propose different support.")
        ]
    }

    static let name = "moderation.national"
    static let summary = "Compares the sheets of regions and notes where the same concern gets different support."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("consistent", "Regions propose the same support for the same concern."),
            OutcomeSchema("differences", "Regions differ; each difference is noted."),
        ]
    }

    func compute(_ parameters: Parameters, in context: StepContext) throws -> StepResult<Outputs> {
        var proposed: [Concern: [String: Set<[SupportKind]>]] = [:]
        var wording: [Concern: String] = [:]
        for sheet in parameters.sheets {
            for row in sheet.sheet where !row.concern.isBlank {
                let concern = Concern(domain: row.domain, name: row.concern.lowercased())
                proposed[concern, default: [:]][sheet.region.description, default: []].insert(row.support)
                wording[concern] = wording[concern] ?? row.concern
            }
        }
        let differences = try proposed.keys.sorted().compactMap { concern -> RegionalDifference? in
            let regions = proposed[concern] ?? [:]
            guard Set(regions.values).count > 1 else { return nil }
            return try difference(wording[concern] ?? concern.name, domain: concern.domain, regions, context)
        }
        return StepResult(
            differences.isEmpty ? "consistent" : "differences", Outputs(differences: differences))
    }

    private struct Concern: Hashable, Comparable {
        var domain: String
        var name: String

        static func < (left: Concern, right: Concern) -> Bool {
            (left.domain, left.name) < (right.domain, right.name)
        }
    }

    private func difference(
        _ concern: String, domain: String, _ regions: [String: Set<[SupportKind]>], _ context: StepContext
    ) throws -> RegionalDifference {
        let ids = regions.keys.sorted()
        let parts = try ids.map { id in
            let name = try context.directory.organisation(id)?.name ?? id
            return "\(name): \((regions[id] ?? []).map(\.words).sorted().joined(separator: " or "))"
        }
        return RegionalDifference(
            domain: domain, concern: concern, regions: ids.map(OrganisationID.init),
            note: parts.joined(separator: "; ") + ".")
    }
}
