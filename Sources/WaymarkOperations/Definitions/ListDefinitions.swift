import WaymarkCompiler
package import WaymarkStore

/// Lists what is published, with how many cases go by each version.
package struct ListDefinitions: Sendable {
    /// A version of a workflow in the store.
    package struct Line: Sendable, Hashable {
        /// The definition.
        package var record: DefinitionRecord
        /// How many of its cases are open.
        package var open: Int
        /// How many of its cases have ended.
        package var ended: Int
        /// Whether new cases start on it.
        package var isNewest: Bool
    }

    package init() {}

    /// The versions, by workflow in the order of publishing.
    package func run(in session: Session) throws -> [Line] {
        try session.store.read { store in
            let known = try store.definitions(workflow: nil)
            let newest = Dictionary(known.map { ($0.workflow, $0.hash) }, uniquingKeysWith: { _, last in last })
            return try known.enumerated().sorted {
                ($0.element.workflow, $0.offset) < ($1.element.workflow, $1.offset)
            }.map { _, record in
                let all = try store.caseCount(definition: record.hash, status: nil)
                let open = try store.caseCount(definition: record.hash, status: "open")
                return Line(
                    record: record, open: open, ended: all - open, isNewest: newest[record.workflow] == record.hash)
            }
        }
    }
}

/// Shows the sources of a published definition.
package struct ShowDefinition: Sendable {
    /// What is published.
    package struct Sources: Sendable {
        /// The definition.
        package var record: DefinitionRecord
        /// The file as people named it.
        package var file: String
        /// The text of the workflow.
        package var text: String
        /// Template files beside it, by name.
        package var templates: [(name: String, text: String)]
    }

    private let reference: DefinitionReference

    /// Shows the definition that is meant.
    package init(_ reference: DefinitionReference) {
        self.reference = reference
    }

    /// The sources.
    /// - Throws: ``OperationFailure`` when there is no such definition.
    package func run(in session: Session) throws -> Sources {
        let record = try session.store.read { try reference.record(in: $0) }
        let bundle = try SourceBundle(bytes: record.source)
        return Sources(
            record: record, file: bundle.file, text: bundle.text,
            templates: bundle.templates.sorted { $0.key < $1.key }.map { (name: $0.key, text: $0.value) })
    }
}
