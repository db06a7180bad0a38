import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// Lays the proposals of a cohort side by side and names the members that are missing (G1, G2, R-28).
///
/// Different support for the same concern is flagged; nothing is rated again.
struct CompareComputation: ComputationKind {
    struct Parameters: Record {
        var proposals: [SupportProposal] = []
        var expected: [OrganisationID] = []
        var received: [OrganisationID] = []
        static let fields: [Field<Parameters>] = [
            Field("proposals", \.proposals, "The proposals of the cohort."),
            Field("expected", \.expected, "Every member of the cohort."),
            Field("received", \.received, "The members whose assessment is in, with a proposal or without."),
        ]
    }

    struct Outputs: Record {
        var sheet: [ComparisonRow] = []
        var outliers: [Outlier] = []
        var missing: [OrganisationID] = []
        var missingNames: [String] = []
        static let fields: [Field<Outputs>] = [
            Field("sheet", \.sheet, "The proposals by domain, concern and support."),
            Field("outliers", \.outliers, "The proposals that differ from others with the same concern."),
            Field("missing", \.missing, "The members whose assessment is not in."),
            Field("missing_names", \.missingNames, "What people call them."),
        ]
    }

    static let name = "moderation.compare"
    static let summary = "Lays proposals of support side by side, flags differences and names missing members."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("ready", "Every member of the cohort is in."),
            OutcomeSchema("closed_with_missing", "The comparison closed without some members, who are named."),
        ]
    }

    func compute(_ parameters: Parameters, in context: StepContext) throws -> StepResult<Outputs> {
        let sheet = ComparisonSheet(parameters.proposals)
        let present = Set(parameters.received).union(parameters.proposals.map(\.ccg))
        let missing = Set(parameters.expected).subtracting(present).sorted { $0.description < $1.description }
        let names = try missing.map { try context.directory.organisation($0.description)?.name ?? $0.description }
        return StepResult(
            missing.isEmpty ? "ready" : "closed_with_missing",
            Outputs(sheet: sheet.rows, outliers: sheet.outliers, missing: missing, missingNames: names))
    }
}
