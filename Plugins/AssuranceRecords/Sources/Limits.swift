/// The bounds that this target holds; each has a test at the limit and one past it.
package enum DataLimits {
    /// Bytes of one file of data.
    package static let fileBytesMax = 64_000_000
    /// Files that one cache keeps read.
    package static let filesCachedMax = 8
}
