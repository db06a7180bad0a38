/// What was found of the deadlines of a definition, and what was looked at for it.
struct TimingReport: Sendable {
    /// What is wrong, by the place of the deadline in the file.
    var findings: [TimingFinding]
    /// What was looked at.
    var coverage: TimingCoverage
}

/// How much of a definition was looked at, which has its limits so that a check stays quick.
struct TimingCoverage: Sendable, Hashable {
    /// The rounds that there are.
    var rounds: Int
    /// Those that were gone through.
    var seen = 0
    /// Those of them in which there were too many steps to go through all.
    var cutShort = 0
    /// Every how manieth working day was taken as one on which a case starts.
    var dayStep: Int
    /// Whether a loop has more runs than were gone through.
    var cutsLoops = false
    /// How many steps were looked at.
    var effort = 0

    /// Describes what there is to be looked at.
    init(rounds: Int, dayStep: Int) {
        self.rounds = rounds
        self.dayStep = dayStep
    }

    /// Counts a round that was gone through.
    mutating func add(_ path: EarliestPath) {
        seen += 1
        effort += path.effort
        if path.isCutShort { cutShort += 1 }
    }

    /// What was not looked at, in words; empty where all was.
    var gaps: [String] {
        var gaps: [String] = []
        if seen < rounds { gaps.append("only the first \(seen) of \(rounds) rounds are gone through") }
        if cutShort > 0 {
            gaps.append(
                "in \(cutShort == seen ? "each of them" : "\(cutShort) of them") what comes after "
                    + "\(Limits.timedStepsOfRoundMax) steps counts as taking no time")
        }
        if dayStep > 1 { gaps.append("cases are taken to start on one of \(dayStep) working days") }
        if cutsLoops { gaps.append("of a loop \(Limits.timedPassesMax) runs are gone through") }
        return gaps
    }
}
