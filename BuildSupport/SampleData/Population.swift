/// How many people the groups serve: log-normal about 230,000, with fixed numbers of very small and very large ones.
enum Population {
    static let median = 230_000
    static let allowed = 70_000...900_000
    static let smallCount = 12
    static let largeCount = 8

    private static let middle = 100_000...600_000
    /// Of the logarithm; it puts about as many below 100,000 and above 600,000 as the fixed numbers say.
    private static let spread = 0.53

    static func drawn(for count: Int, seed: UInt64) -> [Int] {
        var generator = SplitMix64(seed: seed, subject: "population")
        let bands =
            Array(repeating: allowed.lowerBound...(middle.lowerBound - 100), count: smallCount)
            + Array(repeating: (middle.upperBound + 100)...allowed.upperBound, count: largeCount)
            + Array(repeating: middle, count: count - smallCount - largeCount)
        return generator.shuffled(bands).map { draw(within: $0, &generator) }
    }

    private static func draw(within band: ClosedRange<Int>, _ generator: inout SplitMix64) -> Int {
        while true {
            let people = Double(median) * exponential(spread * normal(&generator))
            let rounded = Int(people / 100) * 100
            if band.contains(rounded) { return rounded }
        }
    }

    /// Twelve even draws added up: near enough to normal, and the same to the last bit on every machine.
    private static func normal(_ generator: inout SplitMix64) -> Double {
        let total = (0..<12).reduce(0) { sum, _ in sum + generator.below(1_000_000) }
        return Double(total) / 1_000_000 - 6
    }

    /// The exponential by (1 + x/1024)^1024, again for the sake of equal bits everywhere.
    private static func exponential(_ exponent: Double) -> Double {
        var power = 1 + exponent / 1024
        for _ in 0..<10 { power *= power }
        return power
    }
}
