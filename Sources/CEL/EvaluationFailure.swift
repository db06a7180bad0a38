/// Why an expression could not be evaluated.
package struct EvaluationFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened.
    package var message: String
    /// The first character of the part that failed, in Unicode scalars from 0; nil when it is not known.
    package var start: Int?
    /// The character after the last of that part.
    package var end: Int?
    /// The expression that failed; nil until its evaluation has ended.
    package var source: String?

    /// Describes a failure.
    package init(_ message: String, start: Int? = nil, end: Int? = nil, source: String? = nil) {
        self.message = message
        self.start = start
        self.end = end
        self.source = source
    }

    /// The message, and where in which expression: for those who have only the words.
    package var description: String {
        guard let source, let start else { return message }
        let shown = source.unicodeScalars.count > 200 ? String(source.prefix(200)) + "…" : source
        return "\(message), at character \(start + 1) of `\(shown)`"
    }

    init(_ message: String, at code: Code) {
        self.init(message, start: code.start, end: code.end)
    }

    /// The failure with the place of a part, unless it has one already.
    func placed(at code: Code) -> EvaluationFailure {
        start == nil ? EvaluationFailure(message, at: code) : self
    }
}
