import CEL
import WaymarkDefinition

/// The branches of a choice by whether their conditions are constants.
struct StepChoice {
    /// Those that are taken or not.
    var optional: [GuardedBranch] = []
    /// Those that are always taken.
    var certain: [GuardedBranch] = []
    /// Those that are never taken.
    var dead: [GuardedBranch] = []
    /// Numbers of the branches that are never taken; the number after the last is that of `else`.
    var deadNumbers: [Int] = []
    /// The list of `else`, if it can be taken.
    var otherwise: Int?
    /// Whether every branch that holds is taken.
    var takesEvery: Bool
    /// Whether there may be nothing to do.
    var mayTakeNone: Bool
}

extension Step {
    /// Sorts the branches of a choice.
    func choice(_ branches: [GuardedBranch], _ otherwise: Int?, takesEvery: Bool) -> StepChoice {
        var choice = StepChoice(takesEvery: takesEvery, mayTakeNone: false)
        for (number, branch) in branches.enumerated() {
            let isPast = !takesEvery && !choice.certain.isEmpty
            if branch.when.literal == .bool(false) || isPast {
                choice.dead.append(branch)
                choice.deadNumbers.append(number)
            } else if branch.when.literal == .bool(true) {
                choice.certain.append(branch)
            } else {
                choice.optional.append(branch)
            }
        }
        if choice.certain.isEmpty {
            choice.otherwise = otherwise
            choice.mayTakeNone = otherwise == nil
        } else if let otherwise {
            choice.dead.append(GuardedBranch(when: branches[0].when, list: otherwise))
            choice.deadNumbers.append(branches.count)
        }
        return choice
    }
}

extension ForEachStep {
    /// Whether there may be no item.
    var mayBeEmpty: Bool {
        guard case .list(let items)? = items.literal else { return true }
        return items.isEmpty
    }
}

extension RepeatStep {
    /// Whether a first pass may begin.
    var mayBegin: Bool { condition?.literal != .bool(false) }
    /// Whether there may be no pass at all.
    var mayBeSkipped: Bool { condition.map { $0.literal != .bool(true) } ?? false }
    /// Whether the loop may end after a pass.
    var mayEnd: Bool {
        passesMax != nil || (until.map { $0.literal != .bool(false) } ?? false) || mayBeSkipped
    }
}
