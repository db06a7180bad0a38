/// The bounds that this target holds; each has a test at the limit and one past it.
package enum DocumentLimits {
    /// Bytes of one document, in UTF-8.
    package static let documentBytesMax = 2_000_000
}
