import Foundation
import Testing
import WaymarkDiagnostics

@testable import WaymarkCompiler

/// Files that are damaged at random are reported or compiled, never more; the fuzzers of `make fuzz` go on from here.
struct MutationTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let words = [
        "[", "]", "{", "}", "(", ")", ":", ",", "- ", "-", "\"", "'", "${", "}", "..", "[1..5]", "< ", ">= ", "not(",
        "null",
        "true", "9223372036854775807", "1e999", "*a", "&a ", "\n", "  ", "\t", "é", "\u{0}", "hit: first", "default: ",
        "one_of: ", "list<", "2013-10-31", "steps.", ".map(x, x)", "==", "!", "#", "|-\n", "decide: ", "rows: ",
    ]

    private static func damaged(_ text: String, _ random: inout Generator) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...scalars.count, using: &random)
            let end = min(scalars.count, place + Int.random(in: 0...12, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: scalars.removeSubrange(place..<end)
            case 1: scalars.insert(contentsOf: (words.randomElement(using: &random) ?? "").unicodeScalars, at: place)
            case 2:
                scalars.insert(contentsOf: scalars[place..<end], at: Int.random(in: 0...scalars.count, using: &random))
            default:
                scalars.replaceSubrange(place..<end, with: (words.randomElement(using: &random) ?? "").unicodeScalars)
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    @Test(arguments: 0..<12)
    func `a damaged file is reported or compiled`(seed: Int) throws {
        var random = Generator(state: UInt64(seed) &* 0x9E37_79B9 &+ 13)
        let names = CompilerFixture.names.filter {
            $0.hasPrefix("good_") || $0.hasPrefix("table_") || $0.hasPrefix("type_")
        }
        for _ in 0..<40 {
            let name = names.randomElement(using: &random) ?? "good_minimal"
            let text = Self.damaged(try CompilerFixture.text("\(name).yaml"), &random)
            let result = try CompilerFixture.compile(text, file: "\(name).yaml")
            #expect((result.definition == nil) == result.diagnostics.hasErrors, "\(text)")
            let lines = text.unicodeScalars.count { $0 == "\n" } + 2
            for diagnostic in result.diagnostics.sorted {
                #expect(
                    diagnostic.span.start.line >= 1 && diagnostic.span.start.line <= lines, "\(diagnostic)\n\(text)")
                #expect(diagnostic.span.start.column >= 1, "\(diagnostic)")
                #expect(!diagnostic.message.isEmpty)
            }
        }
    }
}
