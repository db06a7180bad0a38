/// The names of the commissioning groups: a first part and a kind of landscape.
enum GroupNames {
    struct Name {
        var text: String
        var short: String
    }

    private static let firsts = [
        "Alder", "Ashmere", "Beacon", "Brackenford", "Cairn", "Dunmere", "Elmstow", "Fernleigh", "Gorsewick",
        "Hazelmoor", "Juniper", "Kestrel", "Larkmoor", "Marlstone", "Nettlebeck", "Oakmarsh", "Pinewater",
        "Quarrydown", "Rowanstead", "Silverbeck", "Thornwater", "Vinehollow", "Willowmere", "Yarrowfield",
    ]

    /// With the letter that closes the short form; Fells and Downs take their second, so that all differ and none jars.
    private static let seconds = [
        ("Vale", "V"), ("Moor", "M"), ("Coast", "C"), ("Forest", "F"), ("Downs", "O"), ("Harbour", "H"), ("Fells", "E"),
        ("Weald", "W"), ("Levels", "L"),
    ]

    /// So many names in a drawn order; Alder Vale is always the first, because guides and examples use it.
    static func drawn(_ count: Int, seed: UInt64) -> [Name] {
        var generator = SplitMix64(seed: seed, subject: "group names")
        let all = firsts.flatMap { first in
            seconds.map { Name(text: "\(first) \($0.0)", short: first.prefix(2).uppercased() + $0.1) }
        }
        return Array((all.prefix(1) + generator.shuffled(Array(all.dropFirst()))).prefix(count))
    }
}
