/// The evidence other than the dashboard: three to eight pieces for every group.
struct EvidenceTable {
    static let itemsPerGroup = 3...8
    private static let dutyRiskPercent = 3

    private let country: Country
    private let traits: [GroupTrait]
    private let names: [String: String]
    private var generator: SplitMix64

    static func file(country: Country, traits: [GroupTrait], seed: UInt64) -> SampleFile {
        var table = EvidenceTable(country: country, traits: traits, seed: seed)
        return table.written()
    }

    private init(country: Country, traits: [GroupTrait], seed: UInt64) {
        self.country = country
        self.traits = traits
        names = country.namesByID
        generator = SplitMix64(seed: seed, subject: "evidence")
    }

    private mutating func written() -> SampleFile {
        var table = TableText(header: ["ccg", "type", "domain", "title", "source", "date", "finding"])
        let dutyRisks = drawnDutyRisks()
        for (index, group) in country.groups.enumerated() {
            let items = drawnItems(of: group, trait: traits[index], duty: dutyRisks[index])
            for item in items.sorted(by: { $0.day < $1.day }) {
                table.add([
                    group.id, item.template.type, item.template.domain,
                    item.isConcern ? item.template.concern : item.template.note, item.source, Self.date(day: item.day),
                    item.isConcern ? "concern" : "note",
                ])
            }
        }
        return SampleFile(path: "data/evidence/\(SampleData.quarter).csv", lines: table.lines)
    }

    private struct Item {
        var template: EvidenceTemplate
        var source: String
        /// Days since the quarter began.
        var day: Int
        var isConcern: Bool
    }

    private mutating func drawnItems(
        of group: SampleOrganisation, trait: GroupTrait, duty: EvidenceTemplate?
    ) -> [Item] {
        let count = generator.within(Self.itemsPerGroup) - (duty == nil ? 1 : 2)
        let survey = generator.pick(EvidenceTemplate.survey)
        let templates = [survey] + generator.shuffled(EvidenceTemplate.others).prefix(count)
        var items: [Item] = []
        for template in templates {
            let isConcern = generator.happens(percent: Self.concernPercent(of: trait))
            items.append(item(template, of: group, isConcern: isConcern))
        }
        if let duty { items.append(item(duty, of: group, isConcern: true)) }
        return items
    }

    private mutating func item(_ template: EvidenceTemplate, of group: SampleOrganisation, isConcern: Bool) -> Item {
        Item(
            template: template, source: source(template.source, of: group), day: generator.below(Self.daysOfQuarter),
            isConcern: isConcern)
    }

    private mutating func drawnDutyRisks() -> [Int: EvidenceTemplate] {
        let count = country.groups.count * Self.dutyRiskPercent / 100
        let rows = generator.shuffled(Array(country.groups.indices)).prefix(count)
        var risks: [Int: EvidenceTemplate] = [:]
        for row in rows { risks[row] = generator.pick(EvidenceTemplate.duties) }
        return risks
    }

    private static func concernPercent(of trait: GroupTrait) -> Int {
        switch trait {
        case .strong: 10
        case .stretched: 30
        case .fragile: 60
        }
    }

    private mutating func source(_ source: EvidenceTemplate.Source, of group: SampleOrganisation) -> String {
        let id =
            switch source {
            case .group: group.id
            case .council: group.related("council")
            case .wellbeingBoard: group.related("wellbeing_board")
            case .healthwatch: group.related("healthwatch")
            case .qualityGroup: group.related("quality_group")
            case .regulator: generator.pick(country.regulators).id
            case .supportCentre: "national_support_centre"
            }
        return id.flatMap { names[$0] } ?? ""
    }

    // MARK: - Telling the date

    /// The months of the quarter and their days.
    private static let months = [("2013-07", 31), ("2013-08", 31), ("2013-09", 30)]
    private static let daysOfQuarter = months.reduce(0) { $0 + $1.1 }

    private static func date(day: Int) -> String {
        var remaining = day
        for (month, days) in months {
            if remaining < days { return "\(month)-\(remaining < 9 ? "0" : "")\(remaining + 1)" }
            remaining -= days
        }
        preconditionFailure("Expected a day within the quarter, but \(day) lies past its end")
    }
}
