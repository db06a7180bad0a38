import CEL

/// A way on from a step: an outcome that it may end with, and where that leads.
package struct StepWay: Sendable, Equatable {
    /// The outcome.
    package var outcome: String
    /// Where it leads.
    package var route: Route
}

extension Step {
    /// The ways on from the step once it is done, in the order in which its kind names the outcomes.
    ///
    /// What a case may do is answered here once, for the checker as for the net: an outcome for which the definition
    /// has a route can come, whoever gives it.
    ///
    /// `isCancelled`: Whether a `cancel` elsewhere names the step.
    package func ways(isCancelled: Bool) -> [StepWay] {
        var names = ownOutcomes
        if timeout != nil { names.append(BuiltInOutcome.timedOut) }
        if isCancelled { names.append(BuiltInOutcome.withdrawn) }
        names += routes.keys.filter { !names.contains($0) }.sorted()
        if names.isEmpty { names = [BuiltInOutcome.done] }
        return names.map { StepWay(outcome: $0, route: routes[$0] ?? .next) }
    }

    /// What the construct itself may end with.
    private var ownOutcomes: [String] {
        switch construct {
        case .uses(let use):
            return use.outcomes.map(\.name)
                + (use.human?.whenOverdue == .end ? [BuiltInOutcome.overdue] : [])
                + (use.human?.quorum == nil ? [] : [BuiltInOutcome.undecided])
        case .attempt(_, let handlers, _) where !handlers.isEmpty: return [BuiltInOutcome.done, BuiltInOutcome.caught]
        case .wait(.milestone): return [BuiltInOutcome.reached]
        case .wait(.message): return [BuiltInOutcome.received]
        case .wait(.condition(let condition)) where condition.literal == .bool(false): return []
        default: return [BuiltInOutcome.done]
        }
    }
}

extension [Step] {
    /// The steps that a `cancel` names.
    package var cancelledSteps: Set<Int> {
        var found: Set<Int> = []
        for case .cancel(let targets) in map(\.construct) { found.formUnion(targets) }
        return found
    }
}
