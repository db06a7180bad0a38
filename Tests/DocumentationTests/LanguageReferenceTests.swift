import Foundation
import Testing
import WaymarkDiagnostics

/// The page on the language has a line for every key that the checker takes, and for no other.
@Suite struct LanguageReferenceTests {
    private static let unknown = "zzzzzzzz"

    @Test func `Every key of a workflow file has its line`() throws {
        #expect(try keys(in: "\(Self.unknown): 1\nsteps: [ { id: a, stop: done } ]\n") == rows(under: "The file"))
    }

    @Test func `Every key of a step has its line`() throws {
        let page = try rows(under: "Every step")
        for construct in try constructs() {
            let keys = try keys(in: "steps: [ { id: a, \(construct): b, \(Self.unknown): 1 } ]\n")
            #expect(try keys == page.union(rows(under: "Steps with `\(construct)`")), "\(construct)")
        }
    }

    @Test func `The page has no construct that the checker does not take`() throws {
        let page = try Page("Sources/waymark/Documentation.docc/Reference/Language.md").text
        let headings = page.matches(of: /\n## Steps with `(\w+)`\n/).map { String($0.1) }
        #expect(try Set(headings) == Set(constructs()))
        #expect(headings.count >= 8)
    }

    /// The keys that the checker says there are, where it finds one that there is not.
    private func keys(in text: String) throws -> Set<String> {
        let found = try Bench.shared.get().check(Page.Block(language: "yaml", text: text)).sorted
        let diagnostic = found.first { $0.code.number == "WM1053" && $0.message.contains(Self.unknown) }
        return Set(try #require(diagnostic?.help).list(after: "there are: "))
    }

    /// The constructs that the checker offers for a step that does nothing.
    private func constructs() throws -> [String] {
        let found = try Bench.shared.get().check(Page.Block(language: "yaml", text: "steps: [ { id: a } ]\n")).sorted
        return try #require(found.first { $0.code.number == "WM1057" }?.help).list(after: "one of: ")
    }

    /// The keys in the table under a heading.
    private func rows(under heading: String) throws -> Set<String> {
        let page = try Page("Sources/waymark/Documentation.docc/Reference/Language.md").text
        let sections = page.split(separator: "\n## ").filter { $0.hasPrefix(heading + "\n") }
        let section = try #require(sections.first, "write a section \"\(heading)\"")
        return Set(section.matches(of: /\n\| `(\w+)` \| [^|]{8,} \|/).map { String($0.1) })
    }
}

extension String {
    /// The words of a list in a sentence, after some words.
    fileprivate func list(after words: String) -> [String] {
        guard let range = range(of: words) else { return [] }
        return self[range.upperBound...].split(separator: ", ").map(String.init)
    }
}
