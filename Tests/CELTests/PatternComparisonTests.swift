import CEL
import Foundation
import Testing

/// Random patterns are found where another engine finds them; texts are short, because that engine goes back.
///
/// Lazy repetitions change nothing in what is found, and are left out: the other errs where they repeat nothing.
struct PatternComparisonTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static func pattern(_ random: inout Generator, depth: Int) -> String {
        let count = Int.random(in: 1...3, using: &random)
        return (0..<count).map { _ in part(&random, depth: depth) + repetition(&random) }.joined()
    }

    private static func part(_ random: inout Generator, depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 12 : 9), using: &random) {
        case 0, 1: return "a"
        case 2: return "b"
        case 3: return "."
        case 4: return ["[ab]", "[^a]", "[a-c]", "[^b-c]", "[bc]", "[a-]"].randomElement(using: &random) ?? "a"
        case 5: return ["\\d", "\\w", "\\D", "\\W", "\\s", "\\."].randomElement(using: &random) ?? "a"
        case 6: return ["é", "日", "1", "_", " "].randomElement(using: &random) ?? "é"
        case 7: return ["\\b", "\\B", "^", "\\A", "\\z"].randomElement(using: &random) ?? "^"
        case 8: return ["\\pL", "\\p{Lu}", "\\P{L}", "\\x62", "[\\d_]"].randomElement(using: &random) ?? "b"
        case 9: return "(" + pattern(&random, depth: depth - 1) + ")"
        case 10: return "(?:" + pattern(&random, depth: depth - 1) + "|" + pattern(&random, depth: depth - 1) + ")"
        default: return "(?i:" + pattern(&random, depth: depth - 1) + ")"
        }
    }

    private static func repetition(_ random: inout Generator) -> String {
        let marks = ["", "", "", "", "*", "+", "?", "{2}", "{1,2}", "{0,1}", "{0}", "{2,}"]
        return marks.randomElement(using: &random) ?? ""
    }

    private static func text(_ random: inout Generator) -> String {
        let letters = ["a", "b", "c", "A", "B", "é", "É", "日", "1", "_", " ", ".", "]", "-"]
        return (0..<Int.random(in: 0...7, using: &random)).compactMap { _ in letters.randomElement(using: &random) }
            .joined()
    }

    @Test(arguments: 0..<20)
    func `a pattern is found where another engine finds it`(seed: Int) throws {
        var random = Generator(state: UInt64(seed) &* 0x9E37_79B9 &+ 11)
        let environment = Environment(variables: ["text": .string, "pattern": .string])
        let program = try Expression.program("text.matches(pattern)", in: environment)
        var compared = 0
        for _ in 0..<150 {
            let pattern = Self.pattern(&random, depth: 2)
            // Without regard to case, its categories stay as they are; those of RE2, and ours, take other cases in.
            if pattern.contains("(?i"), pattern.lowercased().contains("\\p") { continue }
            // What the other engine does not take, such as an anchor that is repeated, tells nothing.
            guard let other = try? NSRegularExpression(pattern: pattern) else { continue }
            for _ in 0..<4 {
                let text = Self.text(&random)
                // Its word boundaries are those of Unicode, ours those of ASCII.
                if pattern.contains("\\b") || pattern.contains("\\B") || pattern.contains("\\w")
                    || pattern.contains("\\W"),
                    !text.utf8.allSatisfy({ $0 < 128 })
                {
                    continue
                }
                let wanted = other.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
                let found = try program.evaluate(
                    DictionaryActivation(["text": .string(text), "pattern": .string(pattern)]))
                #expect(found == .bool(wanted), "\(pattern) in \"\(text)\"")
                compared += 1
            }
        }
        #expect(compared > 200)
    }
}
