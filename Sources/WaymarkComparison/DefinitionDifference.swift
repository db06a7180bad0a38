/// What changes between two definitions, in the terms of the process.
package struct DefinitionDifference: Sendable, Hashable {
    /// The definition before.
    package var from: Version
    /// The definition afterwards.
    package var to: Version
    /// What changes, in the order of the definition afterwards; what goes stands where it was.
    package var changes: [Change]

    /// Whether nothing changes.
    package var isEmpty: Bool { changes.isEmpty }

    /// Which definition is meant.
    package struct Version: Sendable, Hashable {
        /// The workflow.
        package var workflow: String
        /// The version as its authors count.
        package var version: String
        /// The content hash.
        package var hash: String
    }

    /// One thing that changes.
    package struct Change: Sendable, Hashable {
        /// How it changes.
        package var kind: Kind
        /// Of what.
        package var subject: Subject
        /// What of it, in words; empty for the whole.
        package var aspect: String
        /// What was; nil for what is added.
        package var old: String?
        /// What is then; nil for what is removed.
        package var new: String?
    }

    /// How something changes.
    package enum Kind: String, Sendable, CaseIterable {
        /// It is there only afterwards.
        case added
        /// It is there only before.
        case removed
        /// It is another.
        case changed
        /// It stands elsewhere.
        case moved
    }

    /// A part of a definition that has a name.
    package struct Subject: Sendable, Hashable {
        /// What sort of part.
        package var sort: Sort
        /// Its name: the id of a step, the name of a table; empty for the process itself.
        package var name: String
    }

    /// The sorts of part, in the order in which they are shown.
    package enum Sort: String, Sendable, CaseIterable {
        case process, input, variable, output, role, rule, type, message, vocabulary, template, table, step
    }
}
