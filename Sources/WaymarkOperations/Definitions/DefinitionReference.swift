package import WaymarkStore

/// Which published definition is meant: `workflow`, `workflow@version` or `workflow@` and the beginning of its hash.
package struct DefinitionReference: Sendable, Hashable {
    /// The workflow.
    package var workflow: String
    /// The version as its authors count, or the beginning of the hash; nil for the one published last.
    package var version: String?

    /// Digits of a hash from which it counts as one.
    private static let hashDigitsMin = 4

    /// Names a definition.
    package init(workflow: String, version: String?) {
        self.workflow = workflow
        self.version = version
    }

    /// Reads what a person typed.
    package init(_ text: String) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        self.init(workflow: parts[0], version: parts.count == 2 ? parts[1] : nil)
    }

    /// The definition.
    /// - Throws: ``OperationFailure`` when there is none, or the beginning of a hash fits several.
    package func record(in store: any StoreReading) throws -> DefinitionRecord {
        let known = try store.definitions(workflow: workflow)
        guard let newest = known.last else {
            throw OperationFailure(
                .notFound, "Expected a published workflow, but there is none named \"\(workflow)\"",
                help: "see `waymark definitions`")
        }
        guard let version else { return newest }
        if let exact = known.first(where: { $0.version == version }) { return exact }
        let found = version.count < Self.hashDigitsMin ? [] : known.filter { $0.hash.hasPrefix(version.lowercased()) }
        guard let only = found.first else {
            throw OperationFailure(
                .notFound, "Expected a version of \(workflow), but \"\(version)\" is none",
                help: "there are: " + known.map(\.version).joined(separator: ", "))
        }
        guard found.count == 1 else {
            throw OperationFailure(
                .usage, "Expected one version of \(workflow), but \"\(version)\" begins the hashes of \(found.count)",
                help: "name one of: " + found.map(\.version).joined(separator: ", "))
        }
        return only
    }
}
