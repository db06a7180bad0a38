/// All organisations of the fictional country, and how they belong together.
struct Country {
    static let groupCount = 211
    static let councilCount = 150
    private static let straddlingCount = 9

    let regions: [SampleOrganisation]
    let areaTeams: [SampleOrganisation]
    let groups: [SampleOrganisation]
    let councils: [SampleOrganisation]
    let wellbeingBoards: [SampleOrganisation]
    let healthwatches: [SampleOrganisation]
    let qualityGroups: [SampleOrganisation]

    init(seed: UInt64) {
        regions = Geography.regions.enumerated().map { index, region in
            SampleOrganisation(
                id: SampleOrganisation.code(40, index + 1), type: "region", name: "\(region.name) Region",
                short: "RG" + region.name.prefix(3).uppercased())
        }
        areaTeams = Self.areaTeams(in: regions)
        qualityGroups = zip(areaTeams, Geography.teams).enumerated().map { index, pair in
            SampleOrganisation(
                id: SampleOrganisation.code(13, index + 1), type: "quality_group",
                name: "\(pair.1.name) Quality Surveillance Group", short: "QG" + pair.1.name.prefix(3).uppercased(),
                relations: [("area_team", pair.0.id)])
        }
        let places = CouncilNames.drawn(Self.councilCount, seed: seed)
        councils = places.enumerated().map { index, place in
            SampleOrganisation(
                id: SampleOrganisation.code(10, index + 1), type: "council", name: place.council,
                short: place.letters + "C")
        }
        wellbeingBoards = places.enumerated().map { index, place in
            SampleOrganisation(
                id: SampleOrganisation.code(11, index + 1), type: "wellbeing_board",
                name: "\(place.place) Health and Wellbeing Board", short: place.letters + "B",
                relations: [("council", SampleOrganisation.code(10, index + 1))])
        }
        healthwatches = places.enumerated().map { index, place in
            SampleOrganisation(
                id: SampleOrganisation.code(12, index + 1), type: "healthwatch", name: "Healthwatch \(place.place)",
                short: place.letters + "H", relations: [("council", SampleOrganisation.code(10, index + 1))])
        }
        groups = Self.groups(seed: seed)
    }

    /// Everything by its id, for those who need a name.
    var namesByID: [String: String] {
        let all = nationalSections + groupSections + partnerSections
        return Dictionary(uniqueKeysWithValues: all.flatMap(\.members).map { ($0.id, $0.name) })
    }

    private static func areaTeams(in regions: [SampleOrganisation]) -> [SampleOrganisation] {
        let homes = zip(Geography.regions, regions).flatMap { region, organisation in
            region.teams.map { (team: $0, region: organisation.id) }
        }
        return homes.enumerated().map { index, home in
            SampleOrganisation(
                id: SampleOrganisation.code(39, index + 1), type: "area_team", name: "\(home.team.name) Area Team",
                short: "AT" + home.team.name.prefix(3).uppercased(), relations: [("region", home.region)],
                attributes: [
                    .init("specialised", .boolean(home.team.duties.contains(.specialised))),
                    .init("armed_forces", .boolean(home.team.duties.contains(.armedForces))),
                    .init("health_and_justice", .boolean(home.team.duties.contains(.healthAndJustice))),
                ])
        }
    }

    private static func groups(seed: UInt64) -> [SampleOrganisation] {
        var generator = SplitMix64(seed: seed, subject: "straddling groups")
        let names = GroupNames.drawn(groupCount, seed: seed)
        let populations = Population.drawn(for: groupCount, seed: seed)
        let straddling = Set(generator.shuffled(Array(0..<groupCount)).prefix(straddlingCount))
        return homes.enumerated().map { index, home in
            SampleOrganisation(
                id: SampleOrganisation.code(38, index + 1), type: "ccg", name: "\(names[index].text) CCG",
                short: names[index].short,
                relations: [
                    ("area_team", SampleOrganisation.code(39, home.team)),
                    ("council", SampleOrganisation.code(10, home.council)),
                    ("healthwatch", SampleOrganisation.code(12, home.council)),
                    ("wellbeing_board", SampleOrganisation.code(11, home.council)),
                    ("quality_group", SampleOrganisation.code(13, home.team)),
                ],
                attributes: [
                    .init("population", .integer(populations[index])),
                    .init("straddles", .boolean(straddling.contains(index))),
                ])
        }
    }

    /// The numbers of the area team and the council of each group; no council lies in two area teams.
    private static var homes: [(team: Int, council: Int)] {
        var homes: [(team: Int, council: Int)] = []
        var councilsGiven = 0
        for (index, team) in Geography.teams.enumerated() {
            let councilsDue = (homes.count + team.groupCount) * councilCount / groupCount
            let share = councilsDue - councilsGiven
            homes += (0..<team.groupCount).map { (index + 1, councilsGiven + $0 * share / team.groupCount + 1) }
            councilsGiven = councilsDue
        }
        return homes
    }
}
