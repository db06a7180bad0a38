import CEL
import Testing

struct EvaluationTests {
    private let environment = Environment(variables: [
        "a": .int, "text": .string, "items": .list(.int), "map": .map(.string, .int), "any": .dyn,
        "steps.x": .map(.string, .dyn),
    ])

    @Test func `a failure has its place`() throws {
        let failure = try Expression.failure("1 + a / 0", in: environment, ["a": .int(1)])
        #expect(failure == EvaluationFailure("divide by zero", start: 4, end: 9, source: "1 + a / 0"))
        let missing = try Expression.failure("1 + a", in: environment)
        #expect(missing == EvaluationFailure("`a` has no value here", start: 4, end: 5, source: "1 + a"))
    }

    @Test(arguments: [
        ("a / 0 == 1 || true", true), ("false && a / 0 == 1", false), ("a / 0 == 1 && false", false),
        ("[1, 0].exists(x, a / x == 1)", true), ("[0, 1].all(x, a / x == 2)", false),
    ])
    func `logic gives an answer when one side decides it`(text: String, isTrue: Bool) throws {
        #expect(try Expression.value(text, in: environment, ["a": .int(1)]) == .bool(isTrue))
    }

    @Test func `a variable without a value is absent, not a fault, when asked for`() throws {
        let texts = ["has(steps.x)", "has(steps.x.y)", "steps.x.?y.hasValue()"]
        for text in texts {
            #expect(try Expression.value(text, in: environment) == .bool(false))
            #expect(try Expression.value(text, in: environment, ["steps.x": .map(["y": .int(1)])]) == .bool(true))
        }
    }

    @Test func `locals of macros within macros do not disturb each other`() throws {
        let text = "[1, 2].map(x, [10, 20].map(y, x * y + cel.bind(x, 1000, x)) + [x])"
        let wanted: Value = .list([
            .list([.int(1010), .int(1020), .int(1)]), .list([.int(1020), .int(1040), .int(2)]),
        ])
        #expect(try Expression.value(text) == wanted)
    }

    @Test func `text that only looks the same is not the same`() throws {
        #expect(try Expression.value("'\\u00e9' == 'e\\u0301'") == .bool(false))
        #expect(try Expression.value("'\\u00e9' in {'e\\u0301': 1}") == .bool(false))
        #expect(try Expression.value("size('e\\u0301')") == .int(2))
    }

    @Test(arguments: [
        "items.map(a, items.map(b, items.map(c, a + b + c)))",
        "items.all(a, items.all(b, items.all(c, a + b + c >= 0)))",
        "items.exists(a, items.exists(b, items.exists(c, a + b + c < 0)))",
        "cel.bind(a, items, cel.bind(b, [a,a,a,a,a,a,a,a], cel.bind(c, [b,b,b,b,b,b,b,b], cel.bind(d, [c,c,c,c,c,c,c,c],"
            + "[d,d,d,d,d,d,d,d] == [d,d,d,d,d,d,d,d]))))",
        "items.map(a, items == items && items == items && items == items).size() > 0 && items.all(a, 'x' in [text, text + text])"
            + "&& items.all(a, text.replace('x', text) == text)",
    ])
    func `an expression that would go on for ever is stopped`(text: String) throws {
        let items: Value = .list((0..<2000).map { .int($0) })
        let values: [String: Value] = ["items": items, "text": .string(String(repeating: "x", count: 20_000))]
        let failure = try Expression.failure(text, in: environment, values)
        #expect(failure != nil)
    }

    @Test func `a value cannot grow beyond the limit`() throws {
        let half = String(repeating: "x", count: Limits.producedSizeMax / 2)
        let values: [String: Value] = ["text": .string(half)]
        #expect(
            try Expression.value("(text + text).size()", in: environment, values) == .int(Int64(Limits.producedSizeMax))
        )
        let failure = try Expression.failure("(text + text + 'x').size()", in: environment, values)
        #expect(failure?.message == "a value would be larger than \(Limits.producedSizeMax)")
    }

    @Test func `steps are counted to the limit`() throws {
        // The macro, the list, and the condition for each of 1,000 items.
        let program = try Expression.program("items.all(x, true)", in: environment)
        let activation = DictionaryActivation(["items": .list(Array(repeating: .int(0), count: 1000))])
        #expect(try program.evaluate(activation, stepsMax: 1002) == .bool(true))
        #expect(throws: EvaluationFailure.self) { try program.evaluate(activation, stepsMax: 1001) }
    }

    @Test func `a host's function receives the arguments and the activation`() throws {
        let function = FunctionDeclaration("twice", [.init([.string], .int)]) {
            arguments, activation throws(EvaluationFailure) in
            guard case .string(let name) = arguments[0], case .int(let number) = try activation.value(of: name) else {
                throw EvaluationFailure("no number")
            }
            return .int(number * 2)
        }
        let environment = Environment(variables: ["a": .int], functions: [function])
        #expect(try Expression.value("twice('a') + 1", in: environment, ["a": .int(4)]) == .int(9))
        let failure = try Expression.failure("1 + twice('b')", in: environment)
        #expect(failure == EvaluationFailure("no number", start: 4, end: 14, source: "1 + twice('b')"))
    }
}
