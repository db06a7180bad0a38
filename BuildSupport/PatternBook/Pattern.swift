import Foundation

/// A control-flow pattern of the literature, and how the language says it.
package struct Pattern: Sendable {
    /// Its number, from 1 to 43.
    package var number: Int
    /// Its name.
    package var name: String
    /// The folder of its workflow and scenarios, among the workflows of the book.
    package var folder: String
    /// The keys of the language that say it.
    package var keys: [String]
    /// How they say it, in a sentence or two.
    package var explanation: String
    /// The steps of the workflow that a reader has to see.
    package var shownSteps: [String]
    /// Changes to the workflow that take the pattern out of it.
    package var removals: [Removal]

    /// A change after which the workflow does not have the pattern any more, so that scenarios must fail.
    package struct Removal: Sendable {
        /// What the workflow does then instead.
        package var words: String
        /// What is put in the place of what.
        package var changes: [(text: String, replacement: String)]

        /// The workflow without the pattern.
        /// - Throws: ``PatternFault`` when the text does not have what is to be changed exactly once.
        func applied(to workflow: String) throws -> String {
            try changes.reduce(workflow) { text, change in
                guard text.components(separatedBy: change.text).count == 2 else {
                    throw PatternFault("\(words): expected this to stand once in the workflow: \(change.text)")
                }
                return text.replacing(change.text, with: change.replacement)
            }
        }
    }

    /// What scenarios of a pattern show, each kind in a file of its own.
    package enum Showing: String, Sendable, CaseIterable {
        /// What the pattern does.
        case does = "shows"
        /// What it must not do.
        case never
    }

    /// The file of some of its scenarios, from the folder of the book.
    package func file(of showing: Showing) -> String { "Workflows/\(folder)/scenarios/\(showing.rawValue).yaml" }

    /// The file of its workflow, from the folder of the book.
    package var workflowFile: String { "Workflows/\(folder)/workflow.yaml" }
}

/// Why the book of patterns cannot be read or played.
package struct PatternFault: Error, CustomStringConvertible {
    /// What is wrong, and where.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
