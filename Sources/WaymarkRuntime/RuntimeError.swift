/// Why the runtime could not do what it was asked; nothing has changed.
package struct RuntimeError: Error, Sendable, CustomStringConvertible {
    /// The reasons.
    package enum Code: String, Sendable {
        /// There is no such case, task or definition.
        case notFound
        /// A stored definition no longer compiles with this build.
        case definition
        /// A stored snapshot or event cannot be read.
        case unreadable
        /// Something does not come to rest.
        case restless
    }

    /// The reason.
    package var code: Code
    /// What happened.
    package var message: String
    /// What to do.
    package var help: String?
    /// Both in one line.
    package var description: String { help.map { "\(message); \($0)" } ?? message }

    /// Describes a failure.
    package init(_ code: Code, _ message: String, help: String? = nil) {
        self.code = code
        self.message = message
        self.help = help
    }
}
