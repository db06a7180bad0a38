/// How much of a workflow its scenarios show at work, and what they do not.
package struct CoverageReport: Sendable {
    /// How much of one kind.
    package struct Count: Sendable, Hashable {
        /// What is counted.
        package var kind: CoverageItem.Kind
        /// How many there are.
        package var total: Int
        /// Those that no scenario shows, in words.
        package var missing: [String]
        /// How many are shown.
        package var covered: Int { total - missing.count }
    }

    /// The workflow.
    package var workflow: String
    /// Steps, routes, rows of tables and deadlines.
    package var counts: [Count]
    /// Routes that cannot be taken, with reasons; they are not counted.
    package var impossible: [ImpossibleRoute]
    /// Whether nothing is missing.
    package var isComplete: Bool { counts.allSatisfy { $0.missing.isEmpty } }

    /// Compares what there is with what was seen.
    init(_ map: CoverageMap, covered: Set<CoverageItem>, impossible: [ImpossibleRoute]) {
        workflow = map.workflow
        self.impossible = impossible
        let excluded = Set(impossible.map { CoverageItem.route($0.step, $0.outcome) })
        counts = CoverageItem.Kind.allCases.map { kind in
            let items = map.items.filter { $0.item.kind == kind && !excluded.contains($0.item) }
            return Count(
                kind: kind, total: items.count, missing: items.filter { !covered.contains($0.item) }.map(\.text))
        }
    }
}
