/// The bounds within which a text is read.
package struct YAMLLimits: Sendable, Hashable {
    /// Bytes of the text.
    package var bytesMax: Int
    /// Nesting of sequences and mappings.
    package var depthMax: Int
    /// Nodes of the document, those of aliases counted each time.
    package var nodesMax: Int
    /// Nodes that aliases may add.
    package var aliasNodesMax: Int

    /// Sets the bounds.
    package init(bytesMax: Int, depthMax: Int = 64, nodesMax: Int = 1_000_000, aliasNodesMax: Int = 10_000) {
        self.bytesMax = bytesMax
        self.depthMax = depthMax
        self.nodesMax = nodesMax
        self.aliasNodesMax = aliasNodesMax
    }

    /// For definitions and settings.
    package static let definition = YAMLLimits(bytesMax: 4 << 20)
    /// For registers and other data.
    package static let data = YAMLLimits(bytesMax: 64 << 20, nodesMax: 10_000_000)
}
