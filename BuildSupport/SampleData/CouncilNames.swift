/// The names of the upper-tier councils: a first part and an ending.
enum CouncilNames {
    struct Name {
        /// The place, as in `Ambershire`.
        var place: String
        /// The council, as in `Ambershire County Council`.
        var council: String
        /// Three letters that the short forms of everything in the place begin with.
        var letters: String
    }

    private static let firsts = [
        "Amber", "Bramble", "Clover", "Dapple", "Ember", "Fallow", "Garnet", "Heron", "Ivory", "Jasper", "Keld",
        "Linden",
        "Mallow", "Nutmeg", "Otter", "Pebble", "Quill", "Russet", "Sorrel", "Tansy", "Umber", "Velvet", "Wicker",
        "Yonder", "Zephyr",
    ]

    private static let endings = [
        ("shire", "County Council"), ("ford", "Borough Council"), ("bridge", "Council"), ("minster", "City Council"),
        ("haven", "Council"), ("well", "Borough Council"),
    ]

    static func drawn(_ count: Int, seed: UInt64) -> [Name] {
        var generator = SplitMix64(seed: seed, subject: "council names")
        let all = firsts.flatMap { first in
            endings.map { ending, kind in
                Name(
                    place: first + ending, council: "\(first)\(ending) \(kind)",
                    letters: (first.prefix(2) + ending.prefix(1)).uppercased())
            }
        }
        return Array(generator.shuffled(all).prefix(count))
    }
}
