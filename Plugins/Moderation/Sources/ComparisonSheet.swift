import AssuranceRecords
import WaymarkDefinition

/// Proposals laid side by side by domain and concern; it reads ratings and support, and changes neither.
struct ComparisonSheet {
    private struct Concern: Hashable, Comparable {
        var domain: String
        var name: String

        static func < (left: Concern, right: Concern) -> Bool {
            (left.domain, left.name) < (right.domain, right.name)
        }
    }

    /// The lines, by domain, concern and support.
    private(set) var rows: [ComparisonRow] = []
    /// The proposals that differ from others with the same concern.
    private(set) var outliers: [Outlier] = []

    /// Compares proposals; their order does not matter.
    init(_ proposals: [SupportProposal]) {
        let groups = Dictionary(grouping: proposals) {
            Concern(domain: $0.domain, name: $0.concern.lowercased())
        }
        for concern in groups.keys.sorted() {
            add((groups[concern] ?? []).sorted { $0.ccg.description < $1.ccg.description })
        }
    }

    private mutating func add(_ proposals: [SupportProposal]) {
        let bySupport = Dictionary(grouping: proposals, by: Self.kinds)
        let supports = bySupport.keys.sorted { $0.map(\.rawValue).lexicographicallyPrecedes($1.map(\.rawValue)) }
        for support in supports {
            let alike = bySupport[support] ?? []
            rows.append(
                ComparisonRow(
                    domain: alike[0].domain, concern: alike[0].concern, support: support,
                    ratings: Set(alike.map(\.rating)).sorted(), ccgs: alike.map(\.ccg)))
        }
        guard supports.count > 1, !proposals[0].concern.isBlank else { return }
        let usual = supports.first { (bySupport[$0] ?? []).count * 2 > proposals.count }
        for proposal in proposals where Self.kinds(of: proposal) != usual {
            outliers.append(outlier(proposal, usual: usual))
        }
    }

    private func outlier(_ proposal: SupportProposal, usual: [SupportKind]?) -> Outlier {
        let support = Self.kinds(of: proposal)
        let others = usual.map { "most with the same concern get \($0.words)" } ?? "others with the same concern differ"
        return Outlier(
            ccg: proposal.ccg, ccgName: proposal.ccgName, domain: proposal.domain, concern: proposal.concern,
            support: support, usual: usual ?? [],
            note: "\(proposal.ccgName) gets \(support.words) for \(proposal.concern); \(others).")
    }

    /// The kinds of support of a proposal, each once, lightest first.
    private static func kinds(of proposal: SupportProposal) -> [SupportKind] {
        let present = Set(proposal.support.map(\.kind))
        return SupportKind.allCases.filter(present.contains)
    }
}
