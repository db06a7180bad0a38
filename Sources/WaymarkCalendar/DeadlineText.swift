/// A piece of the text of a deadline: words, or the place of an expression.
package enum DeadlineToken: Hashable, Sendable {
    /// Words as written.
    case text(String)
    /// The n-th expression, from 0.
    case expression(Int)
}

/// Reads deadlines as people write them, such as `10 working days after ${inputs.quarter.end}`.
///
/// ```
/// deadline: amount [("after" | "from" | "before") anchor | "overdue"] | "overdue" | ["on" | "by"] place, then ["at" time]
/// amount:   number unit | ISO 8601 duration        unit: "working days", "weeks", "36 hours" and so on; also "school days"
/// anchor:   place | "due" | "opened" | "start"
/// place:    date | day month [year] | expression | ["the"] ("end" | "start") "of" expression
/// ```
package enum DeadlineText {
    /// Reads a deadline.
    ///
    /// `nouns`: What working days are called besides; nil to take whatever they are called.
    /// - Throws: `DeadlineTextError` at the first word that makes no sense.
    package static func parse(
        _ tokens: [DeadlineToken], nouns: Set<String>? = []
    ) throws(DeadlineTextError) -> DeadlineRule {
        do {
            return try rule(tokens, nouns: nouns)
        } catch {
            var better = error
            better.help = advice(tokens, nouns: nouns) ?? error.help
            throw better
        }
    }

    private static func rule(
        _ tokens: [DeadlineToken], nouns: Set<String>?
    ) throws(DeadlineTextError) -> DeadlineRule {
        var parser = try DeadlineParser(tokens, nouns: nouns)
        return try parser.rule()
    }

    /// What to write instead of what people often write; nil where nothing is known.
    private static func advice(_ tokens: [DeadlineToken], nouns: Set<String>?) -> String? {
        let place = "${…}"
        let text = tokens.map { token in
            if case .text(let text) = token { text } else { " \(place) " }
        }.joined()
        let readings = Rewording.deadlines.readings(of: text) { reading in
            let pieces = reading.split(separator: place, omittingEmptySubsequences: false)
            let parts = pieces.enumerated().flatMap { index, piece -> [DeadlineToken] in
                index == 0 ? [.text(String(piece))] : [.expression(index - 1), .text(String(piece))]
            }
            return (try? rule(parts, nouns: nouns)) != nil
        }
        return Rewording.advice(readings)
    }

    /// Reads a deadline without expressions.
    /// - Throws: `DeadlineTextError` at the first word that makes no sense.
    package static func parse(
        _ text: String, nouns: Set<String>? = []
    ) throws(DeadlineTextError) -> DeadlineRule {
        try parse([.text(text)], nouns: nouns)
    }
}

/// What makes no sense in the text of a deadline, and where.
package struct DeadlineTextError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which of the tokens, from 0.
    package var segment: Int
    /// Unicode scalars before the place in that token, 0 for an expression.
    package var offset: Int
    /// Unicode scalars that the place covers; 0 at the end of the text and for an expression.
    package var length: Int
    /// What is wrong, without a full stop.
    package var message: String
    /// What to write instead, if that can be told.
    package var help: String?

    /// Describes a fault.
    package init(segment: Int, offset: Int, length: Int, message: String, help: String? = nil) {
        self.segment = segment
        self.offset = offset
        self.length = length
        self.message = message
        self.help = help
    }

    /// The message with its help.
    package var description: String { help.map { "\(message); \($0)" } ?? message }
}
