import WaymarkDefinition

extension Transition {
    /// Has the case go on under another version of its workflow, as it was previewed.
    mutating func migrate(_ command: MigrateCase) throws {
        guard state.status == .open else {
            throw Rejection(
                .notOpen, "Expected to migrate case \(state.id), but it has ended: \(state.outcome ?? "")")
        }
        let reason = try checkedReason(command.reason, for: "migrate the case")
        guard command.revision == state.revision else {
            throw Rejection(
                .wrongState,
                "Expected case \(state.id) to stand as it was previewed, but something has happened in it since",
                help: "look at the preview again, then migrate")
        }
        guard command.target.hash != definition.hash else {
            throw Rejection(
                .wrongState,
                "Expected case \(state.id) to be on another version, but it is on \(definition.version) already")
        }
        var planner = MigrationPlanner(
            state, from: definition, to: command.target, map: command.map, openedAt: command.openedAt, context: context)
        var plan = planner.run()
        guard let obstacle = plan.obstacles.first else {
            plan.event.reason = reason
            try emit(.caseMigrated(plan.event))
            goOn(under: command.target)
            return moveOn(joining: plan.joining)
        }
        throw Rejection(
            .cannotMove,
            "Expected case \(state.id) to move to version \(command.target.version), but \(obstacle.message)",
            help: obstacle.help.isEmpty ? nil : obstacle.help,
            faults: plan.obstacles.dropFirst().map { FieldFailure(path: $0.step, message: $0.message, help: $0.help) })
    }

    /// What the new version lets go on does: branches that are enough now, and lists with more to do.
    private mutating func moveOn(joining: [Int]) {
        for step in joining { move(.branchEnded(step: step)) }
        let lists = state.activities.values.filter { if case .list = $0.work { true } else { false } }
        for list in lists.sorted(by: { $0.number < $1.number }) { move(.run(list: list.number)) }
    }
}
