import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// Finds the worst of the ratings that people gave (Q-02); a table of the workflow says what follows from it.
///
/// It reads ratings and nothing else, so no figure can reach the headline but through a person's judgement (R-24).
struct WorstComputation: ComputationKind {
    struct Parameters: Record {
        var ratings: [DomainRating] = []
        var scale = TypeName("")
        var domains: [String] = []
        static let fields: [Field<Parameters>] = [
            Field("ratings", \.ratings, "The ratings that people gave, one for each domain."),
            Field("scale", \.scale, "The type whose values are the ratings, best first.", isLiteral: true),
            Field("domains", \.domains, "The domains that must be rated; not checked if left out.", isRequired: false),
        ]
    }

    struct Outputs: Record {
        var worst = ""
        var domains: [String] = []
        var reason = ""
        static let fields: [Field<Outputs>] = [
            Field("worst", \.worst, "The worst rating.", typedBy: "scale"),
            Field("domains", \.domains, "The domains that have it."),
            Field("reason", \.reason, "The same in a sentence."),
        ]
    }

    static let name = "assessment.worst"
    static let summary = "Finds the worst of the ratings that people gave."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema("found", "The worst rating is known.")]
    }

    func compute(_ parameters: Parameters, in context: StepContext) throws -> StepResult<Outputs> {
        try requireAll(parameters.domains, in: parameters.ratings)
        let scale = context.values(of: parameters.scale)
        let ranks = try parameters.ratings.map { try rank(of: $0, in: scale, parameters.scale) }
        guard let worstRank = ranks.max() else {
            throw StepFailure(
                "there is no rating to find the worst of", help: "rate the domains first", isPermanent: true)
        }
        let worst = scale[worstRank]
        let domains = zip(parameters.ratings, ranks).filter { $0.1 == worstRank }.map(\.0.domain)
        return StepResult(
            "found",
            Outputs(
                worst: worst, domains: domains,
                reason: "The worst of \(ranks.count) ratings is \(worst) (\(domains.joined(separator: ", ")))."))
    }

    private func requireAll(_ domains: [String], in ratings: [DomainRating]) throws {
        let rated = ratings.map(\.domain)
        let missing = domains.filter { !rated.contains($0) }
        guard missing.isEmpty else {
            throw StepFailure(
                "not rated: \(missing.joined(separator: ", "))", help: "rate every domain first", isPermanent: true)
        }
        if let twice = rated.first(where: { domain in rated.count { $0 == domain } > 1 }) {
            throw StepFailure("\(twice) is rated twice", help: "hand over one rating a domain", isPermanent: true)
        }
    }

    private func rank(of rating: DomainRating, in scale: [String], _ type: TypeName) throws -> Int {
        guard let rank = scale.firstIndex(of: rating.rating) else {
            throw StepFailure(
                "the rating \"\(rating.rating)\" of \(rating.domain) is not a \(type)",
                help: "it is one of: \(scale.joined(separator: ", "))", isPermanent: true)
        }
        return rank
    }
}
