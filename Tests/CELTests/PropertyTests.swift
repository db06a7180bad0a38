import CEL
import Testing

/// Whatever is written, checking and evaluating end without a crash; the same in every run.
struct PropertyTests {
    private static let environment = CheckerTests.environment

    private static let words: [String] = [
        "1", "0", "-", "+", "*", "/", "%", "(", ")", "[", "]", "{", "}", ",", ":", "?", ".", "!", "&&", "||", "==", "<",
        ">=", "in",
        "'a'", "b'x'", "r\"\\\"", "1.5", "2u", "0x", "inputs", ".quarter", "steps.rate", ".rating", "subject",
        "anything", "x",
        "map(x, x)", ".all(x, x)", ".exists(", "has(", "size(", ".matches('a*')", "cel.bind(x, 1, x)", "optional.of(",
        ".?a",
        "[?", "true", "null", "\"", "'''", "\\", "`a`", "é", "//", "\n", "duration('1s')", "int(", "max(",
        ".format([1])",
        "9223372036854775807", "-9223372036854775808", "1e309", ".optMap(", "timestamp(0)", "sort()", ".sortBy(x, x)",
    ]

    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private func run(_ text: String) {
        for isChecked in [true, false] {
            let result = check(text, in: Self.environment, isChecked: isChecked)
            #expect((result.program == nil) == !result.problems.isEmpty)
            let length = text.unicodeScalars.count
            for problem in result.problems {
                #expect(
                    problem.start >= 0 && problem.start <= problem.end && problem.end <= length, "\(text): \(problem)")
                #expect(!problem.message.isEmpty)
            }
            guard let program = result.program else { continue }
            let values: [String: Value] = [
                "subject": .map(["name": .string("n")]), "anything": .list([.int(1)]), "inputs.quarter": .string("Q3"),
            ]
            _ = try? program.evaluate(DictionaryActivation(values))
        }
    }

    @Test(arguments: 1...8)
    func `words in any order`(seed: UInt64) {
        var generator = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
        for _ in 0..<500 {
            let count = Int.random(in: 1...14, using: &generator)
            let words = (0..<count).map { _ in Self.words.randomElement(using: &generator) ?? "" }
            run(words.joined(separator: Bool.random(using: &generator) ? " " : ""))
        }
    }

    @Test(arguments: 1...4)
    func `characters in any order`(seed: UInt64) {
        var generator = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
        let characters = Array("ab1.'\"\\(){}[]?:+-*/!&|<>=,` \n\u{0}é😀\u{301}rux0")
        for _ in 0..<500 {
            let count = Int.random(in: 0...20, using: &generator)
            run(String((0..<count).map { _ in characters.randomElement(using: &generator) ?? "a" }))
        }
    }

    @Test(arguments: 1...4)
    func `patterns in any order`(seed: UInt64) throws {
        var generator = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
        let characters = Array("ab.*+?()[]{}|^$\\dwDp:-,12é<>Pi=!")
        let environment = Environment(variables: ["pattern": .string])
        let program = try Expression.program("'abba 12'.matches(pattern)", in: environment)
        for _ in 0..<500 {
            let count = Int.random(in: 0...12, using: &generator)
            let pattern = String((0..<count).map { _ in characters.randomElement(using: &generator) ?? "a" })
            _ = try? program.evaluate(DictionaryActivation(["pattern": .string(pattern)]))
        }
    }

    @Test func `whatever is nested or repeated without end is refused or ends`() {
        let openers = [
            "(", "[", "{1:", "!", "-", "a.", "a[", "true ? ", "true ? true : ", "[1].map(x, ", "f(", "cel.bind(x, 1, ",
        ]
        for opener in openers {
            run(String(repeating: opener, count: 3000))
            run(String(repeating: opener, count: 3000) + "1")
        }
        run("a" + String(repeating: ".b", count: 10_000))
        run("1" + String(repeating: "+1", count: 10_000))
        run("1" + String(repeating: "[0]", count: 10_000))
        run(String(repeating: "true ? 1 : ", count: 2000) + "1")
    }
}
