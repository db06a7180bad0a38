import Foundation
import Testing
import WaymarkDiagnostics
import WaymarkExplanations

/// The pages on diagnostics: one for each code, with an example that gives it and one that does not.
@Suite struct DiagnosticPageTests {
    private static let folder = "Sources/waymark/Documentation.docc/Diagnostics"

    /// A code as it is declared.
    struct Declaration: Hashable {
        var number: String
        var name: String
        var summary: String
    }

    /// Every code that the sources declare.
    private static func declarations() throws -> [Declaration] {
        let files = FileManager.default.enumerator(
            at: Page.root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        let pattern = /DiagnosticCode\(\s*"(WM\d{4})",\s*"([a-z0-9-]+)",\s*"([^"]+)"\)/
        var found: [Declaration] = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: pattern) {
                found.append(.init(number: String(match.1), name: String(match.2), summary: String(match.3)))
            }
        }
        return found.sorted { $0.number < $1.number }
    }

    /// Codes whose page has no example, and the tests that give them: what they are about is too large for a page, is no
    /// text, or needs a second workflow.
    private static let withoutExample: [String: String] = [
        "WM1002": "Tests/WaymarkCompilerTests/YAMLLimitTests.swift",
        "WM1003": "Tests/WaymarkCompilerTests/YAMLLimitTests.swift",
        "WM1005": "Tests/WaymarkCompilerTests/YAMLLimitTests.swift",
        "WM1114": "Tests/Fixtures/bad/name_message_never_received.expected",
        "WM1705": "Tests/Fixtures/bad/table_not_proven.expected",
        "WM1707": "Tests/Fixtures/bad/table_too_large.expected",
        "WM3300": "Tests/EndToEndTests/ExplainTests.swift",
    ]

    @Test func `Every code has a page`() throws {
        let declared = try Self.declarations()
        #expect(declared.count >= 60)
        #expect(Set(declared.map(\.number)).count == declared.count, "a number is never used twice")
        let pages = Page.paths(in: Self.folder).map { String($0.dropFirst(Self.folder.count + 1).dropLast(3)) }
        let missing = Set(declared.map(\.number)).subtracting(pages).sorted()
        #expect(
            missing.isEmpty,
            "write \(Self.folder)/\(missing.first ?? "").md after the example of WM1053.md: what, why, how, an example")
    }

    @Test(arguments: try declarations()) func `A page says what, why and how, with an example that gives its code`(
        code: Declaration
    ) throws {
        let path = "\(Self.folder)/\(code.number).md"
        guard FileManager.default.fileExists(atPath: Page.root.appending(path: path).path()) else { return }
        let page = try Page(path)
        #expect(page.text.hasPrefix("# \(code.number) · \(code.name)\n\n\(code.summary)\n"))
        for heading in ["## What it means\n\n", "## Why\n\n", "## How to mend it\n\n"] {
            #expect(page.text.contains(heading))
        }
        if let proof = Self.withoutExample[code.number] {
            #expect(try Page(proof).text.contains(code.number))
            return
        }
        let examples = page.blocks.filter { $0.language.hasPrefix("yaml") }
        try #require(examples.count == 2, "a page has an example that is refused, and one that is accepted")
        let bench = try Bench.shared.get()
        let refused = bench.check(examples[0]).sorted
        #expect(refused.map(\.code.number).contains(code.number), "\(refused.map { "\($0.code) \($0.message)" })")
        let accepted = bench.check(examples[1]).sorted
        let isNamed = { (diagnostic: Diagnostic) in
            diagnostic.severity == .warning && page.text.contains("[\(diagnostic.code)]")
        }
        #expect(accepted.allSatisfy(isNamed), "\(accepted.map { "\($0.code) \($0.message)" })")
    }

    @Test func `The program holds the pages as they stand here`() throws {
        for path in Page.paths(in: Self.folder) {
            let page = try Page(path)
            let explanation = try #require(Explanation(page.name.lowercased()))
            #expect(explanation.text == page.text)
            #expect(page.text.contains(explanation.summary) && !explanation.name.isEmpty)
        }
        #expect(Explanation("WM9999") == nil)
    }
}
