import WaymarkDefinition

/// What a list of steps is to the step that it belongs to.
enum ListRole {
    /// The process itself.
    case process
    /// One of several lists that run at the same time; `isAwaited` when the step ends only after it.
    case together(isAwaited: Bool)
    /// A branch with a condition, after the conditions of the branches before it that keep it from being taken.
    case branch(number: Int)
    /// The branch that is taken when no other is.
    case otherwise
    /// What is done for each item, or again and again.
    case pass
    /// What is done once on every way through the step.
    case once
    /// What may be done, for reasons that no condition shows.
    case perhaps(why: String)
    /// What is tried, where something else is done when it fails.
    case attempted
    /// What is done after an outcome.
    case detour(outcome: String)
}

extension [Step] {
    /// The roles of all lists, by their index; of a list whose step could not be read nothing is claimed.
    func listRoles(count: Int) -> [ListRole] {
        var roles = [ListRole](repeating: .once, count: count)
        if count > 0 { roles[0] = .process }
        // By place, because going through the steps themselves would copy each of them.
        for index in indices {
            for (outcome, route) in self[index].routes {
                if case .steps(let list) = route { roles[list] = .detour(outcome: outcome) }
            }
            switch self[index].construct {
            case .parallel(let branches, let join, _):
                let isAwaited = join.needed(of: branches.count) == branches.count
                for branch in branches { roles[branch.list] = .together(isAwaited: isAwaited) }
            case .race(let branches):
                for branch in branches {
                    roles[branch.list] = .perhaps(why: "another branch of `\(self[index].id)` wins")
                }
            case .choose(let branches, let otherwise, _):
                for (number, branch) in branches.enumerated() { roles[branch.list] = .branch(number: number) }
                if let otherwise { roles[otherwise] = .otherwise }
            case .forEach(let loop): roles[loop.list] = .pass
            case .repeats(let loop): roles[loop.list] = .pass
            case .anyOrder(let branches):
                for branch in branches { roles[branch.list] = .together(isAwaited: true) }
            case .exclusive(_, let list): roles[list] = .once
            case .attempt(let list, let handlers, let undo):
                if !handlers.isEmpty {
                    roles[list] = .attempted
                }
                for handler in handlers { roles[handler.list] = .perhaps(why: "nothing in `\(self[index].id)` fails") }
                if let undo { roles[undo] = .perhaps(why: "`\(self[index].id)` is not undone") }
            default: break
            }
        }
        return roles
    }
}
