import CEL
import WaymarkDefinition

extension Transition {
    /// Withdraws what runs in some steps; each ends with the outcome `withdrawn`, which it may route.
    ///
    /// From inside a loop only what belongs to the same item is meant, as with names in expressions.
    mutating func cancel(_ targets: [Int], by step: Step, in list: Activity) throws -> Entry {
        for target in targets {
            for activity in running(target, seenFrom: step, frame: list.frame) {
                guard state.status == .open, let current = state.activities[activity] else { continue }
                try withdraw(current, reason: "\(step.title) cancelled it")
            }
        }
        guard state.status == .open else { return .waiting }
        return try end(step, in: list, outcome: BuiltInOutcome.done)
    }

    /// Ends a step that is under way without a result.
    private mutating func withdraw(_ activity: Activity, reason: String) throws {
        guard let list = activity.parent else { return }
        let step = try step(of: activity)
        var hasGivenResult = false
        if case .branches(let progress) = activity.work { hasGivenResult = progress.isFinishing || progress.isDetour }
        try emit(.activityWithdrawn(ActivityWithdrawn(activity: activity.number, reason: reason)))
        guard !hasGivenResult else { return move(.run(list: list)) }
        try emit(
            .stepDone(
                StepDone(
                    activity: nil, parent: list, step: step.id, index: step.index, frame: activity.frame,
                    outcome: BuiltInOutcome.withdrawn, outputs: .map(MapValue([])), at: context.now)))
        try follow(BuiltInOutcome.withdrawn, of: step, in: list)
        move(.run(list: list))
    }

    private func running(_ target: Int, seenFrom step: Step, frame: Int) -> [Int] {
        let shared = zip(step.loops, definition.steps[target].loops).prefix { $0 == $1 }.count
        let item = shared > 0 ? frames(around: frame).reversed().dropFirst(shared - 1).first : nil
        return state.activities.values.filter { activity in
            guard activity.node == .step(target) else { return false }
            return item.map { frames(around: activity.frame).contains($0) } ?? true
        }.map(\.number).sorted()
    }

    /// The numbers of the items around a scope, itself first, without the case itself.
    private func frames(around frame: Int) -> [Int] {
        var numbers: [Int] = []
        var number = frame
        while let scope = state.frames[number] {
            if scope.kind != .failure { numbers.append(number) }
            number = scope.parent
        }
        return numbers
    }
}
