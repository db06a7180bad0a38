/// The ways through one round; those that are seldom asked for are gone through when they are.
struct RoundPaths {
    /// The round.
    let round: DatedRound
    /// With people who take the time that they are given.
    let given: EarliestPath
    private var prompt: EarliestPath?
    private var alone: [String: EarliestPath] = [:]

    /// Begins with the way that is always gone through.
    init(round: DatedRound, given: EarliestPath) {
        self.round = round
        self.given = given
    }

    /// How many steps were looked at besides those of the first way.
    var effort: Int { (prompt?.effort ?? 0) + alone.values.reduce(0) { $0 + $1.effort } }

    /// With people who take no time.
    mutating func atOnce(_ path: () -> EarliestPath) -> EarliestPath {
        if let prompt { return prompt }
        let new = path()
        prompt = new
        return new
    }

    /// Through a called workflow by itself.
    mutating func alone(_ workflow: String, _ path: () -> EarliestPath) -> EarliestPath {
        if let known = alone[workflow] { return known }
        let new = path()
        alone[workflow] = new
        return new
    }
}
