import CEL
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// Conditions that are the same every time: what they make dead is an error, what they make needless a warning.
extension WorkflowChecker {
    /// The condition of a step's `when`.
    mutating func when(of step: ParsedStep) -> CheckedExpression? {
        guard let node = step["when"] else { return nil }
        moment = .asking
        defer { moment = nil }
        guard let condition = condition(node, loops: step.loops, at: step) else { return nil }
        switch condition.constant {
        case false?:
            report(
                .constantCondition, at: node.span, "`\(step.id)` never runs, because its `when` is always false",
                help: "mend the condition, or leave the step out")
        case true?:
            report(
                .constantCondition, .warning, at: node.span, "the `when` of `\(step.id)` is always true",
                help: "leave it out")
        case nil: break
        }
        return condition
    }

    /// The condition of a branch of `choose`; `isLast` when no other condition comes after it.
    mutating func branchCondition(
        _ node: YAMLNode, of step: ParsedStep, takesEvery: Bool, isLast: Bool
    ) -> CheckedExpression? {
        guard let condition = condition(node, loops: step.loops, at: step) else { return nil }
        switch condition.constant {
        case false?:
            report(
                .constantCondition, at: node.span, "this branch is never taken, because its `when` is always false",
                help: "mend the condition, or leave the branch out")
        case true? where takesEvery:
            report(
                .constantCondition, .warning, at: node.span, "this branch is always taken",
                help: "mend the condition, or put its steps before or after `\(step.id)`")
        case true? where isLast:
            report(
                .constantCondition, .warning, at: node.span, "this branch is taken whenever no other is",
                help: "write `else` in place of its `when` and `steps`")
        case true?:
            report(
                .constantCondition, at: node.span,
                "the branches after this one are never taken, because its `when` is always true",
                help: "mend the condition, or make it the `else` at the end")
        case nil: break
        }
        return condition
    }

    /// The conditions of a loop: `until` ends it when true after a pass, `while` when false before one.
    mutating func loopConditions(of step: ParsedStep) -> (until: CheckedExpression?, holding: CheckedExpression?) {
        // `until` is asked after a pass, so it may read what the pass gave.
        moment = .afterPass
        let until = step["until"].flatMap { condition($0, loops: step.loops, at: step, includesOwn: true) }
        moment = .beforePass
        let holding = step["while"].flatMap { condition($0, loops: step.loops, at: step, includesOwn: true) }
        moment = nil
        let isEndless =
            (step["until"] == nil || until?.constant == false) && (step["while"] == nil || holding?.constant == true)
            && step["at_most"] == nil
        if isEndless {
            report(
                .endlessLoop, at: step["until"]?.span ?? step["while"]?.span ?? step.span, "nothing ends this loop",
                help: "add until:, while: or at_most:")
            return (until, holding)
        }
        if let until, let node = step["until"] { checkUntil(until, node) }
        if let holding, let node = step["while"] { checkWhile(holding, node) }
        return (until, holding)
    }

    private mutating func checkUntil(_ until: CheckedExpression, _ node: YAMLNode) {
        switch until.constant {
        case false?:
            report(
                .constantCondition, .warning, at: node.span, "this `until` is never true", help: "leave it out")
        case true?:
            report(
                .constantCondition, .warning, at: node.span,
                "the loop makes only one pass, because its `until` is always true",
                help: "mend the condition, or put the steps into the list itself")
        case nil: break
        }
    }

    private mutating func checkWhile(_ holding: CheckedExpression, _ node: YAMLNode) {
        switch holding.constant {
        case false?:
            report(
                .constantCondition, at: node.span, "the loop makes no pass, because its `while` is always false",
                help: "mend the condition, or leave the loop out")
        case true?:
            report(
                .constantCondition, .warning, at: node.span, "this `while` is always true", help: "leave it out")
        case nil: break
        }
    }

    /// The condition that a `wait` waits for.
    mutating func waitCondition(_ node: YAMLNode, of step: ParsedStep) -> CheckedExpression? {
        guard let condition = condition(node, loops: step.loops, at: step) else { return nil }
        switch condition.constant {
        case false? where step["timeout"] == nil:
            report(
                .constantCondition, at: node.span, "the wait never ends, because its condition is always false",
                help: "mend the condition, or add a timeout")
        case false?:
            report(
                .constantCondition, .warning, at: node.span,
                "this condition is always false, so only time ends the wait",
                help: "write for: or until: in place of the condition")
        case true?:
            report(
                .constantCondition, .warning, at: node.span,
                "the wait waits for nothing, because its condition is true",
                help: "mend the condition, or leave the step out")
        case nil: break
        }
        return condition
    }

    /// The condition that closes an open loop.
    mutating func closingCondition(_ node: YAMLNode, of step: ParsedStep) -> CheckedExpression? {
        guard let condition = condition(node, loops: step.loops, at: step) else { return nil }
        switch condition.constant {
        case false? where step["timeout"] == nil && (step["join"] == nil || step["join"]?.text == "all"):
            report(
                .constantCondition, at: node.span, "the loop never closes, because its condition is always false",
                help: "mend the condition, or write open: true for a loop that ends with its last item")
        case false?:
            report(
                .constantCondition, .warning, at: node.span,
                "this condition is always false, so nothing closes the loop before it has what it needs",
                help: "mend the condition")
        case true?:
            report(
                .constantCondition, .warning, at: node.span,
                "the loop is never open, because what closes it is always true",
                help: "mend the condition, or leave `open` out")
        case nil: break
        }
        return condition
    }
}

extension CheckedExpression {
    /// Whether the condition holds, when that is the same every time.
    var constant: Bool? {
        if case .bool(let flag)? = literal { flag } else { nil }
    }
}
