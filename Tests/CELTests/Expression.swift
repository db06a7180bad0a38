import CEL

/// Short ways to check and to evaluate in tests.
enum Expression {
    /// Why an expression has no value.
    struct Fault: Error, CustomStringConvertible {
        var problems: [Problem]
        var description: String { problems.map(\.message).joined(separator: "; ") }
    }

    static func program(_ text: String, in environment: Environment = Environment()) throws -> CheckedExpression {
        let result = check(text, in: environment)
        guard let program = result.program else { throw Fault(problems: result.problems) }
        return program
    }

    static func value(
        _ text: String, in environment: Environment = Environment(), _ values: [String: Value] = [:]
    ) throws -> Value {
        try program(text, in: environment).evaluate(DictionaryActivation(values))
    }

    static func problems(_ text: String, in environment: Environment = Environment()) -> [Problem] {
        check(text, in: environment).problems
    }

    /// The problems as `start-end message | suggestion`.
    static func report(_ text: String, in environment: Environment = Environment()) -> [String] {
        problems(text, in: environment).map { problem in
            "\(problem.start)-\(problem.end) \(problem.message)" + (problem.suggestion.map { " | \($0)" } ?? "")
        }
    }

    /// The message of the failure of an expression that is checked and then fails.
    static func failure(
        _ text: String, in environment: Environment = Environment(), _ values: [String: Value] = [:]
    ) throws -> EvaluationFailure? {
        let program = try program(text, in: environment)
        do {
            _ = try program.evaluate(DictionaryActivation(values))
            return nil
        } catch {
            return error
        }
    }
}
