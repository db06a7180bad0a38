/// A measure of the fictional delivery dashboard; all numbers are in tenths of the unit.
struct Indicator {
    /// On which side of the threshold there is no concern; the threshold itself belongs to it.
    enum Direction: String {
        case atLeast = "at_least"
        case atMost = "at_most"
    }

    var id: String
    var domain: String
    var title: String
    var unit: String
    var threshold: Int
    var direction: Direction
    /// How far values lie from the threshold where all is well, and where there is a concern.
    var spread: (good: Int, concern: Int)

    func value(concern: Bool, _ generator: inout SplitMix64) -> Int {
        let better = direction == .atLeast ? 1 : -1
        return concern
            ? threshold - better * generator.within(1...spread.concern)
            : threshold + better * generator.within(0...spread.good)
    }

    var line: String {
        FlowText.mapping([
            .init("id", .text(id)), .init("domain", .text(domain)), .init("title", .text(title)),
            .init("unit", .text(unit)),
            .init("threshold", .decimal(Self.digits(threshold))), .init("direction", .text(direction.rawValue)),
        ]).line
    }

    /// Tenths as people write them, with one digit after the point.
    static func digits(_ tenths: Int) -> String {
        "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
