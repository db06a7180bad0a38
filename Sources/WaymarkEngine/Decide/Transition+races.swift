import WaymarkDefinition

extension Transition {
    /// The first step that ends in a branch of a race decides it: the other branches are withdrawn.
    mutating func decideRace(in list: Int) throws {
        guard let branch = state.activities[list], let parent = branch.parent, let race = state.activities[parent],
            case .branches(let progress) = race.work, progress.winner == nil, !progress.isDetour,
            case .step(let index) = race.node, case .race(let branches) = definition.steps[index].construct
        else { return }
        let name = branches[branch.branch].name
        try emit(
            .raceDecided(
                RaceDecided(
                    activity: race.number, step: definition.steps[index].id, branch: branch.branch, name: name)))
        for other in state.children(of: race.number) where other.number != list {
            try emit(.activityWithdrawn(ActivityWithdrawn(activity: other.number, reason: "\(name) came first")))
        }
    }
}
