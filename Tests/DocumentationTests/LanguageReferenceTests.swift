import CEL
import Foundation
import Testing
import WaymarkDefinition
import WaymarkDiagnostics

/// The page on the language has a line for every key that the checker takes.
@Suite struct LanguageReferenceTests {
    private static let unknown = "zzzzzzzz"

    @Test func `Every key of a workflow file has its line`() throws {
        let keys = try keys(in: "\(Self.unknown): 1\nsteps: [ { id: a, stop: done } ]\n")
        #expect(try keys.subtracting(rows(under: "The file")).isEmpty)
    }

    @Test func `Every key of a step has its line`() throws {
        let page = try rows(under: "Every step")
        for construct in try constructs() {
            let keys = try keys(in: "steps: [ { id: a, \(construct): b, \(Self.unknown): 1 } ]\n")
            let missing = try keys.subtracting(page.union(rows(under: "Steps with `\(construct)`")))
            #expect(missing.isEmpty, "Reference/Language.md says nothing of \(missing.sorted()) of `\(construct)`")
        }
    }

    @Test func `Every function that the language adds has its line`() throws {
        let page = try Page("Sources/waymark/Documentation.docc/Reference/Language.md").text
        #expect(HostFunctions.all.count >= 10)
        for function in HostFunctions.all {
            #expect(page.contains("`\(function.name)("), "Reference/Language.md says nothing of \(function.name)")
        }
    }

    @Test func `A key that has no line is found out`() throws {
        #expect(try !rows(under: "The file").contains(Self.unknown))
        #expect(try constructs().count >= 8)
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
