/// A regular expression of `matches`, translated; it is found in time that grows only with the text and the pattern.
///
/// It knows the syntax of RE2 without Unicode scripts: literals, `.`, classes, categories, groups, `|`, repetitions,
/// anchors, word boundaries, and the flags i, s, m and U. What it does not know is refused.
struct Pattern: Sendable {
    private let program: [PatternInstruction]

    /// Translates a pattern.
    /// - Throws: what is wrong with it.
    init(_ text: String) throws(EvaluationFailure) {
        var parser = try PatternParser(text)
        var compiler = PatternCompiler()
        program = try compiler.program(for: try parser.pattern())
    }

    /// Steps that a search of a text may take at most.
    func cost(of text: String) -> Int {
        1 + program.count * (text.utf8.count + 1) / 32
    }

    /// Whether the pattern is found anywhere in a text.
    func matches(_ text: String) -> Bool {
        var search = PatternSearch(program)
        return search.isFound(in: text.unicodeScalars)
    }
}
