import CEL

/// What the expressions of one place of a workflow may name, and what came of those that were read there before.
struct ExpressionScope {
    let environment: Environment
    /// The expressions without faults, by their texts: in a large workflow the same ones are written again and again.
    var known: [String: CheckedExpression] = [:]

    init(_ environment: Environment) { self.environment = environment }
}
