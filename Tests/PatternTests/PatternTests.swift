import Foundation
import PatternBook
import Testing
import WaymarkPlugins

/// The control-flow patterns hold: their scenarios pass, and notice when the pattern is taken out of its workflow.
@Suite struct PatternTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let book = Result { try PatternBook(root: root) }

    @Test func `All 43 patterns are there, in order`() throws {
        #expect(try Self.book.get().patterns.map(\.number) == Array(1...43))
    }

    @Test(arguments: 1...43) func `The pattern holds, and its scenarios notice when it is taken out`(
        number: Int
    ) async throws {
        let book = try Self.book.get()
        let pattern = try #require(book.patterns.first { $0.number == number })
        let verdict = try await PatternTrial(book, registry: .built()).verdict(on: pattern)
        #expect(verdict.faults == [])
        for showing in Pattern.Showing.allCases { #expect(verdict.titles[showing]?.isEmpty == false) }
    }

    @Test func `The workflow of a pattern has the keys that are said to say it`() throws {
        let book = try Self.book.get()
        for pattern in book.patterns {
            let workflow = try book.text(pattern.workflowFile)
            for key in pattern.keys where key != "leave" {
                #expect(workflow.contains("\(key):"), "\(pattern.number) does not have \(key)")
            }
            #expect(pattern.keys.contains("leave") == workflow.contains(": leave"), "\(pattern.number)")
            for step in pattern.shownSteps {
                #expect(workflow.contains("  - id: \(step)\n") || workflow.contains("  - { id: \(step),"))
            }
        }
    }

    /// The list of the literature beside the repository, if it is there.
    private static let list: URL? = {
        var folder = root
        while folder.path != "/" {
            folder = folder.deletingLastPathComponent().standardizedFileURL
            let file = folder.appending(path: "shared/conformance/patterns.md")
            if FileManager.default.fileExists(atPath: file.path) { return file }
        }
        return nil
    }()

    @Test(.enabled(if: list != nil, "no shared/conformance/patterns.md beside the repository"))
    func `Numbers and names are those of the list of patterns`() throws {
        let list = try String(contentsOf: try #require(Self.list), encoding: .utf8)
        let start = try #require(list.range(of: "## Control-flow patterns")).upperBound
        let section = list[start...].components(separatedBy: "\n## ")[0]
        let names = section.matches(of: /\n\| (\d+) \| ([^|]+) \|/).map { match in
            "\(match.1) \(match.2.replacing(/\bMI\b/, with: "Multiple Instances"))"
        }
        #expect(names.count == 43)
        #expect(try Self.book.get().patterns.map { "\($0.number) \($0.name)" } == names)
    }
}
