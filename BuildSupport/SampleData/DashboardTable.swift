/// The delivery dashboard: every indicator for every group.
enum DashboardTable {
    /// One value in so many is a concern; half of these fall to groups that do well, because a dashboard decides nothing.
    static let valuesPerConcern = 9

    static var indicatorFile: SampleFile {
        SampleFile(
            path: "data/dashboard/indicators.yaml", lines: ["indicators:"] + Indicator.all.map { "  - \($0.line)" })
    }

    static func file(groups: [SampleOrganisation], traits: [GroupTrait], seed: UInt64) -> SampleFile {
        var generator = SplitMix64(seed: seed, subject: "dashboard")
        let concerns = drawnConcerns(traits: traits, &generator)
        var table = TableText(
            header: ["ccg", "indicator", "domain", "value", "unit", "threshold", "direction", "concern"])
        for (row, group) in groups.enumerated() {
            for (column, indicator) in Indicator.all.enumerated() {
                let isConcern = concerns.contains(row * Indicator.all.count + column)
                table.add([
                    group.id, indicator.id, indicator.domain,
                    Indicator.digits(indicator.value(concern: isConcern, &generator)), indicator.unit,
                    Indicator.digits(indicator.threshold), indicator.direction.rawValue, isConcern ? "true" : "false",
                ])
            }
        }
        return SampleFile(path: "data/dashboard/\(SampleData.quarter).csv", lines: table.lines)
    }

    /// The cells of the table, counted row by row, that are a concern.
    private static func drawnConcerns(traits: [GroupTrait], _ generator: inout SplitMix64) -> Set<Int> {
        let columns = Indicator.all.count
        let half = traits.count * columns / valuesPerConcern / 2
        let cells = Array(0..<traits.count * columns)
        let strong = generator.shuffled(cells.filter { traits[$0 / columns] == .strong })
        let others = generator.shuffled(cells.filter { traits[$0 / columns] != .strong })
        return Set(strong.prefix(half) + others.prefix(half))
    }
}
