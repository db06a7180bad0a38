import CEL
import WaymarkDefinition

/// Expressions and patterns, checked and evaluated.
enum ExpressionTrial {
    private static let environment = Environment(
        variables: [
            "n": .int, "x": .double, "s": .string, "l": .list(.int), "m": .map(.string, .dyn), "d": .dyn,
            "day": .abstract("date"), "word": .enumeration(EnumerationType(name: "word", values: ["low", "high"])),
        ], functions: HostFunctions.all, abstractTypes: HostFunctions.types)

    private static let values = DictionaryActivation([
        "n": .int(7), "x": .double(1.5), "s": .string("text"), "l": .list([.int(1), .int(2)]),
        "m": .map(["a": .int(1)]), "d": .null, "day": .string("2013-10-31"), "word": .string("low"),
    ])

    /// Steps for one evaluation: enough to get everywhere, few enough for many runs.
    private static let stepsMax = 20_000

    static func complaint(about text: String) -> String? {
        for isChecked in [true, false] {
            let result = check(text, in: environment, isChecked: isChecked)
            let length = text.unicodeScalars.count
            guard (result.program == nil) == !result.problems.isEmpty else {
                return "a program beside problems, or neither"
            }
            for problem in result.problems where !(0...length).contains(problem.start) || problem.end > length {
                return "the problem \"\(problem.message)\" lies outside of the text: \(problem.start)..<\(problem.end)"
            }
            guard let program = result.program else { continue }
            let first = outcome(program)
            let second = outcome(program)
            guard first == second else { return "evaluated twice: \(first), then \(second)" }
        }
        return nil
    }

    private static func outcome(
        _ program: CheckedExpression, _ values: DictionaryActivation = values
    ) -> String {
        do {
            return JSONText.string(of: try program.evaluate(values, stepsMax: stepsMax))
        } catch {
            return error.message
        }
    }

    /// A pattern, a line break, and the text in which it is looked for.
    static func patternComplaint(about text: String) -> String? {
        let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let quoted = DictionaryActivation(["s": .string(String(parts.last ?? "")), "p": .string(String(parts[0]))])
        let environment = Environment(variables: ["s": .string, "p": .string])
        guard let program = check("s.matches(p)", in: environment).program else { return "matches is not known" }
        let first = outcome(program, quoted), second = outcome(program, quoted)
        return first == second ? nil : "matched twice: \(first), then \(second)"
    }
}
