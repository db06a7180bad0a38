/// How a group is doing in truth; it colours the evidence and is written nowhere, so that no process can read it.
enum GroupTrait {
    case strong, stretched, fragile

    private static let stretchedPercent = 26
    private static let fragileCount = 4

    static func drawn(for count: Int, seed: UInt64) -> [GroupTrait] {
        var generator = SplitMix64(seed: seed, subject: "traits")
        let stretched = (count * stretchedPercent + 50) / 100
        let all =
            Array(repeating: GroupTrait.fragile, count: fragileCount)
            + Array(repeating: .stretched, count: stretched)
            + Array(repeating: .strong, count: count - fragileCount - stretched)
        return generator.shuffled(all)
    }
}
