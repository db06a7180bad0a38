/// What is wrong with an expression: where, why, and what to write instead.
package struct Problem: Error, Hashable, Sendable {
    /// What sort of fault it is.
    package enum Kind: String, Sendable {
        /// The text is not an expression.
        case syntax
        /// A name that nothing has.
        case undeclared
        /// Types that do not fit.
        case type
        /// A literal that does not mean anything, such as a word that an enumeration does not list.
        case value
    }

    /// The first character concerned, in Unicode scalars from 0.
    package var start: Int
    /// The character after the last.
    package var end: Int
    /// The sort of fault.
    package var kind: Kind
    /// What is wrong.
    package var message: String
    /// What to write instead.
    package var suggestion: String?

    /// Describes a fault.
    package init(start: Int, end: Int, kind: Kind, message: String, suggestion: String? = nil) {
        self.start = start
        self.end = max(end, start)
        self.kind = kind
        self.message = message
        self.suggestion = suggestion
    }
}
