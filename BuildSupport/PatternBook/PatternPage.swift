import Foundation

/// The page on the patterns in Markdown.
package struct PatternPage {
    private let book: PatternBook
    private let verdicts: [PatternTrial.Verdict]

    /// Prepares the page.
    /// - Parameters:
    ///   - book: The patterns.
    ///   - verdicts: What came of the trial of each, in the order of the book.
    package init(_ book: PatternBook, _ verdicts: [PatternTrial.Verdict]) {
        self.book = book
        self.verdicts = verdicts
    }

    /// The page.
    /// - Throws: What keeps a workflow from being read.
    package func text() throws -> String {
        var text = """
            # Control-flow patterns

            Which of the 43 control-flow patterns hold, how the language says each, and which scenarios show it.

            ## Overview

            The numbers and names are those of the literature on workflow patterns. Each pattern is a small process of an \
            office, with scenarios of what the pattern does and of what it must not do. A pattern **holds** when all of \
            them pass, and when they fail on the same process without the pattern. A merge of the language belongs to the \
            step that split; where the literature leaves that open, the text says how far a pattern goes. The processes \
            are a project of their own:

            ```sh
            waymark test --project \(PatternBook.place)
            ```

            This page is written by `BuildSupport/reference-pages.sh`, which plays them all. \
            \(verdicts.count(where: \.holds)) of \(book.patterns.count) hold.

            | | Pattern | Holds | Said with |
            | --- | --- | --- | --- |

            """
        for (pattern, verdict) in zip(book.patterns, verdicts) {
            let keys = pattern.keys.map { "`\($0)`" }.joined(separator: " ")
            text += "| \(pattern.number) | \(pattern.name) | \(verdict.holds ? "yes" : "no") | \(keys) |\n"
        }
        for (pattern, verdict) in zip(book.patterns, verdicts) { text += try section(on: pattern, verdict) }
        return text
    }

    private func section(on pattern: Pattern, _ verdict: PatternTrial.Verdict) throws -> String {
        var text = "\n## \(pattern.number) \(pattern.name)\n\n\(pattern.explanation)\n"
        text += "\n```yaml\n\(try excerpt(of: pattern))```\n\n"
        text += "- The process: \(link(pattern.workflowFile))\n"
        for showing in Pattern.Showing.allCases {
            let words = showing == .does ? "What it does" : "What it must not do"
            let titles = (verdict.titles[showing] ?? []).map { "\($0)." }.joined(separator: " ")
            text += "- \(words): \(titles) (\(link(pattern.file(of: showing))))\n"
        }
        let removals = pattern.removals.map(\.words).joined(separator: "; ")
        return text + "- Without it, which the scenarios notice: \(removals).\n"
            + verdict.faults.map { "- **\($0)**\n" }.joined()
    }

    /// A file, with the way to it from the folder of the page.
    private func link(_ file: String) -> String { "[`\(file)`](../../../../\(PatternBook.place)/\(file))" }

    /// The steps that a reader has to see, as they stand in the workflow.
    private func excerpt(of pattern: Pattern) throws -> String {
        let workflow = try book.text(pattern.workflowFile)
        guard let steps = workflow.components(separatedBy: "\nsteps:\n").last else { return "" }
        var excerpt = "steps:\n"
        var comment = ""
        var isShown = false
        for line in steps.split(separator: "\n") {
            if line.hasPrefix("  # ") {
                comment += line + "\n"
                continue
            }
            if line.hasPrefix("  - ") {
                let id = line.firstMatch(of: /id: (\w+)/)?.1
                isShown = pattern.shownSteps.contains { $0[...] == id }
            } else if !line.hasPrefix("  ") {
                isShown = false
            }
            if isShown { excerpt += comment + line + "\n" }
            comment = ""
        }
        return excerpt
    }
}
