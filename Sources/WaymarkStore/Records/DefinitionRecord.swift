/// A published workflow: its sources, known by their hash, and never changed.
package struct DefinitionRecord: Sendable, Hashable {
    /// The content hash, in hexadecimal.
    package var hash: String
    /// The workflow's name.
    package var workflow: String
    /// The version as its authors count; unique in the workflow.
    package var version: String
    /// What people call the process.
    package var title: String
    /// Everything that it is compiled from; opaque to the store.
    package var source: [UInt8]
    /// When it was published, in milliseconds since 1970 UTC.
    package var publishedAt: Int64
    /// The id of who published it; empty where nobody was named.
    package var publishedBy: String

    /// Describes a published workflow.
    package init(
        hash: String, workflow: String, version: String, title: String, source: [UInt8], publishedAt: Int64,
        publishedBy: String = ""
    ) {
        self.hash = hash
        self.workflow = workflow
        self.version = version
        self.title = title
        self.source = source
        self.publishedAt = publishedAt
        self.publishedBy = publishedBy
    }
}
