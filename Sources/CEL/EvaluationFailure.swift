/// Why an expression could not be evaluated.
package struct EvaluationFailure: Error, Hashable, Sendable {
    /// What happened.
    package var message: String
    /// The first character of the part that failed, in Unicode scalars from 0; nil when it is not known.
    package var start: Int?
    /// The character after the last of that part.
    package var end: Int?

    /// Describes a failure.
    package init(_ message: String, start: Int? = nil, end: Int? = nil) {
        self.message = message
        self.start = start
        self.end = end
    }

    init(_ message: String, at code: Code) {
        self.init(message, start: code.start, end: code.end)
    }

    /// The failure with the place of a part, unless it has one already.
    func placed(at code: Code) -> EvaluationFailure {
        start == nil ? EvaluationFailure(message, at: code) : self
    }
}
