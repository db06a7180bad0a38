/// The bounds of templates; each has a test at the limit and one past it.
package enum TemplateLimits {
    /// Sections of a template inside each other.
    package static let depthMax = 32
    /// Templates that are kept once they were read; when there are more, all are forgotten.
    package static let knownMax = 256
}
