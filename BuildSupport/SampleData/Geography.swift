/// The invented regions and the area teams in them: 27 teams, 211 groups.
enum Geography {
    struct Region {
        var name: String
        var teams: [Team]
    }

    struct Team {
        var name: String
        var groupCount: Int
        var duties: Set<Duty>

        init(_ name: String, _ groupCount: Int, _ duties: Set<Duty> = []) {
            self.name = name
            self.groupCount = groupCount
            self.duties = duties
        }
    }

    /// What some teams commission for others as well.
    enum Duty {
        case specialised, armedForces, healthAndJustice
    }

    static let regions: [Region] = [
        Region(
            name: "Northmoor",
            teams: [
                Team("Fellside", 8, [.specialised, .armedForces]), Team("Tarnmere", 8, [.healthAndJustice]),
                Team("Stonebeck", 8, [.specialised]), Team("Highscar", 8), Team("Coldwater", 8, [.healthAndJustice]),
                Team("Eastfold", 7, [.specialised]), Team("Millbrook", 7, [.healthAndJustice]),
                Team("Ravensgill", 7), Team("Saltmarsh", 7),
            ]),
        Region(
            name: "Midvale",
            teams: [
                Team("Oakfield", 8, [.specialised]), Team("Hollybank", 8, [.healthAndJustice]),
                Team("Claywold", 8, [.specialised, .armedForces]), Team("Greenlow", 8),
                Team("Woldsedge", 8, [.healthAndJustice]), Team("Meadowside", 7, [.specialised]),
                Team("Foxcote", 7, [.healthAndJustice]), Team("Bellwater", 7),
            ]),
        Region(
            name: "Thamesgate",
            teams: [
                Team("Northbank", 11, [.specialised]), Team("Southbank", 11, [.healthAndJustice]),
                Team("Lockside", 10),
            ]),
        Region(
            name: "Southmere",
            teams: [
                Team("Chalkdown", 8, [.specialised, .armedForces]), Team("Harbourside", 7, [.healthAndJustice]),
                Team("Westcombe", 7, [.specialised]), Team("Heathland", 7), Team("Orchard", 7, [.healthAndJustice]),
                Team("Causeway", 7, [.specialised]), Team("Sandhaven", 7, [.healthAndJustice]),
            ]),
    ]

    static let teams: [Team] = regions.flatMap(\.teams)
}
