/// An expression that has been parsed and checked, ready to be evaluated as often as needed.
///
/// Immutable; a class because definitions hold many and hand them on at each step.
package final class CheckedExpression: Sendable {
    /// A variable that an expression reads.
    package struct Reference: Hashable, Sendable {
        /// Its declared name.
        package var name: String
        /// The field selected from it, if one is.
        package var selectedField: String?
        /// Whether it is only asked for, by `has(…)` or `.?`, so that it may be missing.
        package var isPresenceTest: Bool
        /// The first character, in Unicode scalars from 0.
        package var start: Int
        /// The character after the last.
        package var end: Int
    }

    /// The text.
    package let source: String
    /// The type of its value.
    package let resultType: CELType
    /// The variables that it reads, in the order of the text.
    package let references: [Reference]
    let code: Code
    let slotCount: Int

    init(source: String, resultType: CELType, references: [Reference], code: Code, slotCount: Int) {
        self.source = source
        self.resultType = resultType
        self.references = references
        self.code = code
        self.slotCount = slotCount
    }

    /// The value, when it is the same every time.
    package var literal: Value? {
        if case .constant(let value) = code.kind { value } else { nil }
    }

    /// The value for some variables.
    /// - Parameters:
    ///   - activation: Where the values of variables come from.
    ///   - stepsMax: The most steps that it may take.
    /// - Returns: The value, of ``resultType``.
    /// - Throws: `EvaluationFailure` when a variable has no value, an operation is not possible, or a limit is passed.
    package func evaluate(
        _ activation: some Activation, stepsMax: Int = Limits.evaluationStepsMax
    ) throws(EvaluationFailure) -> Value {
        var machine = Machine(activation: activation, slotCount: slotCount, stepsMax: stepsMax)
        do {
            return try machine.value(of: code)
        } catch {
            var failure = error
            if failure.source == nil { failure.source = source }
            throw failure
        }
    }
}

/// What came of checking an expression.
package struct CheckResult: Sendable {
    /// The expression, when nothing is wrong with it.
    package var program: CheckedExpression?
    /// Everything that is wrong with it, in the order of the text; a fault of the grammar comes alone.
    package var problems: [Problem]
    /// How many declared names were gone through because of what is wrong.
    package var namesCompared = 0
}

/// Parses and checks an expression.
/// - Parameters:
///   - source: The text.
///   - environment: What it may name.
///   - isChecked: Whether types are checked; without it every type is `dyn`, and faults come when it is evaluated.
/// - Returns: The expression, or everything that is wrong with it.
package func check(_ source: String, in environment: Environment, isChecked: Bool = true) -> CheckResult {
    let syntax: SyntaxNode
    do {
        syntax = try Parser.parse(source)
    } catch {
        return CheckResult(program: nil, problems: [error])
    }
    var checker = Checker(environment: environment, isLenient: !isChecked)
    let (code, type) = checker.check(syntax)
    guard checker.problems.isEmpty else {
        return CheckResult(
            program: nil, problems: checker.problems.sorted { ($0.start, $0.end) < ($1.start, $1.end) },
            namesCompared: checker.namesCompared)
    }
    return CheckResult(
        program: CheckedExpression(
            source: source, resultType: type.settled, references: checker.references.sorted { $0.start < $1.start },
            code: code, slotCount: checker.slotCount), problems: [])
}
